/** The types of documents, by a part that only such a file has. */
const OFFICE_PARTS = {
	'word/document.xml': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	'ppt/presentation.xml': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
} as const

type DocumentType = 'application/pdf' | (typeof OFFICE_PARTS)[keyof typeof OFFICE_PARTS]

const CONTENT_TYPES = '[Content_Types].xml'
/** The program of a file with macros. */
const MACROS = /(^|\/)vbaProject\.bin$/i
/** Parts of a Word or PowerPoint file. @limit files: `unknown_format` */
const MAX_PARTS = 20_000

const LOCAL = 0x04034b50
const END = 0x06054b50
const ENTRY = 0x02014b50
const END_BYTES = 22
const MAX_COMMENT_BYTES = 0xffff
const ENTRY_BYTES = 46

/**
 * Returns the type of a document by its bytes, never by its name: a PDF file begins with its mark,
 * and a Word or PowerPoint file is a ZIP archive whose directory has certain parts. Null for any
 * other file, and for one with macros. Nothing is unpacked.
 */
export function documentTypeOf(file: Uint8Array): DocumentType | null {
	const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
	if (bytes.toString('latin1', 0, 5) === '%PDF-') return 'application/pdf'
	if (bytes.length < END_BYTES || bytes.readUInt32LE(0) !== LOCAL) return null
	const names = namesIn(bytes)
	if (!names?.has(CONTENT_TYPES) || [...names].some((name) => MACROS.test(name))) return null
	const [found] = Object.entries(OFFICE_PARTS).filter(([part]) => names.has(part))
	return found?.[1] ?? null
}

/** Returns the names in the directory of a ZIP archive; null if it is damaged or too long. */
function namesIn(bytes: Buffer): Set<string> | null {
	const last = bytes.length - END_BYTES
	let end = last
	while (end >= 0 && end >= last - MAX_COMMENT_BYTES && bytes.readUInt32LE(end) !== END) end--
	if (end < 0 || bytes.readUInt32LE(end) !== END) return null
	const count = bytes.readUInt16LE(end + 10)
	const names = new Set<string>()
	let at = bytes.readUInt32LE(end + 16)
	for (let n = 0; n < count; n++) {
		if (n >= MAX_PARTS || at + ENTRY_BYTES > bytes.length || bytes.readUInt32LE(at) !== ENTRY) return null
		const length = bytes.readUInt16LE(at + 28)
		names.add(bytes.toString('latin1', at + ENTRY_BYTES, at + ENTRY_BYTES + length))
		at += ENTRY_BYTES + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
	}
	return names
}
