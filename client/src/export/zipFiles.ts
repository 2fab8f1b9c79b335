import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** What these hold is packed already; to pack it again takes time and saves nothing. */
const IS_PACKED = /\.(png|jpg|pdf|zip|pptx|docx|xlsx)$/

/** As a file from Unix its name is read as UTF-8 everywhere; one from elsewhere some programs take for an old code page. */
const AS_UNIX = { os: 3, attrs: 0o644 << 16 }

/** A ZIP in the making. */
export interface ZipFiles {
	/** Puts a file into it. */
	add(path: string, file: Blob): Promise<void>
	/** Ends it. Nothing can be put into it after that. */
	finish(): Blob
}

/**
 * Begins a ZIP. What is done is handed to the browser piece by piece, which keeps blobs where there is room, so that many
 * large files take little of the page's memory.
 */
export function zipFiles(at: Date): ZipFiles {
	const pieces: Blob[] = []
	const zip = new Zip((error, piece) => {
		if (error) throw error
		// Pieces are parts of a buffer that is used again.
		pieces.push(new Blob([piece as Uint8Array<ArrayBuffer>]))
	})
	return {
		async add(path, file) {
			const entry = IS_PACKED.test(path) ? new ZipPassThrough(path) : new ZipDeflate(path)
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
