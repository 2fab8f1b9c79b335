import { crc32 } from 'node:zlib'
import { decodeRow, decodeStateRow, type LogRow } from './logRows.ts'

/** The images that something in the database refers to. */
export interface FoundReferences {
	ids: string[]
	/** False if something could not be read. */
	isComplete: boolean
}

/** The path of an image or document in the bytes of an update. */
const IMAGE_PATH = /\/api\/(?:images|documents)\/([0-9a-f]{40})/g

/**
 * Collects references to images from the rows of a database. It searches the bytes rather than the
 * documents, so that an image counts even if a document no longer shows it but still contains it.
 */
export function collectReferences() {
	const ids = new Set<string>()
	let isComplete = true

	function collectFrom(read: () => Uint8Array | null): void {
		try {
			const update = read()
			if (!update) isComplete = false
			else for (const [, id = ''] of Buffer.from(update).toString('latin1').matchAll(IMAGE_PATH)) ids.add(id)
		} catch {
			// The checksum is right, but the bytes cannot be decoded.
			isComplete = false
		}
	}

	return {
		fromLog: (row: LogRow) => collectFrom(() => decodeRow(row)),
		fromSnapshot: ({ crc, bytes }: Pick<LogRow, 'crc' | 'bytes'>) =>
			collectFrom(() => (crc32(bytes) === crc ? decodeStateRow(bytes) : null)),
		fromText: (text: string) => collectFrom(() => Buffer.from(text)),
		found: (): FoundReferences => ({ ids: [...ids], isComplete }),
	}
}
