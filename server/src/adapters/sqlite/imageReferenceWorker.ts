/**
 * Runs in a worker thread: searches everything that is stored for references to images. It searches
 * the bytes rather than the documents, so that images count that a document no longer shows but
 * still contains.
 */
import { crc32 } from 'node:zlib'
import { lowerThreadPriority } from '../../workers/lowerThreadPriority.ts'
import type { LogRow } from '../logRows.ts'
import { decodeRow, decodeStateRow } from '../logRows.ts'
import { Sqlite } from './Sqlite.ts'

lowerThreadPriority()

export interface FoundReferences {
	ids: string[]
	/** False if a row could not be read. */
	isComplete: boolean
}

/** The path of an image in the bytes of an update. */
const IMAGE_PATH = /\/api\/images\/([0-9a-f]{40})/g

/** Reads every row of the log, retired ones too, every snapshot and every practice of this SQLite file. */
export function findReferences(file: string): FoundReferences {
	const db = new Sqlite(file, { readonly: true, timeout: 5000 })
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

	try {
		const rows = db.prepare<[], LogRow>('SELECT seq, form, crc, bytes, retired FROM log')
		for (const row of rows.iterate()) collectFrom(() => decodeRow(row))
		const snapshots = db.prepare<[], Pick<LogRow, 'crc' | 'bytes'>>('SELECT crc, bytes FROM snapshot')
		for (const { crc, bytes } of snapshots.iterate())
			collectFrom(() => (crc32(bytes) === crc ? decodeStateRow(bytes) : null))
		const practices = db.prepare<[], string>(
			'SELECT state FROM practice UNION ALL SELECT content FROM practice_version',
		)
		for (const text of practices.pluck().iterate()) collectFrom(() => Buffer.from(text))
	} finally {
		db.close()
	}
	return { ids: [...ids], isComplete }
}
