/**
 * A document read out whole, as files have it: every record as it lies there, flat field by flat field, those that no
 * board shows and keys that nobody here knows too. What is read and written again is the same, whoever wrote it first.
 */
import type { JsonValue } from '@tldraw/utils'
import * as Y from 'yjs'
import type { RecordMap } from './boardDocument.ts'
import { recordsOf, TEXT_KEY } from './boardDocument.ts'
import type { Fields } from './recordCodec.ts'

/** A document's records by their ids, `shape:…` and `binding:…`. A card's Y.Text is a string under `text`. */
export type BoardRecords = Record<string, Fields>

/** Reads out a document's records, in the order of their ids and each in that of its keys: the same for the same board, wherever it lies. */
export function readRecords(doc: Y.Doc): BoardRecords {
	const read: [string, Fields][] = []
	for (const [id, record] of recordsOf(doc)) if (record instanceof Y.Map) read.push([id, fieldsIn(record)])
	return Object.fromEntries(inOrder(read))
}

/** Writes records into a document, in one transaction. A record that is there already stays as it is. */
export function writeRecords(doc: Y.Doc, records: BoardRecords): void {
	const there = recordsOf(doc)
	doc.transact(() => {
		for (const [id, fields] of Object.entries(records)) if (!there.has(id)) there.set(id, recordWith(fields))
	}, 'server')
}

function fieldsIn(record: RecordMap): Fields {
	const fields: [string, JsonValue][] = []
	for (const [key, value] of record) {
		const plain: unknown = value instanceof Y.AbstractType ? value.toJSON() : value
		if (isJson(plain)) fields.push([key, plain])
	}
	return Object.fromEntries(inOrder(fields))
}

function recordWith(fields: Fields): RecordMap {
	return new Y.Map(
		Object.entries(fields).map(([key, value]): [string, unknown] => [
			key,
			key === TEXT_KEY && typeof value === 'string' ? new Y.Text(value) : value,
		]),
	)
}

function inOrder<Value>(entries: [string, Value][]): [string, Value][] {
	return entries.sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Yjs carries more than JSON does: bytes, bigints, NaN. No record of ours has any. */
function isJson(value: unknown): value is JsonValue {
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
	if (typeof value === 'number') return Number.isFinite(value)
	if (Array.isArray(value)) return value.every(isJson)
	if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return false
	return Object.values(value).every(isJson)
}
