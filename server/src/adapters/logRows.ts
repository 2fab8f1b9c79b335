/**
 * The rows of the log in a database. Each append writes one row; a compaction writes one row with
 * the whole state.
 *
 *     at       time of the write in ms; of a state, that of the last row before it, so that a
 *              compaction does not count as a change (LOG2)
 *     form     one of `FORM`: an update as it arrived, or a state
 *     crc      CRC-32 of `bytes`, since SQLite's own checks do not detect damage inside a blob
 *     retired  null if the row counts; otherwise the `seq` of the state row that replaced it
 *
 * SQLite stores the rows of a room together, sorted by `seq`, and the newest `seq` of all rooms in
 * `log_end`.
 *
 * Three more tables belong to the log. `claim` has the owner of each Yjs client id: the first
 * participant to claim the id keeps it. `touch` has the participant who edited a record (HIST7).
 * `ended_log` has the logs that take no more appends (REST1).
 */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import * as Y from 'yjs'
import { FORM, type LogCopy, packLog } from '../ports/LogCopy.ts'

export interface LogRow {
	seq: number
	form: number
	crc: number
	bytes: Uint8Array
	retired: number | null
}

/** Encodes an update (V1) as the bytes of a state row. */
export function encodeStateRow(update: Uint8Array): Uint8Array {
	return deflateRawSync(Y.convertUpdateFormatV1ToV2(update))
}

/** Returns the update (V1) of a state row; the inverse of `encodeStateRow`. */
export function decodeStateRow(bytes: Uint8Array): Uint8Array {
	return Y.convertUpdateFormatV2ToV1(inflateRawSync(bytes))
}

/** Returns the update (V1) of a row; null if the row is damaged. */
export function decodeRow(row: LogRow): Uint8Array | null {
	if (crc32(row.bytes) !== row.crc) return null
	return row.form === FORM.state ? decodeStateRow(row.bytes) : row.bytes
}

/** Returns a copy of the rows of a room that count, as they are stored; null if one is damaged. */
export function copyRows(rows: readonly Pick<LogRow, 'form' | 'crc' | 'bytes'>[]): LogCopy | null {
	return rows.every(({ bytes, crc }) => crc32(bytes) === crc) ? packLog(rows) : null
}

/** The contents of a room's rows. */
export interface DecodedRows {
	/** The updates (V1) of the intact rows that count. */
	updates: Uint8Array[]
	seqs: number[]
	/** The sequence numbers of the damaged rows that count. */
	damaged: number[]
}

/**
 * Reads the rows of a room that count. If a state row is damaged, the rows that it replaced count
 * again.
 */
export function decodeRows(rows: readonly LogRow[]): DecodedRows {
	const decoded = rows.map((row) => ({ ...row, update: decodeRow(row) }))
	const unreadable = new Set(decoded.filter(({ update }) => update === null).map(({ seq }) => seq))
	const counting = decoded.filter(({ retired }) => retired === null || unreadable.has(retired))
	const intact = counting.flatMap(({ seq, update }) => (update === null ? [] : [{ seq, update }]))
	return {
		updates: intact.map(({ update }) => update),
		seqs: intact.map(({ seq }) => seq),
		damaged: counting.flatMap(({ seq, update }) => (update === null ? [seq] : [])),
	}
}
