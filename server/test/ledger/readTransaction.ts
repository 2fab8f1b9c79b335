/* Reads the writes of people from the transactions of a Yjs document. */
import { isDeepStrictEqual } from 'node:util'
import { isTextKey, type Records, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import type { Change, Range, Write } from './writes.ts'

interface Found {
	changes: Change[]
	inserted: Range[]
	deleted: Range[]
}

/** Reads the changes of records. Call it before Yjs frees the deleted content. */
export function readTransaction(doc: Y.Doc, transaction: Y.Transaction): Found {
	const records = recordsOf(doc)
	const found: Found = { changes: [], inserted: [], deleted: [] }
	for (const item of insertedItems(doc, transaction)) {
		found.inserted.push({ ...item.id, length: item.length, sample: sampleOf(item) })
		const change = item.deleted ? null : insertionOf(records, item)
		if (change) found.changes.push(change)
	}
	for (const item of deletedItems(doc, transaction)) {
		found.deleted.push({ ...item.id, length: item.length, sample: null })
		const change = deletionOf(records, item)
		if (change) found.changes.push(change)
	}
	return found
}

function insertedItems(doc: Y.Doc, { beforeState, afterState }: Y.Transaction): Y.Item[] {
	return [...afterState].flatMap(([client, end]) => {
		const start = beforeState.get(client) ?? 0
		return end > start ? itemsIn(doc, client, [start, end]) : []
	})
}

/** The items that were there before the transaction, and that it deleted. */
function deletedItems(doc: Y.Doc, { beforeState, deleteSet }: Y.Transaction): Y.Item[] {
	return [...deleteSet.clients].flatMap(([client, ranges]) => {
		const items = ranges.flatMap(({ clock, len }) => itemsIn(doc, client, [clock, clock + len]))
		return items.filter(({ id }) => id.clock < (beforeState.get(client) ?? 0))
	})
}

function itemsIn(doc: Y.Doc, client: number, [start, end]: readonly [number, number]): Y.Item[] {
	const structs = doc.store.clients.get(client) ?? []
	return structs.filter((one): one is Y.Item => {
		return one instanceof Y.Item && one.id.clock < end && one.id.clock + one.length > start
	})
}

/** The position of an item: its record, and whether it is the record, a field or text. */
interface Place {
	level: 'record' | 'field' | 'text'
	record: string
	key: string
	parent: Y.AbstractType<unknown>
}

function placeOf(records: Records, item: Y.Item): Place {
	const parent = item.parent as Y.AbstractType<unknown>
	const key = item.parentSub ?? ''
	if ((parent as unknown) === records) return { level: 'record', record: key, key, parent }
	const above = parent._item?.parent as Y.AbstractType<unknown> | undefined
	if ((above as unknown) === records) return { level: 'field', record: parent._item?.parentSub ?? '', key, parent }
	return { level: 'text', record: above?._item?.parentSub ?? '', key, parent }
}

function insertionOf(records: Records, item: Y.Item): Change | null {
	const { level, record, key } = placeOf(records, item)
	if (level === 'record') return { type: 'create', record }
	if (level === 'text') return lettersOf(item, { type: 'insert', record })
	return item.content instanceof Y.ContentType ? null : { type: 'set', record, key, value: sampleOf(item) }
}

/** Returns what a deletion means; null if it follows from another change of the transaction. */
function deletionOf(records: Records, item: Y.Item): Change | null {
	const { level, record, key, parent } = placeOf(records, item)
	if (level === 'record') return records.has(record) ? null : { type: 'delete', record }
	if (parent._item?.deleted) return null
	if (level === 'text') return lettersOf(item, { type: 'erase', record })
	return isTextKey(key) || (parent as Y.Map<unknown>).has(key) ? null : { type: 'set', record, key, value: undefined }
}

function lettersOf(item: Y.Item, change: { type: 'insert' | 'erase'; record: string }): Change | null {
	return item.content instanceof Y.ContentString ? { ...change, letters: item.content.str } : null
}

/**
 * Whether a document has what a write inserted, and not other content under the same ids, and what
 * it deleted. `own` are deletions that do not count.
 */
export function hasWrite(
	doc: Y.Doc,
	{ inserted, deleted }: Write,
	own: Y.Transaction['deleteSet'] = Y.createDeleteSet(),
): boolean {
	const isDeleted = (range: Range) => hasDeleted(doc, range) && !Y.isDeleted(own, Y.createID(range.client, range.clock))
	return inserted.every((range) => hasInserted(doc, range)) && deleted.every(isDeleted)
}

function structAt(doc: Y.Doc, client: number, clock: number): Y.Item | Y.GC | null {
	const structs = doc.store.clients.get(client)
	if (!structs || Y.getState(doc.store, client) <= clock) return null
	return structs[Y.findIndexSS(structs, clock)] ?? null
}

function hasInserted(doc: Y.Doc, { client, clock, length, sample }: Range): boolean {
	if (Y.getState(doc.store, client) < clock + length) return false
	const struct = structAt(doc, client, clock)
	if (!(struct instanceof Y.Item) || struct.deleted) return struct !== null
	return isDeepStrictEqual(sampleOf(struct, clock), sample)
}

function hasDeleted(doc: Y.Doc, { client, clock }: Range): boolean {
	return structAt(doc, client, clock)?.deleted === true
}

/** A part of an item's content, which differs from other content under the same id. */
export function sampleOf(item: Y.Item, clock = item.id.clock): unknown {
	const at = clock - item.id.clock
	if (item.content instanceof Y.ContentString) return item.content.str[at]
	return item.content instanceof Y.ContentAny ? item.content.arr[at] : item.content.getRef()
}
