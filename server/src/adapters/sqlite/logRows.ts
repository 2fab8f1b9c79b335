/**
 * How the log lies in SQLite: one row an append, and after a compaction one row that holds a whole state.
 *
 *     form     0: a Yjs update, V1, as it came      1: a state, V2, deflated
 *     crc      CRC-32 of `bytes`; SQLite's own checks do not see damage inside a blob
 *     retired  null: counts      otherwise the seq of the state row that replaced this one
 *
 * Beside it, whose each Yjs client id is: the first to claim one keeps it; and who touched which record (HIST7).
 */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import * as Y from 'yjs'

export const CREATE_LOG = `
	CREATE TABLE IF NOT EXISTS log (
		seq INTEGER PRIMARY KEY, room TEXT NOT NULL, at INTEGER NOT NULL, form INTEGER NOT NULL, crc INTEGER NOT NULL,
		bytes BLOB NOT NULL, retired INTEGER
	);
	CREATE INDEX IF NOT EXISTS log_by_room ON log (room, seq);
	CREATE TABLE IF NOT EXISTS claim (
		room TEXT NOT NULL, client INTEGER NOT NULL, owner TEXT NOT NULL, PRIMARY KEY (room, client)
	) WITHOUT ROWID;
	CREATE TABLE IF NOT EXISTS touch (
		seq INTEGER PRIMARY KEY, room TEXT NOT NULL, at INTEGER NOT NULL, record TEXT NOT NULL, aspect TEXT NOT NULL,
		owner TEXT NOT NULL
	);
	CREATE INDEX IF NOT EXISTS touch_by_room ON touch (room, at);
`

export const FORM = { update: 0, state: 1 } as const

export interface LogRow {
	seq: number
	form: number
	crc: number
	bytes: Uint8Array
	retired: number | null
}

/** The bytes of a state row. */
export function encodeStateRow(update: Uint8Array): Uint8Array {
	return deflateRawSync(Y.convertUpdateFormatV1ToV2(update))
}

/** The update, V1, of what `packState` gave. */
export function decodeStateRow(bytes: Uint8Array): Uint8Array {
	return Y.convertUpdateFormatV2ToV1(inflateRawSync(bytes))
}

/** A row's update, V1; null if the row is damaged. */
export function decodeRow(row: LogRow): Uint8Array | null {
	if (crc32(row.bytes) !== row.crc) return null
	return row.form === FORM.state ? decodeStateRow(row.bytes) : row.bytes
}
