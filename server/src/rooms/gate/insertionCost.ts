import * as Y from 'yjs'
import type { ParentPath, PlacedItem } from './parentPaths.ts'
import type { Struct } from './updateCodec.ts'
import { endOf } from './updateCodec.ts'

/** Steps that Yjs takes in about a tenth of a second. */
const MAX_STEPS = 200_000
/** This many displaced items are always accepted. */
const FREE_INSERTIONS = 4

/** The items of one text, or the values of one field over time. */
interface ItemList {
	path: ParentPath
	added: number
	displaced: number
}

const keyOf = ({ client, clock }: Y.ID) => `${client}:${clock}`

/**
 * Whether Yjs needs too many steps to integrate the items of an update, given in the order of
 * dependencies. Counts the displaced items: items that are not directly between the neighbours that
 * they name. Yjs searches the list for the position of each displaced item, so a small update with
 * many of them can keep it busy for minutes. An honest update has few, from inserts of two people
 * at the same position at the same time. The first item that follows a new item is not displaced.
 */
export function isInsertionTooCostly(
	doc: Y.Doc,
	blocks: ReadonlyMap<number, readonly Struct[]>,
	placed: readonly PlacedItem[],
): boolean {
	// So few items are always accepted, at any position.
	if (placed.length <= FREE_INSERTIONS) return false
	return countDisplaced(doc, blocks, placed).some(
		({ path, added, displaced }) => displaced > FREE_INSERTIONS && displaced * (lengthOf(path) + added) > MAX_STEPS,
	)
}

function countDisplaced(
	doc: Y.Doc,
	blocks: ReadonlyMap<number, readonly Struct[]>,
	placed: readonly PlacedItem[],
): ItemList[] {
	const all: ItemList[] = []
	const lists = new Map<ParentPath['parent'], Map<string | null, ItemList>>()
	/** The id that follows an id, or the start of a list, according to the update so far. */
	const next = new Map<string | ItemList, Y.ID | null>()
	/** The ids that some item of the update names as its left neighbour. */
	const followed = new Set<string | ItemList>()

	function listAt(path: ParentPath): ItemList {
		const ofParent = lists.get(path.parent) ?? new Map<string | null, ItemList>()
		lists.set(path.parent, ofParent)
		const known = ofParent.get(path.key)
		if (known) return known
		const list = { path, added: 0, displaced: 0 }
		ofParent.set(path.key, list)
		all.push(list)
		return list
	}

	/** Returns the struct that contains an id, in the document or new. */
	function find({ client, clock }: Y.ID): Struct {
		if (clock < Y.getState(doc.store, client)) return Y.getItem(doc.store, Y.createID(client, clock))
		const block = blocks.get(client) as Struct[]
		return block[Y.findIndexSS(block, clock)] as Struct
	}

	function isEndOfNew(id: Y.ID): boolean {
		return id.clock >= Y.getState(doc.store, id.client) && id.clock === endOf(find(id)) - 1
	}

	/** Returns the id that follows an id; null at the end of a list, undefined if it is not known. */
	function following(id: Y.ID): Y.ID | null | undefined {
		const known = next.get(keyOf(id))
		if (known !== undefined) return known
		const item = find(id)
		if (id.clock < endOf(item) - 1) return Y.createID(id.client, id.clock + 1)
		if (isEndOfNew(id)) return undefined
		return item instanceof Y.Item ? (item.right?.id ?? null) : null
	}

	function count({ item, path }: PlacedItem): void {
		const { origin, rightOrigin } = item
		const list = listAt(path)
		list.added++
		const before = origin ? keyOf(origin) : list
		const isFirst = origin !== null && isEndOfNew(origin) && !followed.has(before)
		const start = next.get(list)
		const after = origin ? following(origin) : start === undefined ? (firstOf(path)?.id ?? null) : start
		const isBetween = after !== undefined && Y.compareIDs(after, rightOrigin)
		if (!isBetween && !isFirst) list.displaced++
		followed.add(before)
		next.set(before, item.id)
		if (isBetween) next.set(keyOf(item.lastId), after)
	}

	for (const item of placed) count(item)
	return all
}

function firstOf({ parent, key }: ParentPath): Y.Item | null {
	if (!(parent instanceof Y.AbstractType)) return null
	if (key === null) return parent._start
	let item = parent._map.get(key) ?? null
	while (item?.left) item = item.left
	return item
}

function lengthOf(path: ParentPath): number {
	let length = 0
	for (let item = firstOf(path); item; item = item.right) length++
	return length
}
