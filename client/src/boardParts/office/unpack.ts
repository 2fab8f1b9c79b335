import { Inflate } from 'fflate'
import { type ArchiveEntry, contentOf, readDirectory } from '../../connection/zipDirectory.ts'
import { DocumentRefusedError } from '../documents/OpenedDocument.ts'

/** All parts that are XML, and all parts, as far as they are read. */
const MAX_XML_BYTES = 20 * 1024 * 1024
const MAX_UNPACKED_BYTES = 100 * 1024 * 1024
/** A large presentation has a few parts for each slide. */
const MAX_ENTRIES = 20_000
/** What is inflated at a time: 16 KB become at most 16 MB. */
const CHUNK_BYTES = 16 * 1024
const STORED = 0
const DEFLATED = 8
const MACROS = /(^|\/)vbaProject\.bin$/i
const XML = /\.(xml|rels)$/i

/** The parts of a file by their names. */
export type Parts = ReadonlyMap<string, Uint8Array>

/** The archive of a Word or PowerPoint file. */
export interface OfficeArchive {
	names: ReadonlySet<string>
	/** Returns the parts with these names; throws a `DocumentRefusedError`. */
	unpack(isWanted: (name: string) => boolean): Promise<Parts>
}

/**
 * Opens the archive of a Word or PowerPoint file. Its parts are counted while they are inflated,
 * whatever their headers say. Throws a `DocumentRefusedError`.
 */
export async function openArchive(bytes: Uint8Array): Promise<OfficeArchive> {
	const file = new Blob([bytes as Uint8Array<ArrayBuffer>])
	const entries = await readDirectory(file, MAX_ENTRIES)
	if (!entries) throw new DocumentRefusedError('damaged')
	if (entries.some(({ name }) => MACROS.test(name))) throw new DocumentRefusedError('macros')
	const left = { packed: bytes.length, xml: MAX_XML_BYTES, all: MAX_UNPACKED_BYTES }
	const read = async (entry: ArchiveEntry) => {
		left.packed -= entry.size
		// Entries that lie over each other would be inflated again and again.
		if (left.packed < 0) throw new DocumentRefusedError('damaged')
		const isXml = XML.test(entry.name)
		const part = await inflate(file, entry, isXml ? Math.min(left.xml, left.all) : left.all)
		if (isXml) left.xml -= part.length
		left.all -= part.length
		return part
	}
	return {
		names: new Set(entries.map(({ name }) => name)),
		async unpack(isWanted) {
			const parts = new Map<string, Uint8Array>()
			for (const entry of entries) if (isWanted(entry.name)) parts.set(entry.name, await read(entry))
			return parts
		},
	}
}

async function inflate(file: Blob, entry: ArchiveEntry, most: number): Promise<Uint8Array> {
	const content = new Uint8Array(await (await contentOf(file, entry)).arrayBuffer())
	if (entry.method !== STORED && entry.method !== DEFLATED) throw new DocumentRefusedError('damaged')
	const chunks: Uint8Array[] = []
	let length = 0
	const add = (chunk: Uint8Array) => {
		length += chunk.length
		if (length > most) throw new DocumentRefusedError('tooMuchInside')
		chunks.push(chunk)
	}
	if (entry.method === STORED) add(content)
	else inflateInto(content, add)
	return new Uint8Array(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer())
}

function inflateInto(content: Uint8Array, add: (chunk: Uint8Array) => void): void {
	const inflating = new Inflate(add)
	try {
		for (let at = 0; at === 0 || at < content.length; at += CHUNK_BYTES)
			inflating.push(content.subarray(at, at + CHUNK_BYTES), at + CHUNK_BYTES >= content.length)
	} catch (cause) {
		if (cause instanceof DocumentRefusedError) throw cause
		throw new DocumentRefusedError('damaged', { cause })
	}
}

/** Returns a part that is XML as text; '' if it is missing. */
export function textOfPart(parts: Parts, name: string): string {
	const bytes = parts.get(name)
	return bytes ? new TextDecoder().decode(bytes) : ''
}
