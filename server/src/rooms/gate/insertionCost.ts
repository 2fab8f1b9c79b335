import * as Y from 'yjs'
import type { ParentPath } from './parentPaths.ts'
import type { Struct } from './updateCodec.ts'
import { endOf } from './updateCodec.ts'

/** About a tenth of a second of Yjs looking for places. */
const MAX_STEPS = 200_000
/** So few items out of their place are never looked into. */
const FREE_INSERTIONS = 4

/** How much looking for places an update asks of Yjs. */
export interface InsertionCost {
	/** Notes an item, in the order of dependencies. */
	add(item: Y.Item, place: ParentPath): void
	isTooHigh(): boolean
}

/** The items of one text, or of one field over time. */
interface ItemList {
	place: ParentPath
	added: number
	displaced: number
}

const keyOf = ({ client, clock }: Y.ID) => `${client}:${clock}`

/**
 * Counts the items that don't lie directly between the neighbours they name. Yjs looks through a list for the place of each
 * such item, so a small update of many can keep it busy for minutes. An honest one has few: those that two people put in
 * one place at one time. Free are also items that are the first to follow a new one.
 */
export function createInsertionCost(doc: Y.Doc, blocks: ReadonlyMap<number, readonly Struct[]>): InsertionCost {
	const lists = new Map<ParentPath['parent'], Map<string | null, ItemList>>()
	/** What follows an id, or the start of a list, by the update so far. */
	const next = new Map<string | ItemList, Y.ID | null>()
	/** The ids that an item of the update names as the one before it. */
	const followed = new Set<string | ItemList>()

	function listAt(place: ParentPath): ItemList {
		const ofParent = lists.get(place.parent) ?? new Map<string | null, ItemList>()
		lists.set(place.parent, ofParent)
		const list = ofParent.get(place.key) ?? { place, added: 0, displaced: 0 }
		ofParent.set(place.key, list)
		return list
	}

	/** The item that holds an id, in the document or new. */
	function find({ client, clock }: Y.ID): Struct {
		if (clock < Y.getState(doc.store, client)) return Y.getItem(doc.store, Y.createID(client, clock))
		const block = blocks.get(client) as Struct[]
		return block[Y.findIndexSS(block, clock)] as Struct
	}

	function isEndOfNew(id: Y.ID): boolean {
		return id.clock >= Y.getState(doc.store, id.client) && id.clock === endOf(find(id)) - 1
	}

	/** What follows an id, as far as it is known. */
	function following(id: Y.ID): Y.ID | null | undefined {
		const noted = next.get(keyOf(id))
		if (noted !== undefined) return noted
		const item = find(id)
		if (id.clock < endOf(item) - 1) return Y.createID(id.client, id.clock + 1)
		if (isEndOfNew(id)) return undefined
		return item instanceof Y.Item ? (item.right?.id ?? null) : null
	}

	return {
		add(item, place) {
			const { origin, rightOrigin } = item
			const list = listAt(place)
			list.added++
			const before = origin ? keyOf(origin) : list
			const isFirst = origin !== null && isEndOfNew(origin) && !followed.has(before)
			const start = next.get(list)
			const after = origin ? following(origin) : start === undefined ? (firstOf(place)?.id ?? null) : start
			const isBeside = after !== undefined && Y.compareIDs(after, rightOrigin)
			if (!isBeside && !isFirst) list.displaced++
			followed.add(before)
			next.set(before, item.id)
			if (isBeside) next.set(keyOf(item.lastId), after)
		},
		isTooHigh() {
			for (const ofParent of lists.values())
				for (const { place, added, displaced } of ofParent.values())
					if (displaced > FREE_INSERTIONS && displaced * (lengthOf(place) + added) > MAX_STEPS) return true
			return false
		},
	}
}

function firstOf({ parent, key }: ParentPath): Y.Item | null {
	if (!(parent instanceof Y.AbstractType)) return null
	if (key === null) return parent._start
	let item = parent._map.get(key) ?? null
	while (item?.left) item = item.left
	return item
}

function lengthOf(place: ParentPath): number {
	let length = 0
	for (let item = firstOf(place); item; item = item.right) length++
	return length
}
