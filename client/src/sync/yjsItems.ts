/**
 * Reads the items of a document, for which Yjs has no public functions: `left`, `right`, `parent`,
 * `redone` and `content` of an item, `_map` and `_item` of a type. undoHistory.test.ts fails when
 * Yjs changes them.
 */
import type { Records } from '@charrette/shared'
import * as Y from 'yjs'

/** Whether the id of a value or letter of an item matches. */
export function hasId({ id: { client, clock }, length }: Y.Item, matches: (id: Y.ID) => boolean): boolean {
	for (let at = 0; at < length; at++) if (matches(Y.createID(client, clock + at))) return true
	return false
}

/** Returns the newest copy that undo and redo made of an item; the item itself if there is none. */
export function latest(transaction: Y.Transaction, item: Y.Item): Y.Item {
	let at = item
	while (at.redone) at = Y.getItemCleanStart(transaction, at.redone)
	return at
}

/** Returns the newest entry of the field of an item, in the newest copy of its record. */
export function newestEntry(transaction: Y.Transaction, { parent, parentSub }: Y.Item): Y.Item | undefined {
	if (!(parent instanceof Y.AbstractType) || parentSub === null) return undefined
	const type = parent._item ? typeOf(latest(transaction, parent._item)) : parent
	return type?._map.get(parentSub)
}

/** Whether an entry of a field is older than another entry. */
export function isBefore(item: Y.Item, other: Y.Item | undefined): boolean {
	for (let at = other?.left; at; at = at.left) if (at === item) return true
	return false
}

export const isWithin = ({ parent }: Y.Item, records: Records) => parent === (records as unknown)

export function typeOf({ content }: Y.Item): Y.AbstractType<unknown> | null {
	return content instanceof Y.ContentType ? content.type : null
}

/**
 * Returns the present items in a type and in the types inside it: the fields of a record, and its
 * letters.
 */
export function itemsIn(type: Y.AbstractType<unknown> | null): Y.Item[] {
	if (!type) return []
	const items = [...type._map.values(), ...Y.getTypeChildren(type)].filter(({ deleted }) => !deleted)
	return items.flatMap((item) => [item, ...itemsIn(typeOf(item))])
}

/** Returns the item of the record that an item belongs to. */
export function recordItemOf(item: Y.Item, records: Records): Y.Item {
	let at = item
	while (!isWithin(at, records) && at.parent instanceof Y.AbstractType && at.parent._item) at = at.parent._item
	return at
}
