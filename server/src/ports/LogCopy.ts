/**
 * The log of a room as one byte array. It is read from the database or taken from memory, and
 * opened in another process, so that the event loop neither encodes nor decodes a document for
 * readers.
 *
 *     copy   entries, one after the other, in the order of the log
 *     entry  form (1 byte), length of the bytes (varint), bytes
 *
 * This module loads neither Yjs nor the schemas: the thread that writes the database, on whose
 * start the server waits, needs neither.
 */
import { encode, writeUint8, writeVarUint8Array } from 'lib0/encoding'

/** The encodings of a row of the log: a Yjs update (V1), or a state (V2, raw deflate). */
export const FORM = { update: 0, state: 1 } as const

export type LogCopy = Uint8Array & { readonly __brand: 'LogCopy' }

/** Bytes in one of the forms. */
export interface LogCopyEntry {
	form: number
	bytes: Uint8Array
}

export function packLog(entries: Iterable<LogCopyEntry>): LogCopy {
	return encode((encoder) => {
		for (const { form, bytes } of entries) {
			writeUint8(encoder, form)
			writeVarUint8Array(encoder, bytes)
		}
	}) as LogCopy
}

/** Returns the copy with these updates (V1) appended. */
export function withUpdates(copy: LogCopy, updates: readonly Uint8Array[]): LogCopy {
	if (updates.length === 0) return copy
	const later = packLog(updates.map((bytes) => ({ form: FORM.update, bytes })))
	return Buffer.concat([copy, later]) as Uint8Array as LogCopy
}

/** Whether two copies contain the same rows, so that nothing was written in between. */
export function isSameCopy(one: LogCopy, other: LogCopy): boolean {
	return Buffer.compare(one, other) === 0
}
