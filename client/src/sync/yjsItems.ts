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

const lettersOf = ({ content }: Y.Item) => (content instanceof Y.ContentString ? content.str : '')

/** Groups deleted letters of texts that have no present letter between them, in their order. */
export function erasedRuns(letters: ReadonlySet<Y.Item>): Y.Item[][] {
	const left = new Set(letters)
	return [...letters].flatMap((letter) => {
		if (!left.has(letter)) return []
		let at: Y.Item | null = letter
		while (at.left?.deleted) at = at.left
		const run: Y.Item[] = []
		for (; at?.deleted; at = at.right) if (left.delete(at)) run.push(at)
		return [run]
	})
}

/**
 * Whether the matching items beside erased letters say the same. A restored version has the letters
 * before or after equal ones: `take ` after a space says the same as ` take` before it.
 */
export function isWrittenAgain(run: readonly Y.Item[], matches: (item: Y.Item) => boolean): boolean {
	const erased = run.map(lettersOf).join('')
	const [before, left] = lettersBeside(run[0], 'left', { matches, most: erased.length })
	const [after, right] = lettersBeside(run.at(-1), 'right', { matches, most: erased.length })
	if (left.includes(erased) || right.includes(erased)) return true
	const isRotated = (letters: string) => letters.length >= erased.length
	return (
		(isRotated(left) && (left + before).endsWith(erased)) || (isRotated(right) && (after + right).startsWith(erased))
	)
}

/** Returns the first present letters beside an item that do not match, and then those that do. */
function lettersBeside(
	start: Y.Item | undefined,
	direction: 'left' | 'right',
	{ matches, most }: { matches: (item: Y.Item) => boolean; most: number },
): [others: string, matching: string] {
	const found: [string, string] = ['', '']
	for (let at = start?.[direction]; at; at = at[direction]) {
		if (at.deleted) continue
		const part = matches(at) ? 1 : 0
		if (part === 0 && (found[1] !== '' || found[0].length > most)) break
		found[part] = direction === 'left' ? lettersOf(at) + found[part] : found[part] + lettersOf(at)
	}
	return found
}
