import type { RecordMap, Records } from '@charrette/shared'
import { isKnownField, LIMITS, RECORD_ID_PATTERN, readRecord, TEXT_KEY, validateRecord } from '@charrette/shared'
import * as Y from 'yjs'
import { measureJson } from './measureJson.ts'

/** What was done to a record that was none. */
export interface RepairedRecord {
	id: string
	how: 'mended' | 'removed'
}

const MAX_RECORD_BYTES = LIMITS.maxRecordBytes * 2
/** The fields without which a record of its type can't be, so that they have no default to go back to. */
const REQUIRED_FIELDS = ['type', 'fromId', 'toId', 'props.path']

/**
 * Validates these records of the document and mends or removes those that are none (GATE3). Call it in a transaction.
 * Gives what it did. A record that is valid costs one read and one validation.
 */
export function repairRecords(records: Records, ids: Iterable<string>): RepairedRecord[] {
	const mended: RepairedRecord[] = []
	for (const id of ids) {
		if (!records.has(id)) continue
		const how = repairRecord(id, records.get(id))
		if (how === 'removed') records.delete(id)
		if (how !== 'valid') mended.push({ id, how })
	}
	return mended
}

function repairRecord(id: string, record: unknown): RepairedRecord['how'] | 'valid' {
	if (!RECORD_ID_PATTERN.test(id) || !(record instanceof Y.Map)) return 'removed'
	const isChanged = [ensureText, dropInvalidFields, dropUnknownFields].map((mend) => mend(id, record)).includes(true)
	if (isChanged && !isValid(id, record)) return 'removed'
	if (sizeOf(record) > MAX_RECORD_BYTES) return 'removed'
	return isChanged ? 'mended' : 'valid'
}

function isValid(id: string, record: RecordMap): boolean {
	return typeof validateRecord(readRecord(id, record)) !== 'string'
}

/** A card without a text gets one; a string that stands in its place is taken over. */
function ensureText(_id: string, record: RecordMap): boolean {
	const text = record.get(TEXT_KEY)
	if (record.get('type') !== 'card' || text instanceof Y.Text) return false
	record.set(TEXT_KEY, new Y.Text(typeof text === 'string' ? text : ''))
	return true
}

/** Deletes the fields that are not valid when each stands alone over the defaults. */
function dropInvalidFields(id: string, record: RecordMap): boolean {
	if (isValid(id, record)) return false
	const needed = REQUIRED_FIELDS.map((key) => [key, record.get(key)] as const)
	for (const [key, value] of [...record.entries()]) {
		const alone = readRecord(id, undefined, Object.fromEntries([...needed, [key, value]]))
		if (!REQUIRED_FIELDS.includes(key) && typeof validateRecord(alone) === 'string') record.delete(key)
	}
	return true
}

/** A record that is too large loses what no board reads. */
function dropUnknownFields(id: string, record: RecordMap): boolean {
	if (sizeOf(record) <= MAX_RECORD_BYTES) return false
	const type = record.get('type')
	const unknown = [...record.keys()].filter((key) => !isKnownField(id, type, key))
	for (const key of unknown) record.delete(key)
	return unknown.length > 0
}

function sizeOf(record: RecordMap): number {
	let bytes = 0
	for (const [key, value] of record.entries())
		bytes += key.length + (value instanceof Y.Text ? value.length : (measureJson(value) ?? Number.POSITIVE_INFINITY))
	return bytes
}
