/**
 * The thread that writes the log, so that the event loop never waits for the disk (LOG1).
 *
 *     in:   { id, batch: { room, update }[] }        out: { id } once committed and synced, or { id, error }
 *     in:   { id, close: true }                      out: { id } once the file is closed
 */

import { parentPort, workerData } from 'node:worker_threads'
import { crc32 } from 'node:zlib'
import Database from 'better-sqlite3'
import type { LogEntry } from '../../ports/DocStore.ts'

export type WriterRequest = { id: number; batch: readonly LogEntry[] } | { id: number; close: true }
export type WriterAnswer = { id: number; error?: string }

const port = parentPort
if (!port) throw new Error('logWriter runs as a worker thread')

const db = new Database((workerData as { file: string }).file, { timeout: 5000 })
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.pragma('trusted_schema = OFF')
const insert = db.prepare('INSERT INTO log (room, at, crc, bytes) VALUES (?, ?, ?, ?)')
const appendAll = db.transaction((batch: readonly LogEntry[]) => {
	const now = Date.now()
	for (const { room, update } of batch) insert.run(room, now, crc32(update), update)
})

port.on('message', (request: WriterRequest) => {
	try {
		if ('close' in request) db.close()
		else appendAll.immediate(request.batch)
		port.postMessage({ id: request.id } satisfies WriterAnswer)
	} catch (cause) {
		port.postMessage({
			id: request.id,
			error: cause instanceof Error ? cause.message : String(cause),
		} satisfies WriterAnswer)
	}
	if ('close' in request) port.close()
})
