import * as Y from 'yjs'
import { dependenciesOf } from '../gate/newStructs.ts'
import { endOf, type Range } from '../gate/updateCodec.ts'
import type { RoomLog } from '../log/RoomLog.ts'

/**
 * The edits that the log of a document has lost. As long as rows of the log are damaged, members
 * may send the edits of others that are known to be missing (GATE6a, LOG3).
 */
export class LostEdits {
	readonly #doc: Y.Doc
	readonly #log: Pick<RoomLog, 'damaged'>
	/** The clocks, by client id, that were missing when the document was loaded. */
	#missing: ReadonlyMap<number, readonly Range[]> = new Map()

	constructor(doc: Y.Doc, log: Pick<RoomLog, 'damaged'>) {
		this.#doc = doc
		this.#log = log
	}

	/** Finds the missing clocks, when the document was loaded from a damaged log. */
	find(): void {
		this.#missing = findMissingRanges(this.#doc)
	}

	/**
	 * The end of the missing range in which the next clock of a client id is; 0 if it is in none.
	 */
	missingEndOf(client: number): number {
		const ranges = this.#log.damaged > 0 ? this.#missing.get(client) : undefined
		const next = ranges ? Y.getState(this.#doc.store, client) : 0
		const range = ranges?.find(({ clock, len }) => clock <= next && next < clock + len)
		return range ? range.clock + range.len : 0
	}

	/** Whether the document waits for edits that a damaged row had. */
	get isIncomplete(): boolean {
		const { store } = this.#doc
		return store.pendingStructs !== null || store.pendingDs !== null
	}

	/**
	 * Whether members have sent the edits that the document waited for, while its log still has the
	 * damaged rows. A document that never waited for edits shows no sign of that.
	 */
	get areRecovered(): boolean {
		return this.#log.damaged > 0 && this.#missing.size > 0 && !this.isIncomplete
	}
}

/**
 * Returns the clocks, by client id, that a document must once have had: structs or deletes in it
 * wait for them, because the row of a damaged log that had them could not be read (LOG3a). Only
 * clocks up to the last one that something refers to are known to be missing.
 */
function findMissingRanges({ store }: Y.Doc): Map<number, Range[]> {
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
