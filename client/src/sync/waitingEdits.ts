/**
 * Edits that wait for another device (GATE6b): they depend on structs that the server lacks. The
 * server lost them before they were on disk, and only the device of their author has them.
 */
import {
	createId,
	type ParticipantId,
	type RecordMap,
	type Records,
	recordsOf,
	TEXT_KEY,
	type WaitingStructs,
} from '@charrette/shared'
import { simpleDiffString } from 'lib0/diff'
import * as Y from 'yjs'
import { LOCAL_ORIGIN } from './undoHistory.ts'

/** The edits of this device that wait, by record. */
export interface WaitingEdits {
	/** The changed keys of each record; null if these edits have created the record. */
	records: Map<string, Set<string> | null>
	/** The participant on whose device the missing structs are; null if it is not known. */
	owner: ParticipantId | null
}

/** The edits of this device, as far as it knows them. */
export interface OwnEdits {
	/** The client ids that it has written with since the document was opened. */
	ids: ReadonlySet<number>
	/** Whether it has unsaved edits, and whether some are of an earlier visit, with other ids. */
	hasUnsaved: boolean
	hasFound: boolean
}

/** Returns the edits of this device that wait; null if none do, as far as is known. */
export function findWaitingEdits(
	doc: Y.Doc,
	{ waiting, missing, hasDeletes }: WaitingStructs,
	{ ids, hasUnsaved, hasFound }: OwnEdits,
): WaitingEdits | null {
	// Another person may have claimed a client id of this device.
	const isLost = (client: number) => ids.has(client) || (hasUnsaved && hasFound && waiting.length === 0)
	const lost = missing.filter(({ client }) => isLost(client))
	if (waiting.length === 0 && lost.length === 0 && !(hasDeletes && hasUnsaved)) return null
	const records: WaitingEdits['records'] = new Map()
	for (const [client, clock] of [...waiting, ...lost.map(({ client, clock }) => [client, clock] as const)])
		for (const struct of doc.store.clients.get(client) ?? [])
			if (struct instanceof Y.Item && struct.id.clock + struct.length > clock) addItem(recordsOf(doc), struct, records)
	return { records, owner: missing.find(({ owner }) => owner !== undefined)?.owner ?? null }
}

function addItem(root: Records, item: Y.Item, records: WaitingEdits['records']): void {
	let at: Y.Item | null = item
	let key = item.parentSub
	while (at && (at.parent as unknown) !== root) {
		key = at.parentSub ?? key
		at = at.parent instanceof Y.AbstractType ? at.parent._item : null
	}
	const id = at?.parentSub
	if (!at || !id) return
	if (at === item) records.set(id, null)
	else if (records.get(id) !== null) records.set(id, (records.get(id) ?? new Set()).add(key ?? TEXT_KEY))
}

/** Joins the waiting edits of several frames. */
export function joinWaitingEdits(known: WaitingEdits | null, added: WaitingEdits): WaitingEdits {
	const records = new Map(known?.records)
	for (const [id, keys] of added.records) {
		const before = records.get(id)
		records.set(id, keys === null || before === null ? null : new Set([...(before ?? []), ...keys]))
	}
	return { records, owner: known?.owner ?? added.owner }
}

/**
 * Writes the values of waiting edits again, into a document that has only what the server has. A
 * record of another person that the server lacks is written as a copy with a new id, so that the
 * original stays when its author returns.
 */
export function writeAsNew(source: Y.Doc, goal: Y.Doc, { records: waiting }: WaitingEdits): void {
	const [mine, theirs] = [recordsOf(source), recordsOf(goal)]
	const copies = new Map<string, string>()
	for (const [id, keys] of waiting)
		if (keys !== null && mine.has(id) && !theirs.has(id))
			copies.set(id, `${id.slice(0, id.indexOf(':') + 1)}${createId()}`)
	goal.transact(() => {
		for (const [id, keys] of waiting) {
			const [from, to] = [mine.get(id), theirs.get(id)]
			if (!from) continue
			if (!to) theirs.set(copies.get(id) ?? id, copyOf(from, copies))
			else for (const key of keys ?? from.keys()) copyField(from, to, key, copies)
		}
	}, LOCAL_ORIGIN)
}

/** Copies a record, in which the ids of copied records are replaced. */
function copyOf(record: RecordMap, copies: ReadonlyMap<string, string>): RecordMap {
	const copy = record.clone() as RecordMap
	for (const [key, value] of record.entries()) {
		const replaced = withCopies(value, copies)
		if (replaced !== value) copy.set(key, replaced)
	}
	return copy
}

/** A value, which may be the id of a record or name one in an array (DOC1a). */
function withCopies(value: unknown, copies: ReadonlyMap<string, string>): unknown {
	if (typeof value === 'string') return copies.get(value) ?? value
	const isChanged = Array.isArray(value) && value.some((part) => withCopies(part, copies) !== part)
	return isChanged ? value.map((part) => withCopies(part, copies)) : value
}

function copyField(from: RecordMap, to: RecordMap, key: string, copies: ReadonlyMap<string, string>): void {
	const [value, now] = [from.get(key), to.get(key)]
	if (value instanceof Y.Text && now instanceof Y.Text) {
		const { index, remove, insert } = simpleDiffString(now.toString(), value.toString())
		now.delete(index, remove)
		now.insert(index, insert)
	} else if (value instanceof Y.Text) to.set(key, value.clone())
	else if (value === undefined) to.delete(key)
	else to.set(key, withCopies(value, copies))
}
