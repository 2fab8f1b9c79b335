/**
 * Reads an untrusted ZIP archive by its central directory. The sizes in its headers are never
 * trusted: an entry is inflated only when it is read, up to a limit, and all entries together have
 * a budget.
 */
import { crc32, inflateRawSync } from 'node:zlib'
import { decodeText } from './decodeText.ts'
import { ImportRefusedError } from './FileDraft.ts'

/** Files of an archive. @limit files: `too_much_inside` */
const MAX_ENTRIES = 2000
/** Compression ratio of a file in an archive. @limit files: `too_much_inside` */
const MAX_RATIO = 100
/** Entries up to this size may have any compression ratio. */
const SMALL_BYTES = 1024 * 1024
/** An archive, unpacked. @limit files: `too_much_inside` */
const MAX_INFLATED_BYTES = 200 * 1024 * 1024

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const END_BYTES = 22
const ENTRY_BYTES = 46
const LOCAL_BYTES = 30
const MAX_COMMENT_BYTES = 0xffff
const ENCRYPTED = 0x1
const UNIX_KIND = 0xf000
const SYMBOLIC_LINK = 0xa000

/**
 * One file of an archive. `read` inflates it, and throws an `ImportRefusedError` if it is damaged
 * or too large.
 */
export interface ZipEntry {
	name: string
	read(): Uint8Array
}

/** The remaining bytes and entries for an archive and the archives inside of it. */
export interface ZipBudget {
	bytes: number
	entries: number
}

/** Creates the budget of one imported file. */
export function createZipBudget(): ZipBudget {
	return { bytes: MAX_INFLATED_BYTES, entries: MAX_ENTRIES }
}

/** Whether these bytes start like a ZIP archive. */
export function isZip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)
}

/**
 * Lists the files of an archive. Throws an `ImportRefusedError` if it is damaged, is protected by a
 * password, or has a name or a link that leaves the archive.
 */
export function openZip(bytes: Uint8Array, budget = createZipBudget()): ZipEntry[] {
	try {
		return readDirectory(bytes, budget)
	} catch (cause) {
		// An offset beyond the end of the file.
		if (cause instanceof RangeError) throw new ImportRefusedError('damaged_file', { cause })
		throw cause
	}
}

function readDirectory(bytes: Uint8Array, budget: ZipBudget): ZipEntry[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
	const end = findEnd(view)
	const count = view.getUint16(end + 10, true)
	if (count > budget.entries) throw new ImportRefusedError('too_much_inside')
	budget.entries -= count
	// The compressed sizes of all entries together may not exceed the archive. Otherwise entries
	// could overlap, and a small file could make the reader inflate the same bytes again and again.
	const left = { bytes: bytes.byteLength }
	const entries: ZipEntry[] = []
	let at = view.getUint32(end + 16, true)
	for (let n = 0; n < count; n++) {
		if (view.getUint32(at, true) !== ENTRY) throw new ImportRefusedError('damaged_file')
		const nameBytes = view.getUint16(at + 28, true)
		const named = bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes)
		const name = named.includes(0) ? '' : (decodeText(named)?.text ?? '')
		const kind = (view.getUint32(at + 38, true) >>> 16) & UNIX_KIND
		if (!isSafeName(name) || kind === SYMBOLIC_LINK) throw new ImportRefusedError('damaged_file')
		const isEncrypted = (view.getUint16(at + 8, true) & ENCRYPTED) !== 0
		if (isEncrypted) throw new ImportRefusedError('unknown_format', { file: 'locked_archive' })
		const header = at
		if (!name.endsWith('/')) entries.push({ name, read: () => inflateEntry(view, header, { budget, left }) })
		at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
	}
	return entries
}

function findEnd(view: DataView): number {
	const last = view.byteLength - END_BYTES
	for (let at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at--) if (view.getUint32(at, true) === END) return at
	throw new ImportRefusedError('damaged_file')
}

/**
 * Whether a name stays inside the archive. No file is written, but a name that leaves it is a sign
 * of an attack.
 */
function isSafeName(name: string): boolean {
	if (name === '' || name.includes('\\') || /^(\/|[A-Za-z]:)/.test(name)) return false
	return !name.split('/').includes('..')
}

function inflateEntry(
	view: DataView,
	header: number,
	{ budget, left }: { budget: ZipBudget; left: { bytes: number } },
): Uint8Array {
	const method = view.getUint16(header + 10, true)
	if (method !== 0 && method !== 8) throw new ImportRefusedError('unknown_format')
	const size = view.getUint32(header + 20, true)
	const compressed = compressedBytes(view, view.getUint32(header + 42, true), size)
	left.bytes -= size
	if (left.bytes < 0) throw new ImportRefusedError('damaged_file')
	const maxBytes = Math.min(budget.bytes, Math.max(SMALL_BYTES, size * MAX_RATIO))
	const inflated = method === 0 ? compressed : inflate(compressed, maxBytes)
	if (inflated.length > maxBytes) throw new ImportRefusedError('too_much_inside')
	budget.bytes -= inflated.length
	if (crc32(inflated) !== view.getUint32(header + 16, true)) throw new ImportRefusedError('damaged_file')
	return inflated
}

function compressedBytes(view: DataView, local: number, size: number): Uint8Array {
	const isValid = local + LOCAL_BYTES <= view.byteLength && view.getUint32(local, true) === LOCAL
	if (!isValid) throw new ImportRefusedError('damaged_file')
	const start = local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
	if (start + size > view.byteLength) throw new ImportRefusedError('damaged_file')
	return new Uint8Array(view.buffer, view.byteOffset + start, size)
}

/** Inflates an entry up to the limit, regardless of the size in its header. */
function inflate(compressed: Uint8Array, maxBytes: number): Uint8Array {
	try {
		return inflateRawSync(compressed, { maxOutputLength: Math.max(1, maxBytes) })
	} catch (cause) {
		const isTooLarge = cause instanceof RangeError
		throw new ImportRefusedError(isTooLarge ? 'too_much_inside' : 'damaged_file', { cause })
	}
}
