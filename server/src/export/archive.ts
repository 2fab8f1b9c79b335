import { setImmediate as yieldToEvents } from 'node:timers/promises'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** A file in a ZIP, in chunks. */
export interface ArchiveEntry {
	path: string
	chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>
}

/** File types that are compressed already. */
const IS_COMPRESSED = /\.(docx|xlsx)$/

/** Number of bytes compressed between two turns of the event loop; takes a few milliseconds. */
const STEP_BYTES = 64 * 1024

/**
 * Marks entries as written on Unix: some programs decode the names of other entries with an old
 * code page instead of UTF-8.
 */
const AS_UNIX = { os: 3, attrs: 0o644 << 16 }

/**
 * Writes files as a ZIP, in chunks. Takes an entry only after the previous one is written, so that
 * only one is in memory.
 */
export async function* zipArchive(
	entries: AsyncIterable<ArchiveEntry>,
	{ at }: { at: Date },
): AsyncGenerator<Uint8Array> {
	const written: Uint8Array[] = []
	const zip = new Zip((error, chunk) => {
		if (error) throw error
		written.push(chunk)
	})
	const encoder = new TextEncoder()
	for await (const { path, chunks } of entries) {
		const file = IS_COMPRESSED.test(path) ? new ZipPassThrough(path) : new ZipDeflate(path)
		Object.assign(file, { mtime: at, ...AS_UNIX })
		zip.add(file)
		for await (const chunk of chunks) {
			const bytes = typeof chunk === 'string' ? encoder.encode(chunk) : chunk
			for (let at = 0; at < bytes.length; at += STEP_BYTES) {
				file.push(bytes.subarray(at, at + STEP_BYTES))
				yield* written.splice(0)
				await yieldToEvents()
			}
		}
		file.push(new Uint8Array(0), true)
		yield* written.splice(0)
	}
	zip.end()
	yield* written.splice(0)
}
