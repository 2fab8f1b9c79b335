/**
 * The thread that looks for images in all that is kept: every row of the log, retired ones too, and every snapshot. It
 * looks at bytes, not at documents, so that what a document no longer shows but still remembers counts as well.
 *
 *     workerData: { file }        out: { named, isWhole }; `isWhole` is false if something could not be read
 */
import { parentPort, workerData } from 'node:worker_threads'
import { crc32 } from 'node:zlib'
import Database from 'better-sqlite3'
import type { LogRow } from './logRows.ts'
import { decodeRow, decodeStateRow } from './logRows.ts'

export interface FoundReferences {
	ids: string[]
	isComplete: boolean
}

/** An image's path, as it lies in the bytes of an update. */
const IMAGE_PATH = /\/api\/images\/([0-9a-f]{40})/g

const db = new Database((workerData as { file: string }).file, { readonly: true, timeout: 5000 })
const named = new Set<string>()
let isWhole = true

function collectFrom(read: () => Uint8Array | null): void {
	try {
		const update = read()
		if (!update) isWhole = false
		else for (const [, id = ''] of Buffer.from(update).toString('latin1').matchAll(IMAGE_PATH)) named.add(id)
	} catch {
		// Bytes that have their checksum and cannot be unpacked all the same.
		isWhole = false
	}
}

const rows = db.prepare('SELECT seq, form, crc, bytes, retired FROM log').iterate() as IterableIterator<LogRow>
for (const row of rows) collectFrom(() => decodeRow(row))
const snapshots = db.prepare('SELECT crc, bytes FROM snapshot').iterate() as IterableIterator<
	Pick<LogRow, 'crc' | 'bytes'>
>
for (const { crc, bytes } of snapshots) collectFrom(() => (crc32(bytes) === crc ? decodeStateRow(bytes) : null))
db.close()
parentPort?.postMessage({ ids: [...named], isComplete: isWhole } satisfies FoundReferences)
