/**
 * Pruning: the overwritten values of fields leave a document (DOC8).
 *
 * Yjs keeps an item for each value that a field ever had, because the next value may name any of
 * them as its origin. A pruning writes the value of such a field once more, as an item that wins
 * over every item that does not follow it: it has no origin, and a client id above all others that
 * the field has seen. Wherever it arrives, and in whatever order, it is the last of the items known
 * there. So the items before it have no effect any more, and each copy of the document may replace
 * them by GC structs, which merge to almost nothing.
 */
import * as Y from 'yjs'
import { type RecordMap, type Records, recordsOf } from './boardDocument.ts'

/** Yjs draws the client ids of documents from the 32 bit integers; those of prunings follow. */
const FIRST_PRUNING_CLIENT = 2 ** 32
/** The maximum number of prunings of a document: each adds a client id to its state vector. */
const MAX_PRUNINGS = 10_000
/**
 * The number of client ids that the next pruning chooses from at random, since another node could
 * make one at the same time. All are encoded in five bytes.
 */
const CLIENTS_PER_PRUNING = 2 ** 20
const END_OF_PRUNING_CLIENTS = FIRST_PRUNING_CLIENT + MAX_PRUNINGS * CLIENTS_PER_PRUNING
/**
 * The client ids with which late edits are written again. They are lower than nearly all others, so
 * that of two edits which follow the same pruning, the other one wins.
 */
const FIRST_LATE_CLIENT = 2 ** 16
const LATE_CLIENTS = 2 ** 8

/** A field that a pruning has written, in a document that has received it. */
export interface PrunedField {
	record: RecordMap
	/** The id of the record. */
	id: string
	key: string
	item: Y.Item
}

/** A field that has a value and overwritten ones; `last` is the item of its value. */
export interface OverwrittenField {
	record: RecordMap
	key: string
	last: Y.Item
}

/** Whether a client id is one with which prunings are written. */
export function isPruningClient(client: number): boolean {
	return client >= FIRST_PRUNING_CLIENT && client < END_OF_PRUNING_CLIENTS
}

/** Whether a client id is one with which late edits are written again. */
export function isLateClient(client: number): boolean {
	return client >= FIRST_LATE_CLIENT && client < FIRST_LATE_CLIENT + LATE_CLIENTS
}

/** Whether a client id is one with which prunings or late edits are written. */
export function isReservedClient(client: number): boolean {
	return isPruningClient(client) || isLateClient(client)
}

/** Whether a client id is one that nothing is written with. */
export function isUnusableClient(client: number): boolean {
	return client >= END_OF_PRUNING_CLIENTS
}

/** Returns a client id for `writeLateEdit`. */
export function chooseLateClient(): number {
	return FIRST_LATE_CLIENT + Math.floor(Math.random() * LATE_CLIENTS)
}

/**
 * Returns the number of overwritten values that a pruning of these records would remove. Takes time
 * proportional to the number of values.
 */
export function countOverwritten(records: Records): number {
	let count = 0
	for (const { last } of fieldsToPrune(records)) count += countBefore(last)
	return count
}

/**
 * Prunes the fields that have at least `minOverwritten` overwritten values, at most `maxFields` of
 * them, those with the most values first. Returns these fields as they were before. The values stay
 * the same. Prunes none if the document was pruned too often. `dropPruned` then frees the
 * overwritten values.
 */
export function pruneFields(
	doc: Y.Doc,
	origin: unknown,
	{ minOverwritten = 1, maxFields = Number.POSITIVE_INFINITY } = {},
): OverwrittenField[] {
	const client = nextPruningClient(doc)
	const fields = [...fieldsToPrune(recordsOf(doc))]
		.map((field) => ({ ...field, overwritten: countBefore(field.last) }))
		.filter(({ overwritten }) => overwritten >= minOverwritten)
		.sort((a, b) => b.overwritten - a.overwritten)
		.slice(0, maxFields)
	if (!isPruningClient(client) || fields.length === 0) return []
	doc.transact((transaction) => {
		for (const { record, key, last } of fields) {
			const id = Y.createID(client, Y.getState(doc.store, client))
			// Its place is known, so Yjs need not compare it with all values of the field.
			new Y.Item(id, last, null, null, null, record, key, last.content.copy()).integrate(transaction, 0)
		}
	}, origin)
	return fields
}

/**
 * Writes a value again that somebody has written without knowing a pruning of the field. Edits of
 * the same person that follow the pruning win over it.
 */
export function writeLateEdit(field: { record: RecordMap; key: string }, value: unknown, client: number): void {
	const { record, key } = field
	record.doc?.transact((transaction) => {
		const { store } = transaction.doc
		const left = record._map.get(key) ?? null
		const id = Y.createID(client, Y.getState(store, client))
		const content = new Y.ContentAny([value])
		new Y.Item(id, left, left?.lastId ?? null, null, null, record, key, content).integrate(transaction, 0)
	})
}

