import { isEqual } from '@tldraw/utils'
import * as Y from 'yjs'
import { IMAGE_PATH_PATTERN, LINK_MEANINGS } from '../domain/BoardContent.ts'
import { localeOfKey } from '../domain/cardTranslations.ts'
import { hasInvalidXmlChars, stripInvalidXmlChars } from '../domain/characters.ts'
import { isThreadRecord, SHAPE_ID_PATTERN } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { isWholeThreadRecord, threadFields } from '../domain/threads.ts'
import { AUTHOR_KEYS, LOCKED_KEY, RECORD_ID_PATTERN, type RecordMap, type Records } from './boardDocument.ts'
import { CARD_IMAGE_FIELDS, isCardDocument } from './cardDetails.ts'
import { JOINED_KEY } from './joins.ts'
import { measureJson } from './measureJson.ts'
import { isValidPlace } from './place.ts'
import { fieldsOf, readRecord, validateRecord } from './recordCodec.ts'
import { isKnownField, isValidField } from './recordFields.ts'
import { addTexts, isTextKey, textsOf } from './recordTexts.ts'

/** The outcome of a repair of an invalid record. */
export interface RepairedRecord {
	id: string
	/** `changed`: the record was valid, and its texts were changed (CHARS1, DETAIL1a). */
	outcome: 'repaired' | 'removed' | 'changed'
}

const MAX_RECORD_BYTES = LIMITS.maxRecordBytes * 2
/** Enough for the longest text of a message, and its mentions. */
const MAX_THREAD_RECORD_BYTES = 8 * 1024
/** Fields without a default, because a record of their type cannot exist without them. */
const REQUIRED_FIELDS = ['type', 'fromId', 'toId', 'props.path']

/**
 * Validates the records with these ids, repairs the invalid ones and removes those that cannot be
 * repaired (GATE3). Removes the characters that XML forbids from texts (CHARS1), and adds missing
 * texts (DETAIL1a). Returns the records that it has changed. A valid record costs one read and one
 * validation. Must be called in a transaction.
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

/** The names of the changed fields of a record; null if the whole record changed. */
export type ChangedFields = ReadonlySet<string> | null

/**
 * Does the same as `repairRecords` for records of which only some fields have changed. `valid` has
 * the records that were valid after the last call; their unchanged fields are not checked again.
 */
export function repairChanges(
	records: Records,
	changes: ReadonlyMap<string, ChangedFields>,
	valid: WeakSet<RecordMap>,
): RepairedRecord[] {
	const toCheck: string[] = []
	for (const [id, fields] of changes) {
		const record = records.get(id)
		if (!record) continue
		if (fields && valid.has(record) && areValidFields(id, record, fields)) continue
		if (record instanceof Y.Map) valid.delete(record)
		toCheck.push(id)
	}
	const repaired = repairRecords(records, toCheck)
	const wereInvalid = new Set(repaired.flatMap(({ id, outcome }) => (outcome === 'changed' ? [] : id)))
	for (const id of toCheck) {
		const record = records.get(id)
		if (record && !wereInvalid.has(id)) valid.add(record)
	}
	return repaired
}

/**
 * Whether a valid record is still valid after a change of these fields. Returns false if the whole
 * record has to be checked.
 */
function areValidFields(id: string, record: RecordMap, fields: ReadonlySet<string>): boolean {
	if (isThreadRecord(id)) return false
	const type = record.get('type')
	for (const key of fields) {
		const value = record.get(key)
		// A string in the field of a text has to be moved into the text.
		if (!isTextKey(key) && textsOf(type).some(({ field }) => field === key)) return false
		if (isTextKey(key)) {
			if (!isCleanText(type, key, value)) return false
		} else if (!isValidField(id, type, key, value) || META_VALIDATORS[key]?.(value) === false) return false
	}
	return sizeOf(record) <= MAX_RECORD_BYTES
}

/** Whether a field is a text that its type of record has, and that needs no repair. */
function isCleanText(type: unknown, key: string, text: unknown): boolean {
	const known = textsOf(type).find((one) => one.key === key)
	if (!known || !(text instanceof Y.Text)) return false
	return text.length <= known.maxLength && !hasInvalidXmlChars(text.toString())
}

