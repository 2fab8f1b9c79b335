import type * as Y from 'yjs'
import type { Range } from './decodeBlocks.ts'
import { countOutside, tidyRanges } from './ranges.ts'

/** The deletes of an update that may be applied. */
export interface TakenDeletes {
	deletes: Map<number, Range[]>
	isShortened: boolean
}

/**
 * Takes the deletes of what is known: a delete of clocks to come would wait in the document, and strike whoever writes
 * them. Where `isClipped` says so, what is not known is left out; elsewhere it makes the answer null.
 */
export function takeDeletes(
	given: ReadonlyMap<number, readonly Range[]>,
	knownOf: (client: number) => number,
	isClipped: (client: number) => boolean,
): TakenDeletes | null {
	const taken: TakenDeletes = { deletes: new Map(), isShortened: false }
	for (const [client, ranges] of given) {
		const known = knownOf(client)
		const kept: Range[] = []
		for (const { clock, len } of ranges) {
			if (clock + len > known && !isClipped(client)) return null
			if (clock + len > known) taken.isShortened = true
			if (clock < known) kept.push({ clock, len: Math.min(len, known - clock) })
		}
		if (kept.length > 0) taken.deletes.set(client, kept)
	}
	return taken
}

/** Whether these deletes strike what only the server writes: anything in another root than the records. */
export function strikesServersOwn(doc: Y.Doc, deletes: ReadonlyMap<number, readonly Range[]>): boolean {
	for (const [name, type] of doc.share) {
		if (name === 'records') continue
		for (const item of type._map.values()) {
			const ranges = item.deleted ? undefined : deletes.get(item.id.client)
			if (ranges && countOutside(item, tidyRanges(ranges)) < item.length) return true
		}
	}
	return false
}