/** The fields that the prunings in a transaction have written, in the records of the document. */
export function prunedFieldsIn({ doc, beforeState, afterState }: Y.Transaction): PrunedField[] {
	const pruned: PrunedField[] = []
	const records = recordsOf(doc)
	for (const [client, end] of afterState) {
		const start = beforeState.get(client) ?? 0
		if (end === start || !isPruningClient(client)) continue
		const structs = doc.store.clients.get(client) ?? []
		for (let at = Y.findIndexSS(structs, start); at < structs.length; at++) {
			const field = fieldOf(structs[at], records)
			if (field) pruned.push(field)
		}
	}
	return pruned
}

/** Whether a transaction has received or written a pruning. */
export function hasPruning({ beforeState, afterState }: Y.Transaction): boolean {
	for (const [client, end] of afterState)
		if (isPruningClient(client) && end > (beforeState.get(client) ?? 0)) return true
	return false
}

/**
 * Replaces the items before each pruning of the document by GC structs, except for those that are
 * kept. The content stays the same, and so does every later merge. Call it outside of a
 * transaction. Takes time proportional to the number of structs.
 */
export function dropPruned(doc: Y.Doc, isKept: (item: Y.Item) => boolean = () => false): void {
	const changed = new Set<number>()
	const handled = new Set<Y.Item>()
	for (const pruning of pruningsOf(doc)) {
		if (pruning.left === null || handled.has(pruning)) continue
		for (let item: Y.Item | null = pruning.left; item; item = item.left)
			if (isPruningClient(item.id.client)) handled.add(item)
		cutBefore(pruning, isKept, changed)
	}
	for (const client of changed) doc.store.clients.set(client, withoutCut(doc.store.clients.get(client) ?? []))
}

/** The items of all prunings. Of each field the last one comes first: the others are before it. */
function* pruningsOf(doc: Y.Doc): Iterable<Y.Item> {
	const clients = [...doc.store.clients.keys()].filter(isPruningClient)
	for (const client of clients.sort((a, b) => b - a))
		for (const struct of doc.store.clients.get(client) ?? []) if (struct instanceof Y.Item) yield struct
}

/**
 * Takes the items that are not kept out of the list before a pruning, and adds their clients to
 * `changed`. The others become a list without gaps: Yjs does not place an item behind one whose
 * origin it cannot find.
 */
function cutBefore(pruning: Y.Item, isKept: (item: Y.Item) => boolean, changed: Set<number>): void {
	let right = pruning
	for (let item = pruning.left; item; item = item.left) {
		if (isKept(item)) {
			connect(item, right)
			right = item
		} else {
			// The mark for `withoutCut`: no other item in a document lacks its parent.
			item.parent = null
			changed.add(item.id.client)
		}
	}
	connect(null, right)
}

function connect(left: Y.Item | null, right: Y.Item): void {
	if (left) left.right = right
	right.left = left
	// A pruning has no origin.
	if (!isPruningClient(right.id.client)) right.origin = left?.lastId ?? null
}

type Structs = Array<Y.Item | Y.GC>

/** The same clocks, with merged GC structs in place of the items that were cut. */
function withoutCut(structs: Structs): Structs {
	const kept: Structs = []
	for (const struct of structs) {
		const last = kept.at(-1)
		if (struct instanceof Y.Item && struct.parent !== null) kept.push(struct)
		else if (last instanceof Y.GC) last.length += struct.length
		else kept.push(new Y.GC(struct.id, struct.length))
	}
	return kept
}

function countBefore(last: Y.Item): number {
	let count = 0
	for (let item = last.left; item; item = item.left) count++
	return count
}

function nextPruningClient(doc: Y.Doc): number {
	let prunings = 0
	for (const client of doc.store.clients.keys())
		if (isPruningClient(client))
			prunings = Math.max(prunings, Math.floor((client - FIRST_PRUNING_CLIENT) / CLIENTS_PER_PRUNING) + 1)
	return FIRST_PRUNING_CLIENT + prunings * CLIENTS_PER_PRUNING + Math.floor(Math.random() * CLIENTS_PER_PRUNING)
}

/**
 * The fields that have a value and overwritten ones. A deleted field keeps its items, since undo
 * has to find the deleted one; so does a text, whose content cannot be written again.
 */
function* fieldsToPrune(records: Records): Iterable<OverwrittenField> {
	for (const record of records.values()) {
		if (!(record instanceof Y.Map)) continue
		for (const [key, last] of record._map)
			if (last.left && !last.deleted && last.content instanceof Y.ContentAny) yield { record, key, last }
	}
}

function fieldOf(struct: Y.Item | Y.GC | undefined, records: Records): PrunedField | null {
	if (!(struct instanceof Y.Item) || struct.parentSub === null) return null
	const record = struct.parent
	if (!(record instanceof Y.Map) || record._item?.parent !== records || record._item.parentSub === null) return null
	return { record, id: record._item.parentSub, key: struct.parentSub, item: struct }
}
