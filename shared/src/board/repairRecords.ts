import { isEqual } from '@tldraw/utils'
import * as Y from 'yjs'
import { LINK_MEANINGS } from '../domain/BoardContent.ts'
import { LIMITS } from '../domain/limits.ts'
import { AUTHOR_KEYS, LOCKED_KEY, RECORD_ID_PATTERN, type RecordMap, type Records, TEXT_KEY } from './boardDocument.ts'
import { measureJson } from './measureJson.ts'
import { fieldsOf, isKnownField, readRecord, validateRecord } from './recordCodec.ts'

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

/** The fields under `meta` that a board reads. */
const META_VALIDATORS: Readonly<Record<string, (value: unknown) => boolean>> = {
	[AUTHOR_KEYS[0]]: (value) => typeof value === 'string' && value.length <= LIMITS.maxNameLength,
	[AUTHOR_KEYS[1]]: (value) => typeof value === 'string' && value.length <= LIMITS.maxNameLength,
	[LOCKED_KEY]: (value) => typeof value === 'boolean',
	'meta.meaning': (value) => LINK_MEANINGS.some((meaning) => meaning === value),
}

/** The known fields of a record whose stored value is not the one that a board reads, or is invalid. */
function invalidFields(id: string, record: RecordMap): string[] {
	const read = validateRecord(readRecord(id, record))
	if (typeof read === 'string') return fieldsInvalidByThemselves(id, record)
	const fields = fieldsOf(read)
	return [...record.keys()].filter((key) => {
		if (!isKnownField(id, read.type, key) || key === TEXT_KEY) return false
		const isValidMeta = META_VALIDATORS[key]?.(record.get(key)) ?? true
		return !isValidMeta || !isEqual(fields[key], record.get(key))
	})
}

/** The fields that are invalid when each is the only one set over the defaults. */
function fieldsInvalidByThemselves(id: string, record: RecordMap): string[] {
	const required = REQUIRED_FIELDS.map((key) => [key, record.get(key)] as const)
	return [...record.entries()].flatMap(([key, value]) => {
		const single = readRecord(id, undefined, Object.fromEntries([...required, [key, value]]))
		return !REQUIRED_FIELDS.includes(key) && typeof validateRecord(single) === 'string' ? [key] : []
	})
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

/**
 * Deletes the invalid fields. After those that make the record invalid, the others can be compared
 * with what is read.
 */
function dropInvalidFields(id: string, record: RecordMap): boolean {
	const invalid = invalidFields(id, record)
	for (const key of invalid) record.delete(key)
	if (invalid.length === 0) return !isValid(id, record)
	for (const key of invalidFields(id, record)) record.delete(key)
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
