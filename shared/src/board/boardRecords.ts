/**
 * Lossless reading and writing of all records for files, including invalid records and unknown
 * keys. Writing the output of `readRecords` gives the same board.
 */
import type { JsonValue } from '@tldraw/utils'
import * as Y from 'yjs'
import type { RecordMap, Records } from './boardDocument.ts'
import { recordsOf } from './boardDocument.ts'
import { isNamedPlace, plainPlace } from './place.ts'
import type { Fields } from './recordCodec.ts'
import { createRecord, plainEntries } from './recordTexts.ts'
import { PAGE_ID } from './schema.ts'

/** Records by id, `shape:…` and `binding:…`. Their texts are strings. */
export type BoardRecords = Record<string, Fields>

/**
 * Reads all records, sorted by id and with sorted keys, so that equal boards give equal output. In
 * a file nobody moves a shape at the same time as somebody else, so `xy` is always `[x, y]`,
 * relative to `parentId`.
 */
export function readRecords(doc: Y.Doc): BoardRecords {
	const records = recordsOf(doc)
	const read: [string, Fields][] = []
	for (const [id, record] of records)
		if (record instanceof Y.Map) read.push([id, withPlainPlace(records, readFields(record))])
	return Object.fromEntries(sortByKey(read))
}

/** Writes records in one transaction. Existing records are not changed. */
export function writeRecords(doc: Y.Doc, records: BoardRecords): void {
	const existing = recordsOf(doc)
	doc.transact(() => {
		for (const [id, fields] of Object.entries(records)) if (!existing.has(id)) existing.set(id, createRecord(fields))
	}, 'server')
}

function readFields(record: RecordMap): Fields {
	const fields: [string, JsonValue][] = []
	for (const [key, value] of plainEntries(record)) if (isJson(value)) fields.push([key, value])
	return Object.fromEntries(sortByKey(fields))
}

function withPlainPlace(records: Records, fields: Fields): Fields {
	const { xy, parentId, ...rest } = fields
	if (!isNamedPlace(xy)) return fields
	const place = plainPlace(records, xy)
	const parent = place.parentId === PAGE_ID ? {} : { parentId: place.parentId }
	return Object.fromEntries(sortByKey(Object.entries({ ...rest, ...parent, xy: place.xy })))
}

function sortByKey<Value>(entries: [string, Value][]): [string, Value][] {
	return entries.sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Whether a value is JSON. Yjs also carries bytes, bigints and NaN, which no valid record has. */
function isJson(value: unknown): value is JsonValue {
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
	if (typeof value === 'number') return Number.isFinite(value)
	if (Array.isArray(value)) return value.every(isJson)
	if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return false
	return Object.values(value).every(isJson)
}
