import { classifyEntries, isReadMe, LIMITS } from '@charrette/shared'

/*
 * Our archive of a large workshop is larger than an import may be: it has images, slides and
 * documents of each board beside its JSON. An import reads only the JSON (IMP2a), so only that is
 * uploaded. The bytes of the file stay on the disk: a `Blob` refers to parts of it.
 */

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const END_BYTES = 22
const ENTRY_BYTES = 46
const LOCAL_BYTES = 30
const MAX_COMMENT_BYTES = 0xffff
/** The server refuses archives with more entries. */
const MAX_ENTRIES = 2000
const MAX_DIRECTORY_BYTES = 4 * 1024 * 1024
/** The flag of an entry whose sizes are behind its bytes. */
const HAS_DESCRIPTOR = 0x8

/** A file of an archive, with its header in the central directory. */
interface Entry {
	name: string
	header: Uint8Array<ArrayBuffer>
	/** Number of bytes of its compressed content, and the offset of its local header. */
	size: number
	local: number
}

/**
 * Returns our archive with only the files that an import reads; the others are empty, so that the
 * server knows their names. Copies of a board in other formats, which are read if its JSON is
 * damaged, stay if the archive is then small enough. Any other file is returned as it is.
 */
export async function slimArchive(file: Blob): Promise<Blob> {
	const entries = await readDirectory(file)
	if (!entries?.some(isReadMe)) return file
	const read = classifyEntries(entries).filter(({ reason }) => reason === undefined)
	const withCopies = await writeArchive(file, entries, new Set(read.flatMap(({ entry, copies }) => [entry, ...copies])))
	if (withCopies.size <= LIMITS.maxImportBytes) return withCopies
	return writeArchive(file, entries, new Set(read.map(({ entry }) => entry)))
}

/** Returns the entries of an archive; null for other, damaged and enormous files. */
async function readDirectory(file: Blob): Promise<Entry[] | null> {
	const tailAt = Math.max(0, file.size - END_BYTES - MAX_COMMENT_BYTES)
	const tail = await bytesOf(file, tailAt, file.size)
	const end = findEnd(tail)
	if (end === null) return null
	const [count, length, at] = [end.getUint16(10, true), end.getUint32(12, true), end.getUint32(16, true)]
	if (count > MAX_ENTRIES || length > MAX_DIRECTORY_BYTES) return null
	return parseDirectory(await bytesOf(file, at, at + length), count)
}

async function bytesOf(file: Blob, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
	return new Uint8Array(await file.slice(from, to).arrayBuffer())
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
	return new DataView(buffer, byteOffset, byteLength)
}

function findEnd(tail: Uint8Array): DataView | null {
	const view = viewOf(tail)
	for (let at = view.byteLength - END_BYTES; at >= 0; at--)
		if (view.getUint32(at, true) === END) return viewOf(tail.subarray(at))
	return null
}

function parseDirectory(directory: Uint8Array<ArrayBuffer>, count: number): Entry[] | null {
	const view = viewOf(directory)
	const entries: Entry[] = []
	let at = 0
	for (let n = 0; n < count; n++) {
		if (at + ENTRY_BYTES > directory.length || view.getUint32(at, true) !== ENTRY) return null
		const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true)
		if (nameEnd > directory.length) return null
		const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
		const name = new TextDecoder().decode(directory.subarray(at + ENTRY_BYTES, nameEnd))
		const header = directory.slice(at, nameEnd)
		entries.push({ name, header, size: view.getUint32(at + 20, true), local: view.getUint32(at + 42, true) })
		at = next
	}
	return entries
}

/** Writes an archive with all entries, of which only these keep their content. */
async function writeArchive(file: Blob, entries: readonly Entry[], kept: ReadonlySet<Entry>): Promise<Blob> {
	const parts: BlobPart[] = []
	const directory: Uint8Array<ArrayBuffer>[] = []
	let written = 0
	for (const entry of entries) {
		const content = kept.has(entry) ? await contentOf(file, entry) : null
		const header = headerOf(entry, { offset: written, isEmpty: content === null })
		const local = localHeader(header)
		parts.push(local, ...(content ? [content] : []))
		directory.push(header)
		written += local.length + (content?.size ?? 0)
	}
	const length = directory.reduce((sum, header) => sum + header.length, 0)
	return new Blob([...parts, ...directory, endOf({ count: entries.length, length, at: written })])
}

async function contentOf(file: Blob, { local, size }: Entry): Promise<Blob> {
	const header = viewOf(await bytesOf(file, local, local + LOCAL_BYTES))
	// A damaged entry gets other bytes, which the server finds by their checksum.
	const isLocal = header.byteLength === LOCAL_BYTES && header.getUint32(0, true) === LOCAL
	const names = isLocal ? header.getUint16(26, true) + header.getUint16(28, true) : 0
	const start = local + LOCAL_BYTES + names
	const content = file.slice(start, start + size)
	return content.size === size ? content : new Blob([content, new Uint8Array(size - content.size)])
}

/** Returns the header of an entry at its new place, without extra fields and comment. */
function headerOf(entry: Entry, { offset, isEmpty }: { offset: number; isEmpty: boolean }): Uint8Array<ArrayBuffer> {
	const header = entry.header.slice()
	const view = viewOf(header)
	view.setUint16(8, view.getUint16(8, true) & ~HAS_DESCRIPTOR, true)
	view.setUint32(30, 0, true)
	view.setUint32(42, offset, true)
	if (!isEmpty) return header
	view.setUint16(10, 0, true)
	// Its checksum, compressed size and size.
	header.fill(0, 16, 28)
	return header
}

/** Returns the local header of an entry: the fields of its header in the directory. */
function localHeader(header: Uint8Array): Uint8Array<ArrayBuffer> {
	const local = new Uint8Array(LOCAL_BYTES + header.length - ENTRY_BYTES)
	viewOf(local).setUint32(0, LOCAL, true)
	local.set(header.subarray(6, 30), 4)
	local.set(header.subarray(ENTRY_BYTES), LOCAL_BYTES)
	return local
}

function endOf({ count, length, at }: { count: number; length: number; at: number }): Uint8Array<ArrayBuffer> {
	const end = new Uint8Array(END_BYTES)
	const view = viewOf(end)
	view.setUint32(0, END, true)
	view.setUint16(8, count, true)
	view.setUint16(10, count, true)
	view.setUint32(12, length, true)
	view.setUint32(16, at, true)
	return end
}
