import * as Y from 'yjs'
import { dependenciesOf } from './newStructs.ts'
import { endOf, type Range } from './updateCodec.ts'

/**
 * Returns the clocks, by client id, that a document must once have had: structs or deletes in it
 * wait for them, because the row of a damaged log that had them could not be read (LOG3a). Only
 * clocks up to the last one that something refers to are known to be missing.
 */
export function findMissingRanges({ store }: Y.Doc): Map<number, Range[]> {
	const { pendingStructs, pendingDs } = store
	const waiting = pendingStructs ? Y.decodeUpdateV2(pendingStructs.update).structs : []
	const known = new Map<number, Range[]>()
	const ends = new Map<number, number>()
	const refer = (client: number, end: number) => ends.set(client, Math.max(end, ends.get(client) ?? 0))
	for (const struct of waiting) {
		if (struct instanceof Y.Skip) continue
		const { client, clock } = struct.id
		known.set(client, [...(known.get(client) ?? []), { clock, len: struct.length }])
		refer(client, endOf(struct))
		for (const id of dependenciesOf(struct)) refer(id.client, id.clock + 1)
	}
	const deleted = pendingDs ? Y.decodeUpdateV2(pendingDs).ds.clients : []
	for (const [client, ranges] of deleted) for (const { clock, len } of ranges) refer(client, clock + len)
	const missing = new Map<number, Range[]>()
	for (const [client, end] of ends) {
		const ranges = rangesBetween(known.get(client) ?? [], Y.getState(store, client), end)
		if (ranges.length > 0) missing.set(client, ranges)
	}
	return missing
}

/** The clocks from `start` to `end` that are in none of these ranges. */
function rangesBetween(known: readonly Range[], start: number, end: number): Range[] {
	const between: Range[] = []
	let reached = start
	for (const { clock, len } of [...known].sort((a, b) => a.clock - b.clock)) {
		if (clock > reached) between.push({ clock: reached, len: clock - reached })
		reached = Math.max(reached, clock + len)
	}
	if (end > reached) between.push({ clock: reached, len: end - reached })
	return between
}
