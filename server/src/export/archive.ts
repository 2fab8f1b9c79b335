import { setImmediate as othersTurn } from 'node:timers/promises'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** A file of a ZIP, in pieces. */
export interface ArchiveEntry {
	path: string
	chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>
}

/** What these hold is packed already; to pack it again takes time and saves nothing. */
const IS_COMPRESSED = /\.(docx|xlsx)$/

/** So much is packed at a time, a few milliseconds; in between, everybody else has their turn. */
const STEP_BYTES = 64 * 1024

/** As a file from Unix its name is read as UTF-8 everywhere; one from elsewhere some programs take for an old code page. */
const AS_UNIX = { os: 3, attrs: 0o644 << 16 }

/** Files as a ZIP, in pieces: each file is asked for when those before it are done, so that never more than one is in memory. */
export async function* zipArchive(
	entries: AsyncIterable<ArchiveEntry>,
	{ at }: { at: Date },
): AsyncGenerator<Uint8Array> {
	const done: Uint8Array[] = []
	const zip = new Zip((error, piece) => {
		if (error) throw error
		done.push(piece)
	})
	const encoder = new TextEncoder()
	for await (const { path, chunks } of entries) {
		const file = IS_COMPRESSED.test(path) ? new ZipPassThrough(path) : new ZipDeflate(path)
		Object.assign(file, { mtime: at, ...AS_UNIX })
		zip.add(file)
		for await (const piece of chunks) {
			const bytes = typeof piece === 'string' ? encoder.encode(piece) : piece
			for (let at = 0; at < bytes.length; at += STEP_BYTES) {
				file.push(bytes.subarray(at, at + STEP_BYTES))
				yield* done.splice(0)
				await othersTurn()
			}
		}
		file.push(new Uint8Array(0), true)
		yield* done.splice(0)
	}
	zip.end()
	yield* done.splice(0)
}
