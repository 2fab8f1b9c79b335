/*
 * The directory of a ZIP archive (APPNOTE 6.3), read without its content: a `Blob` refers to bytes
 * on the disk.
 */

export const END = 0x06054b50
const ENTRY = 0x02014b50
export const LOCAL = 0x04034b50
export const END_BYTES = 22
export const ENTRY_BYTES = 46
export const LOCAL_BYTES = 30
const MAX_COMMENT_BYTES = 0xffff
const MAX_DIRECTORY_BYTES = 4 * 1024 * 1024

/** A file of an archive, with its header in the central directory. */
export interface ArchiveEntry {
	name: string
	header: Uint8Array<ArrayBuffer>
	/** Number of bytes of its compressed content, and the offset of its local header. */
	size: number
	local: number
	/** How its content is compressed: 0 is not at all, 8 is DEFLATE. */
	method: number
}

/** Returns the entries of an archive; null for a file that is none, is damaged, or has more. */
export async function readDirectory(file: Blob, most: number): Promise<ArchiveEntry[] | null> {
	const tailAt = Math.max(0, file.size - END_BYTES - MAX_COMMENT_BYTES)
	const tail = await bytesOf(file, tailAt, file.size)
	const end = findEnd(tail)
	if (end === null) return null
	const [count, length, at] = [end.getUint16(10, true), end.getUint32(12, true), end.getUint32(16, true)]
	if (count > most || length > MAX_DIRECTORY_BYTES) return null
	return parseDirectory(await bytesOf(file, at, at + length), count)
}

async function bytesOf(file: Blob, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
	return new Uint8Array(await file.slice(from, to).arrayBuffer())
}

export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
	return new DataView(buffer, byteOffset, byteLength)
}

function findEnd(tail: Uint8Array): DataView | null {
	const view = viewOf(tail)
	for (let at = view.byteLength - END_BYTES; at >= 0; at--)
		if (view.getUint32(at, true) === END) return viewOf(tail.subarray(at))
	return null
}

function parseDirectory(directory: Uint8Array<ArrayBuffer>, count: number): ArchiveEntry[] | null {
	const view = viewOf(directory)
	const entries: ArchiveEntry[] = []
	let at = 0
	for (let n = 0; n < count; n++) {
		if (at + ENTRY_BYTES > directory.length || view.getUint32(at, true) !== ENTRY) return null
		const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true)
		if (nameEnd > directory.length) return null
		const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
		const name = new TextDecoder().decode(directory.subarray(at + ENTRY_BYTES, nameEnd))
		const header = directory.slice(at, nameEnd)
		entries.push({
			name,
			header,
			size: view.getUint32(at + 20, true),
			local: view.getUint32(at + 42, true),
			method: view.getUint16(at + 10, true),
		})
		at = next
	}
	return entries
}

/** Returns the content of an entry as it is stored. */
export async function contentOf(file: Blob, { local, size }: ArchiveEntry): Promise<Blob> {
	const header = viewOf(await bytesOf(file, local, local + LOCAL_BYTES))
	// A damaged entry gets other bytes, which the server finds by their checksum.
	const isLocal = header.byteLength === LOCAL_BYTES && header.getUint32(0, true) === LOCAL
	const names = isLocal ? header.getUint16(26, true) + header.getUint16(28, true) : 0
	const start = local + LOCAL_BYTES + names
	const content = file.slice(start, start + size)
	return content.size === size ? content : new Blob([content, new Uint8Array(size - content.size)])
}
