import * as Y from 'yjs'
import { LIMITS } from '../domain/limits.ts'
import { RECORD_ID_PATTERN, type RecordMap, type Records, TEXT_KEY } from './boardDocument.ts'
import { measureJson } from './measureJson.ts'
import { isKnownField, readRecord, validateRecord } from './recordCodec.ts'

/** What was done to an invalid record. */
export interface RepairedRecord {
	id: string
	outcome: 'repaired' | 'removed'
}

const MAX_RECORD_BYTES = LIMITS.maxRecordBytes * 2
/** Fields that have no default, because a record of its type cannot exist without them. */
const REQUIRED_FIELDS = ['type', 'fromId', 'toId', 'props.path']

/**
 * Validates the records with these ids, repairs the invalid ones and removes those that cannot be repaired (GATE3). Returns
 * what it changed. Call it in a transaction. A valid record costs one read and one validation.
 */
export function repairRecords(records: Records, ids: Iterable<string>): RepairedRecord[] {
	const repaired: RepairedRecord[] = []
	for (const id of ids) {
		if (!records.has(id)) continue
		const outcome = repairRecord(id, records.get(id))
		if (outcome === 'removed') records.delete(id)
		if (outcome !== 'valid') repaired.push({ id, outcome })
	}
	return repaired
}

function repairRecord(id: string, record: unknown): RepairedRecord['outcome'] | 'valid' {
	if (!RECORD_ID_PATTERN.test(id) || !(record instanceof Y.Map)) return 'removed'
	const isChanged = [ensureText, dropInvalidFields, dropUnknownFields]
		.map((repair) => repair(id, record))
		.includes(true)
	if (isChanged && !isValid(id, record)) return 'removed'
	if (sizeOf(record) > MAX_RECORD_BYTES) return 'removed'
	return isChanged ? 'repaired' : 'valid'
}

function isValid(id: string, record: RecordMap): boolean {
	return typeof validateRecord(readRecord(id, record)) !== 'string'
}

/** Gives a card without a `Y.Text` one; a plain string becomes its content. */
function ensureText(_id: string, record: RecordMap): boolean {
	const text = record.get(TEXT_KEY)
	if (record.get('type') !== 'card' || text instanceof Y.Text) return false
	record.set(TEXT_KEY, new Y.Text(typeof text === 'string' ? text : ''))
	return true
}

/** Deletes the fields that are invalid when each is set alone over the defaults. */
function dropInvalidFields(id: string, record: RecordMap): boolean {
	if (isValid(id, record)) return false
	const required = REQUIRED_FIELDS.map((key) => [key, record.get(key)] as const)
	for (const [key, value] of [...record.entries()]) {
		const alone = readRecord(id, undefined, Object.fromEntries([...required, [key, value]]))
		if (!REQUIRED_FIELDS.includes(key) && typeof validateRecord(alone) === 'string') record.delete(key)
	}
	return true
}

/** Deletes the fields that no board reads, if the record is too large. */
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
