/**
 * The rows of the log in SQLite: one row an append, and after a compaction one row with a whole state.
 *
 *     form     0: a Yjs update, V1, as it arrived      1: a state, V2, deflated
 *     crc      CRC-32 of `bytes`; SQLite's own checks do not detect damage inside a blob
 *     retired  null: the row counts      otherwise the seq of the state row that replaced it
 *
 * Three tables beside it: `claim`, the owner of each Yjs client id (the first to claim it keeps it), `touch`, which
 * participant edited which record (HIST7), and `ended_log`, the logs that take no more appends (REST1).
 */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import * as Y from 'yjs'
import type { AppendRefusal } from '../../ports/DocStore.ts'

export const FORM = { update: 0, state: 1 } as const

/** The codes of the errors with which the writer refuses an append. */
const REFUSAL_CODES: Readonly<Record<AppendRefusal, string>> = {
	claimTaken: 'LOG_CLAIM_TAKEN',
	logEnded: 'LOG_ENDED',
}

/** The refusal that a code stands for; null for other codes. */
export function refusalOfCode(code: string | null): AppendRefusal | null {
	const found = (['claimTaken', 'logEnded'] as const).find((refusal) => REFUSAL_CODES[refusal] === code)
	return found ?? null
}

/** An error by which a task of the writer refuses an append. */
export function appendRefused(refusal: AppendRefusal): Error {
	return Object.assign(new Error(`an append was refused: ${refusal}`), { code: REFUSAL_CODES[refusal] })
}

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

/** The update (V1) of a state row; the inverse of `encodeStateRow`. */
export function decodeStateRow(bytes: Uint8Array): Uint8Array {
	return Y.convertUpdateFormatV2ToV1(inflateRawSync(bytes))
}

/** The update (V1) of a row; null if the row is damaged. */
export function decodeRow(row: LogRow): Uint8Array | null {
	if (crc32(row.bytes) !== row.crc) return null
	return row.form === FORM.state ? decodeStateRow(row.bytes) : row.bytes
}
