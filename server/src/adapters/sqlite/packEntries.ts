import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { LogEntry } from '../../ports/DocStore.ts'

/**
 * Packs entries of the log as bytes. As a message between threads, they cost a fraction of what the
 * objects cost:
 *
 *     count, then for each entry: room, update, JSON of its claims and attributions (empty if none)
 */
export function packEntries(entries: readonly LogEntry[]): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, entries.length)
		for (const { room, update, claims = [], attributions = [] } of entries) {
			encoding.writeVarString(encoder, room)
			encoding.writeVarUint8Array(encoder, update)
			const isPlain = claims.length === 0 && attributions.length === 0
			encoding.writeVarString(encoder, isPlain ? '' : JSON.stringify({ claims, attributions }))
		}
	})
}

/** Returns the entries in these bytes. Their updates are views of the bytes. */
export function unpackEntries(bytes: Uint8Array): LogEntry[] {
	const decoder = decoding.createDecoder(bytes)
	return Array.from({ length: decoding.readVarUint(decoder) }, () => {
		const room = decoding.readVarString(decoder) as LogEntry['room']
		const update = decoding.readVarUint8Array(decoder)
		const rest = decoding.readVarString(decoder)
		return { room, update, ...(rest === '' ? {} : (JSON.parse(rest) as Pick<LogEntry, 'claims' | 'attributions'>)) }
	})
}
