import { classifyEntries, isReadMe, LIMITS } from '@charrette/shared'
import {
	type ArchiveEntry,
	contentOf,
	END,
	END_BYTES,
	ENTRY_BYTES,
	LOCAL,
	LOCAL_BYTES,
	readDirectory,
	viewOf,
} from '../connection/zipDirectory.ts'

/*
 * Our archive of a large workshop is larger than an import may be: it has images, slides and
 * documents of each board beside its JSON. An import reads only the JSON (IMP2a), so only that is
 * uploaded. The bytes of the file stay on the disk: a `Blob` refers to parts of it.
 */

/** The server refuses archives with more entries. */
const MAX_ENTRIES = 2000
/** The flag of an entry whose sizes are behind its bytes. */
const HAS_DESCRIPTOR = 0x8

/**
 * Returns our archive with only the files that an import reads; the others are empty, so that the
 * server knows their names. Copies of a board in other formats, which are read if its JSON is
 * damaged, stay if the archive is then small enough. Any other file is returned as it is.
 */
export async function slimArchive(file: Blob): Promise<Blob> {
	const entries = await readDirectory(file, MAX_ENTRIES)
	if (!entries?.some(isReadMe)) return file
	const read = classifyEntries(entries).filter(({ reason }) => reason === undefined)
	const withCopies = await writeArchive(file, entries, new Set(read.flatMap(({ entry, copies }) => [entry, ...copies])))
	if (withCopies.size <= LIMITS.maxImportBytes) return withCopies
	return writeArchive(file, entries, new Set(read.map(({ entry }) => entry)))
}

/** Writes an archive with all entries, of which only these keep their content. */
async function writeArchive(
	file: Blob,
	entries: readonly ArchiveEntry[],
	kept: ReadonlySet<ArchiveEntry>,
): Promise<Blob> {
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

/** Returns the header of an entry at its new place, without extra fields and comment. */
function headerOf(
	entry: ArchiveEntry,
	{ offset, isEmpty }: { offset: number; isEmpty: boolean },
): Uint8Array<ArrayBuffer> {
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