function repairRecord(id: string, record: unknown): RepairedRecord['outcome'] | 'valid' {
	if (!RECORD_ID_PATTERN.test(id) || !(record instanceof Y.Map)) return 'removed'
	if (isThreadRecord(id)) return repairThreadRecord(id, record)
	const added = addTexts(record)
	const isCleaned = cleanTexts(id, record)
	let isRepaired = cutTexts(record) || added === 'invalid'
	const isChecked = dropInvalidFields(id, record)
	if (isChecked === 'changed') isRepaired = true
	if (sizeOf(record) > MAX_RECORD_BYTES) {
		dropUnknownFields(id, record)
		isRepaired = true
		if (sizeOf(record) > MAX_RECORD_BYTES) return 'removed'
	}
	if (isChecked === 'invalid' || (isRepaired && !isValid(id, record))) return 'removed'
	if (isRepaired) return 'repaired'
	return isCleaned || added === 'valid' ? 'changed' : 'valid'
}

/** Repairs a thread or a message (THREAD2): a long text is cut, another invalid field removed. */
function repairThreadRecord(id: string, record: RecordMap): RepairedRecord['outcome'] | 'valid' {
	const isCleaned = cleanTexts(id, record)
	let isRepaired = false
	for (const [key, value] of [...record.entries()]) {
		const isValidValue = threadFields(id)[key] ?? ((unknown: unknown) => !(unknown instanceof Y.AbstractType))
		if (isValidValue(value)) continue
		if (key === 'text' && typeof value === 'string') record.set(key, value.slice(0, LIMITS.maxThreadTextLength))
		else record.delete(key)
		isRepaired = true
	}
	if (sizeOf(record) > MAX_THREAD_RECORD_BYTES) {
		dropUnknownFields(id, record)
		isRepaired = true
	}
	if (!isWholeThreadRecord(id, record)) return 'removed'
	if (isRepaired) return 'repaired'
	return isCleaned ? 'changed' : 'valid'
}

/** Validators of the fields under `meta` that a board reads. */
const META_VALIDATORS: Readonly<Record<string, (value: unknown) => boolean>> = {
	[AUTHOR_KEYS[0]]: (value) => typeof value === 'string' && value.length <= LIMITS.maxNameLength,
	[AUTHOR_KEYS[1]]: (value) => typeof value === 'string' && value.length <= LIMITS.maxNameLength,
	[LOCKED_KEY]: (value) => typeof value === 'boolean',
	[CARD_IMAGE_FIELDS.path]: (value) => typeof value === 'string' && IMAGE_PATH_PATTERN.test(value),
	'meta.document': isCardDocument,
	[JOINED_KEY]: (value) => typeof value === 'string' && SHAPE_ID_PATTERN.test(value),
	'meta.meaning': (value) => LINK_MEANINGS.some((meaning) => meaning === value),
}

const PARENT_ID_PATTERN = /^(page|shape):/

/** Validators of the fields that are read together as one place (DOC1a). */
const PLACE_VALIDATORS: Readonly<Record<string, (value: unknown) => boolean>> = {
	xy: isValidPlace,
	parentId: (value) => typeof value === 'string' && PARENT_ID_PATTERN.test(value),
}

/**
 * Finds the known fields of a record whose stored value is invalid or differs from the value that a
 * board reads, and whether a board can read the record.
 */
function findInvalidFields(id: string, record: RecordMap): { invalid: string[]; isReadable: boolean } {
	const read = validateRecord(readRecord(id, record))
	if (typeof read === 'string') return { invalid: fieldsInvalidByThemselves(id, record), isReadable: false }
	const fields = fieldsOf(read)
	const invalid: string[] = []
	for (const [key, value] of record.entries()) {
		if (value instanceof Y.Text || !isKnownField(id, read.type, key)) continue
		const isValid = PLACE_VALIDATORS[key]?.(value) ?? isEqual(fields[key], value)
		if (!isValid || META_VALIDATORS[key]?.(value) === false) invalid.push(key)
	}
	return { invalid, isReadable: true }
}

