/**
 * The dedicated thread that writes the log, so that the event loop never waits for the disk (LOG1). It keeps its connection
 * and its statements open, so it is no task of a worker pool.
 *
 *     in:   { id, batch }           append these entries            out: { id } once committed and synced
 *     in:   { id, replacement }     retire rows for a state                 or { id, error } with nothing written
 *     in:   { id, close: true }     close the file
 */

import { parentPort, workerData } from 'node:worker_threads'
import { crc32 } from 'node:zlib'
import Database from 'better-sqlite3'
import type { LogEntry } from '../../ports/DocStore.ts'
import { FORM } from './logRows.ts'

/** A state, encoded for its row, that replaces these rows of a room. */
export interface Replacement {
	room: string
	seqs: readonly number[]
	state: Uint8Array
}

export type WriterWork = { batch: readonly LogEntry[] } | { replacement: Replacement } | { close: true }
export type WriterRequest = WriterWork & { id: number }
export type WriterAnswer = { id: number; error?: string }

const port = parentPort
if (!port) throw new Error('logWriter runs as a worker thread')

const db = new Database((workerData as { file: string }).file, { timeout: 5000 })
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.pragma('trusted_schema = OFF')
const insert = db.prepare('INSERT INTO log (room, at, form, crc, bytes) VALUES (?, ?, ?, ?, ?)')
const insertClaim = db.prepare('INSERT OR IGNORE INTO claim (room, client, owner) VALUES (?, ?, ?)')
const insertTouch = db.prepare('INSERT INTO touch (room, at, record, aspect, owner) VALUES (?, ?, ?, ?, ?)')
const forgetRetired = db.prepare('DELETE FROM log WHERE room = ? AND retired IS NOT NULL')
const retire = db.prepare('UPDATE log SET retired = ? WHERE seq = ? AND room = ?')

const append = db.transaction((batch: readonly LogEntry[]) => {
	const now = Date.now()
	for (const { room, update, claims = [], attributions = [] } of batch) {
		insert.run(room, now, FORM.update, crc32(update), update)
		for (const { client, owner } of claims) insertClaim.run(room, client, owner)
		for (const { at, record, aspect, owner } of attributions) insertTouch.run(room, at, record, aspect, owner)
	}
})

const replace = db.transaction(({ room, seqs, state }: Replacement) => {
	forgetRetired.run(room)
	const { lastInsertRowid } = insert.run(room, Date.now(), FORM.state, crc32(state), state)
	for (const seq of seqs) retire.run(lastInsertRowid, seq, room)
})

function work(request: WriterRequest): void {
	if ('batch' in request) append.immediate(request.batch)
	else if ('replacement' in request) replace.immediate(request.replacement)
	else db.close()
}

port.on('message', (request: WriterRequest) => {
	const { id } = request
	try {
		work(request)
		port.postMessage({ id } satisfies WriterAnswer)
	} catch (cause) {
		port.postMessage({ id, error: cause instanceof Error ? cause.message : String(cause) } satisfies WriterAnswer)
	}
	if ('close' in request) port.close()
})
