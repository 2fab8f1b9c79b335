/**
 * Writing records to the document (DOC5): only what differs, and a place always as a whole (DOC1a).
 */
import { isEqual } from '@tldraw/utils'
import { type RecordMap, type Records, TEXT_KEY } from './boardDocument.ts'
import { isValidPlace, type Placed, placeOf, type RecordLookup, readPlace } from './place.ts'
import { defaultFields, type FieldChanges, fieldsOf, NOWHERE, readRecord, validateRecord } from './recordCodec.ts'
import { createRecord, readField, writeField } from './recordTexts.ts'
import { type BoardRecord, PAGE_ID } from './schema.ts'

/** Returns the fields of `after` that differ from `before`; `around` as for `fieldsOf`. */
export function changedFields(before: BoardRecord, after: BoardRecord, around = NOWHERE): FieldChanges {
	const [was, is] = [fieldsOf(before, around), fieldsOf(after, around)]
	const changed = Object.keys({ ...was, ...is }).filter((key) => !isEqual(was[key], is[key]))
	return Object.fromEntries(changed.map((key) => [key, is[key]]))
}

/**
 * Writes a new record. If the document already has an entry with this id, the entry is not
 * replaced: only its differing fields are written, and never its text. `around` as for `fieldsOf`.
 * Must be called in a transaction.
 */
export function putRecord(records: Records, record: BoardRecord, around = framesIn(records)): void {
	const defaults = defaultFields(record.id, record.type)
	const fields = fieldsOf(record, around)
	const isNew = !records.has(record.id)
	// A new shape on the page needs no name of its parent: every later place names one.
	if (isNew && record.typeName === 'shape' && record.parentId === PAGE_ID) fields['xy'] = [record.x, record.y]
	const stored = Object.entries(fields).filter(([key, value]) => !isEqual(value, defaults[key]))
	if (!isNew) {
		writeFields(records, record.id, Object.fromEntries(stored))
		return
	}
	if (record.type === 'card') stored.push([TEXT_KEY, (record.props as { text: string }).text])
	records.set(record.id, createRecord(Object.fromEntries(stored)))
}

/**
 * Writes the fields that differ from the document (DOC5) and deletes fields at their default. A
 * deleted record stays deleted. `xy` may have any form of a place, and `parentId` may stand alone:
 * both are written as one place, which names its frame (DOC1a). Must be called in a transaction.
 */
export function writeFields(records: Records, id: string, changes: FieldChanges): void {
	const map = records.get(id)
	if (!map) return
	const defaults = defaultFields(id, map.get('type'))
	for (const [key, value] of Object.entries(withWholePlace(records, map, changes))) {
		const next = isEqual(value, defaults[key]) ? undefined : value
		if (!isEqual(readField(map, key), next)) writeField(map, key, next)
	}
}

/**
 * Writes the place of a shape again if it is in a frame, with its present position on the page. For
 * a shape that was copied or placed with its frame. Must be called in a transaction.
 */
export function nameFrame(records: Records, id: string): void {
	const map = records.get(id)
	const place = map ? readPlace(map.get('xy'), map.get('parentId')) : null
	if (typeof place?.parentId === 'string' && records.has(place.parentId))
		writeFields(records, id, { parentId: place.parentId })
}

/** Returns the changes with both fields of the place of a shape, if they have either of them. */
function withWholePlace(records: Records, map: RecordMap, changes: FieldChanges): FieldChanges {
	if (!('xy' in changes || 'parentId' in changes)) return changes
	const known = readPlace(map.get('xy'), map.get('parentId'))
	const parent = 'parentId' in changes ? changes['parentId'] : known.parentId
	const { x, y, parentId, onPage } = readPlace('xy' in changes ? changes['xy'] : [known.x, known.y], parent)
	if (!isValidPlace([x, y])) return changes
	const place = { x, y, parentId } as Placed
	const xy = onPage ? changes['xy'] : placeOf(place, framesIn(records))
	return { ...changes, xy, parentId: place.parentId }
}

/** Returns a lookup of the valid records of a document. */
function framesIn(records: Records): RecordLookup {
	return {
		get(id) {
			const record = validateRecord(readRecord(id, records.get(id)))
			return typeof record === 'string' ? undefined : record
		},
	}
}