/** Returns the fields that are invalid even if each is the only one set over the defaults. */
function fieldsInvalidByThemselves(id: string, record: RecordMap): string[] {
	const required = REQUIRED_FIELDS.map((key) => [key, record.get(key)] as const)
	return [...record.entries()].flatMap(([key, value]) => {
		if (value instanceof Y.Text) return []
		const single = readRecord(id, undefined, Object.fromEntries([...required, [key, value]]))
		return !REQUIRED_FIELDS.includes(key) && typeof validateRecord(single) === 'string' ? [key] : []
	})
}

function isValid(id: string, record: RecordMap): boolean {
	return typeof validateRecord(readRecord(id, record)) !== 'string'
}

/** Cuts texts at their lengths. Returns whether there were longer ones. */
function cutTexts(record: RecordMap): boolean {
	let isCut = false
	for (const { key, maxLength } of textsOf(record.get('type'))) {
		const text = record.get(key)
		if (!(text instanceof Y.Text) || text.length <= maxLength) continue
		text.applyDelta([{ retain: maxLength }, { delete: text.length - maxLength }])
		isCut = true
	}
	return isCut
}

/**
 * Removes the characters that XML forbids from the texts and the fields of a record. Returns
 * whether there were any.
 */
function cleanTexts(id: string, record: RecordMap): boolean {
	const type = record.get('type')
	let isCleaned = false
	for (const [key, value] of [...record.entries()]) {
		if (!hasInvalidXmlChars(value instanceof Y.Text || typeof value === 'string' ? value.toString() : '')) continue
		if (value instanceof Y.Text) cleanSharedText(value)
		else if (typeof value === 'string' && isKnownField(id, type, key)) record.set(key, stripInvalidXmlChars(value))
		else continue
		isCleaned = true
	}
	return isCleaned
}

/** With more forbidden ranges a text is replaced: each range splits an item of the document. */
const MAX_DELETED_RANGES = 50

/** Not by index: see `writeText`. */
function cleanSharedText(text: Y.Text): void {
	const delta: ({ retain: number } | { delete: number })[] = []
	for (const unit of text.toString().split('')) {
		const last = delta.at(-1)
		const isInvalid = hasInvalidXmlChars(unit)
		if (last && isInvalid && 'delete' in last) last.delete++
		else if (last && !isInvalid && 'retain' in last) last.retain++
		else delta.push(isInvalid ? { delete: 1 } : { retain: 1 })
	}
	const isReplaced = delta.filter((part) => 'delete' in part).length > MAX_DELETED_RANGES
	const clean = stripInvalidXmlChars(text.toString())
	text.applyDelta(isReplaced ? [{ delete: text.length }, ...(clean ? [{ insert: clean }] : [])] : delta)
}

/**
 * Deletes the invalid fields. Only after the fields that make the record invalid are deleted can
 * the others be compared with the values that a board reads. Returns `invalid` if deleting fields
 * cannot repair the record.
 */
function dropInvalidFields(id: string, record: RecordMap): 'valid' | 'changed' | 'invalid' {
	const { invalid, isReadable } = findInvalidFields(id, record)
	if (invalid.length === 0) return isReadable ? 'valid' : 'invalid'
	for (const key of invalid) record.delete(key)
	for (const key of findInvalidFields(id, record).invalid) record.delete(key)
	return 'changed'
}

/** Deletes the fields that a board does not read, and the translations. */
function dropUnknownFields(id: string, record: RecordMap): void {
	const type = record.get('type')
	for (const key of [...record.keys()])
		if (!isKnownField(id, type, key) || localeOfKey(key) !== null) record.delete(key)
}

function sizeOf(record: RecordMap): number {
	let bytes = 0
	for (const [key, value] of record.entries())
		bytes += key.length + (value instanceof Y.Text ? value.length : (measureJson(value) ?? Number.POSITIVE_INFINITY))
	return bytes
}
