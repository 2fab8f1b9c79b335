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

/** A range of ids of one client. */
interface IdRange {
	id: Y.ID
	length: number
}

/**
 * Returns the letters of erased runs that the matching items beside them do not say again: the
 * first letters of a run may have been written again before it, and the last after it. A restored
 * version has the letters before or after equal ones: `take ` after a space says the same as
 * ` take` before it. Each matching item counts for one run only.
 */
export function notWrittenAgain(runs: readonly Y.Item[][], isMatch: (item: Y.Item) => boolean): IdRange[] {
	const counted = new Set<Y.Item>()
	const matches = (item: Y.Item) => isMatch(item) && !counted.has(item)
	return runs.flatMap((run) => {
		const erased = run.map(lettersOf).join('')
		const most = erased.length
		const [before, left, itemsBefore] = lettersBeside(run[0], 'left', { matches, most })
		const [after, right, itemsAfter] = lettersBeside(run.at(-1), 'right', { matches, most })
		const first = erased.slice(0, left.length)
		const last = erased.slice(Math.max(0, most - right.length))
		const isFirst = left.includes(erased) || (left + before).endsWith(before + first)
		const isLast = right.includes(erased) || (after + right).startsWith(last + after)
		const start = isFirst ? first.length : 0
		const end = isLast ? most - last.length : most
		for (const item of [...(start > 0 ? itemsBefore : []), ...(end < most ? itemsAfter : [])]) counted.add(item)
		return lettersBetween(run, start, end)
	})
}

/** Returns the letters of a run from one position to another. */
function lettersBetween(run: readonly Y.Item[], start: number, end: number): IdRange[] {
	let at = 0
	return run.flatMap(({ id, length }) => {
		const [from, to] = [Math.max(0, start - at), Math.min(length, end - at)]
		at += length
		return from < to ? [{ id: Y.createID(id.client, id.clock + from), length: to - from }] : []
	})
}

/**
 * Returns the first present letters beside an item that do not match, then those that do, and the
 * items that have these.
 */
function lettersBeside(
	start: Y.Item | undefined,
	direction: 'left' | 'right',
	{ matches, most }: { matches: (item: Y.Item) => boolean; most: number },
): [others: string, matching: string, items: Y.Item[]] {
	let [others, matching] = ['', '']
	const items: Y.Item[] = []
	const join = (letters: string, item: Y.Item) =>
		direction === 'left' ? lettersOf(item) + letters : letters + lettersOf(item)
	for (let at = start?.[direction]; at; at = at[direction]) {
		if (at.deleted) continue
		if (matches(at)) {
			matching = join(matching, at)
			items.push(at)
		} else if (items.length > 0 || others.length > most) break
		else others = join(others, at)
	}
	return [others, matching, items]
}
