import * as Y from 'yjs'
import type { Range, Struct } from './updateCodec.ts'

/** The deletes of an update that may be applied. */
export interface AcceptedDeletes {
	deletes: Map<number, Range[]>
	/** The last clock of each client, if deletes of unknown clocks were clipped. */
	beyond: Map<number, number>
}

/**
 * Accepts the deletes of known clocks. A delete of future clocks would stay pending in the document
 * and delete content that their owner writes later. Unknown clocks are clipped for the clients for
 * which `isClipped`; for others they make the result null.
 */
export function acceptDeletes(
	given: ReadonlyMap<number, readonly Range[]>,
	knownOf: (client: number) => number,
	isClipped: (client: number) => boolean,
): AcceptedDeletes | null {
	const accepted: AcceptedDeletes = { deletes: new Map(), beyond: new Map() }
	for (const [client, ranges] of given) {
		const known = knownOf(client)
		const clipped: Range[] = []
		for (const { clock, len } of ranges) {
			if (clock + len > known && !isClipped(client)) return null
			if (clock + len > known) accepted.beyond.set(client, Math.max(clock + len - 1, accepted.beyond.get(client) ?? 0))
			if (clock < known) clipped.push({ clock, len: Math.min(len, known - clock) })
		}
		if (clipped.length > 0) accepted.deletes.set(client, clipped)
	}
	return accepted
}

/**
 * Whether these deletes hit content that only the server writes: anything outside of the records.
 */
export function deletesServerContent(doc: Y.Doc, deletes: ReadonlyMap<number, readonly Range[]>): boolean {
	for (const [name, type] of doc.share) {
		if (name === 'records') continue
		for (const item of type._map.values()) {
			const ranges = item.deleted ? undefined : deletes.get(item.id.client)
			if (ranges && countOutside(item, mergeRanges(ranges)) < item.length) return true
		}
	}
	return false
}

/** The given ranges without these clocks. */
export function withoutRanges(
	given: ReadonlyMap<number, readonly Range[]>,
	removed: ReadonlyMap<number, readonly Range[]>,
): ReadonlyMap<number, readonly Range[]> {
	if (removed.size === 0) return given
	const rest = new Map(given)
	for (const [client, ranges] of removed) {
		const holes = mergeRanges(ranges)
		rest.set(
			client,
			(given.get(client) ?? []).flatMap((range) => splitAround(range, holes)),
		)
	}
	return rest
}

/** The parts of a range between holes, which are sorted and do not overlap. */
function splitAround({ clock, len }: Range, holes: readonly Range[]): Range[] {
	const parts: Range[] = []
	const end = clock + len
	let from = clock
	for (let i = firstEndingAfter(holes, clock); i < holes.length && from < end; i++) {
		const hole = holes[i] as Range
		if (hole.clock >= end) break
		if (hole.clock > from) parts.push({ clock: from, len: hole.clock - from })
		from = hole.clock + hole.len
	}
	if (from < end) parts.push({ clock: from, len: end - from })
	return parts
}

/** The same ranges, sorted and without overlaps. */
export function mergeRanges(ranges: readonly Range[]): Range[] {
	const merged: Range[] = []
	for (const { clock, len } of [...ranges].sort((a, b) => a.clock - b.clock)) {
		const last = merged.at(-1)
		if (last && last.clock + last.len >= clock) last.len = Math.max(last.len, clock + len - last.clock)
		else merged.push({ clock, len })
	}
	return merged
}

/** Number of an item's clocks in none of these ranges, which are sorted and do not overlap. */
export function countOutside(item: Y.Item, ranges: readonly Range[]): number {
	const start = item.id.clock
	const end = start + item.length
	let outside = item.length
	for (let i = firstEndingAfter(ranges, start); i < ranges.length; i++) {
		const { clock, len } = ranges[i] as Range
		if (clock >= end) break
		outside -= Math.min(end, clock + len) - Math.max(start, clock)
	}
	return outside
}

function firstEndingAfter(ranges: readonly Range[], start: number): number {
	let low = 0
	let high = ranges.length
	while (low < high) {
		const middle = (low + high) >>> 1
		const { clock, len } = ranges[middle] as Range
		if (clock + len <= start) low = middle + 1
		else high = middle
	}
	return low
}

/**
 * Yields the structs of a document that begin in a range, and the struct in which the range begins.
 */
export function* structsIn(doc: Y.Doc, client: number, { clock, len }: Range): Iterable<Struct> {
	const structs = doc.store.clients.get(client) ?? []
	if (clock >= Y.getState(doc.store, client)) return
	for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
		const struct = structs[i] as Struct
		if (struct.id.clock >= clock + len) return
		yield struct
	}
}
