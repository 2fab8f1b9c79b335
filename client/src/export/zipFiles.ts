import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** Files that are compressed already: compressing them again takes time and saves nothing. */
const IS_COMPRESSED = /\.(png|jpg|pdf|zip|pptx|docx|xlsx)$/

/**
 * Marks entries as written on Unix, so that all programs decode their names as UTF-8 instead of an
 * old code page.
 */
const AS_UNIX = { os: 3, attrs: 0o644 << 16 }

/** A ZIP archive that is being written. */
export interface ZipFiles {
	add(path: string, file: Blob): Promise<void>
	/** Ends the archive; nothing can be added after that. */
	finish(): Blob
}

/**
 * Starts a ZIP archive. It is written into blobs piece by piece, which the browser may keep
 * on disk, so that many large files take little memory of the page.
 */
export function zipFiles(at: Date): ZipFiles {
	const pieces: Blob[] = []
	const zip = new Zip((error, piece) => {
		if (error) throw error
		// A piece is a view of a buffer that fflate reuses: the blob copies it.
		pieces.push(new Blob([piece as Uint8Array<ArrayBuffer>]))
	})
	return {
		async add(path, file) {
			const entry = IS_COMPRESSED.test(path) ? new ZipPassThrough(path) : new ZipDeflate(path)
			Object.assign(entry, { mtime: at, ...AS_UNIX })
			zip.add(entry)
			const reader = file.stream().getReader()
			for (let next = await reader.read(); !next.done; next = await reader.read()) entry.push(next.value)
			entry.push(new Uint8Array(0), true)
		},
		finish() {
			zip.end()
			return new Blob(pieces, { type: 'application/zip' })
		},
	}
}
