/**
 * How a record lies in the document (DOC1, DOC2): a Y.Map with one entry a field and flat keys.
 *
 *     type, index, parentId, rotation, isLocked, opacity, fromId, toId     as they are
 *     xy: [x, y]      wh: [props.w, props.h]                               grouped, since they change together
 *     props.<name>, meta.<name>                                            one entry each
 *     text: Y.Text                                                         a card's text; `props.text` is its projection
 *
 * A field that has its default value is not stored. Keys that are not known here are kept and never written.
 */
import type { JsonObject, JsonValue } from '@tldraw/utils'
import { isEqual } from '@tldraw/utils'
import * as Y from 'yjs'
import { LIMITS } from '../domain/limits.ts'
import type { RecordMap, Records } from './boardDocument.ts'
import { RECORD_ID_PATTERN, TEXT_KEY } from './boardDocument.ts'
import type { BoardRecord, ShapeType } from './schema.ts'
import { DEFAULT_BINDING_PROPS, DEFAULT_PROPS, DEFAULT_SHAPE_FIELDS, SHAPE_TYPES } from './schema.ts'

type Fields = Record<string, JsonValue>

/** A record's fields as they are read: a Y.Map of the document, or a plain Map. */
type ReadableFields = Pick<ReadonlyMap<string, unknown>, 'get' | 'keys'>

const SIZED = new Set<string>(['card', 'frame'])
const META_KEY = /^meta\.(?!__proto__$|constructor$|prototype$)[A-Za-z][A-Za-z0-9_]{0,63}$/

function isShapeType(type: unknown): type is ShapeType {
	return SHAPE_TYPES.includes(type as ShapeType)
}

/** A record's fields as they would lie in the document, defaults left out, the card's text aside. */
function fieldsOf(record: BoardRecord): Fields {
	const fields: Fields = { type: record.type }
	const keep = (key: string, value: JsonValue | undefined, standard?: JsonValue) => {
		if (value !== undefined && !isEqual(value, standard)) fields[key] = value
	}
	const props = record.props as JsonObject
	if (record.typeName === 'binding') {
		fields['fromId'] = record.fromId
		fields['toId'] = record.toId
		for (const key of Object.keys(DEFAULT_BINDING_PROPS)) keep(`props.${key}`, props[key], DEFAULT_BINDING_PROPS[key])
	} else {
		const type = record.type as ShapeType
		const standard = DEFAULT_PROPS[type]
		const isSized = SIZED.has(type)
		keep('xy', [record.x, record.y], DEFAULT_SHAPE_FIELDS.xy)
		for (const key of ['index', 'parentId', 'rotation', 'isLocked', 'opacity'] as const)
			keep(key, record[key], DEFAULT_SHAPE_FIELDS[key])
		if (isSized)
			keep('wh', [props['w'] as number, props['h'] as number], [standard['w'] as number, standard['h'] as number])
		for (const key of Object.keys(standard)) {
			const isElsewhere = (isSized && (key === 'w' || key === 'h')) || (type === 'card' && key === 'text')
			if (!isElsewhere) keep(`props.${key}`, props[key], standard[key])
		}
	}
	for (const [key, value] of Object.entries(record.meta)) if (META_KEY.test(`meta.${key}`)) keep(`meta.${key}`, value)
	return fields
}

/**
 * Writes a record that is new to the document. If there is an entry already, only the fields that differ from it are
 * written, and never its text: an entry is never replaced. Call it in a transaction.
 */
export function putRecord(records: Records, record: BoardRecord): void {
	const fields = fieldsOf(record)
	const existing = records.get(record.id)
	if (existing) {
		write(existing, fields, Object.keys(fields))
		return
	}
	const created: RecordMap = new Y.Map(Object.entries(fields))
	if (record.type === 'card') created.set(TEXT_KEY, new Y.Text((record.props as { text: string }).text))
	records.set(record.id, created)
}

/**
 * Writes what changed between two states of a record, and of that only what differs from the document (DOC5), so that
 * a stale field never overwrites another person's. A record that is gone stays gone. Call it in a transaction.
 */
export function updateRecord(records: Records, before: BoardRecord, after: BoardRecord): void {
	const existing = records.get(after.id)
	if (!existing) return
	const [was, is] = [fieldsOf(before), fieldsOf(after)]
	const changed = Object.keys({ ...was, ...is }).filter((key) => !isEqual(was[key], is[key]))
	write(existing, is, changed)
}

/** Sets these keys to their values in `fields`; a key without one is back at its default, and goes. */
function write(map: RecordMap, fields: Fields, keys: readonly string[]): void {
	for (const key of keys) {
		const value = fields[key]
		if (value === undefined) map.delete(key)
		else if (!isEqual(map.get(key), value)) map.set(key, value)
	}
}

function pair(value: unknown, standard: readonly number[]): [unknown, unknown] {
	const found = Array.isArray(value) ? value : standard
	return [found[0], found[1]]
}

function readProps(map: ReadableFields, defaults: JsonObject): Record<string, unknown> {
	const props: Record<string, unknown> = {}
	for (const key of Object.keys(defaults)) props[key] = map.get(`props.${key}`) ?? defaults[key]
	return props
}

function readMeta(map: ReadableFields): Record<string, unknown> {
	const meta: Record<string, unknown> = {}
	for (const key of map.keys()) if (META_KEY.test(key)) meta[key.slice(5)] = map.get(key)
	return meta
}

function readShape(id: string, type: ShapeType, map: ReadableFields): Record<string, unknown> {
	const [x, y] = pair(map.get('xy'), DEFAULT_SHAPE_FIELDS.xy)
	const props = readProps(map, DEFAULT_PROPS[type])
	if (SIZED.has(type)) [props['w'], props['h']] = pair(map.get('wh'), [props['w'] as number, props['h'] as number])
	if (type === 'card') {
		const text = map.get(TEXT_KEY)
		props['text'] = text instanceof Y.Text ? text.toString().slice(0, LIMITS.maxCardTextLength) : ''
	}
	const field = (key: 'index' | 'parentId' | 'rotation' | 'isLocked' | 'opacity') =>
		map.get(key) ?? DEFAULT_SHAPE_FIELDS[key]
	return {
		id,
		typeName: 'shape',
		type,
		x,
		y,
		index: field('index'),
		parentId: field('parentId'),
		rotation: field('rotation'),
		isLocked: field('isLocked'),
		opacity: field('opacity'),
		props,
		meta: readMeta(map),
	}
}

/**
 * Reads a record as it lies in the document: known keys alone, defaults filled in, not yet validated.
 * Null if the entry is no record of a board.
 */
export function readRecord(id: string, map: unknown): Record<string, unknown> | null {
	return RECORD_ID_PATTERN.test(id) && map instanceof Y.Map ? readFields(id, map) : null
}

/** The same from fields alone, for a record of this id. */
export function readFields(id: string, map: ReadableFields): Record<string, unknown> | null {
	const type = map.get('type')
	if (id.startsWith('shape:')) return isShapeType(type) ? readShape(id, type, map) : null
	if (type !== 'arrow') return null
	return {
		id,
		typeName: 'binding',
		type,
		fromId: map.get('fromId'),
		toId: map.get('toId'),
		props: readProps(map, DEFAULT_BINDING_PROPS),
		meta: readMeta(map),
	}
}

/** Whether a board reads this field of a record of this id and type. */
export function isKnownField(id: string, type: unknown, key: string): boolean {
	if (key === 'type' || META_KEY.test(key)) return true
	if (id.startsWith('binding:')) return key === 'fromId' || key === 'toId' || isPropOf(DEFAULT_BINDING_PROPS, key)
	if (!isShapeType(type)) return false
	if (key === TEXT_KEY) return type === 'card'
	if (key === 'wh') return SIZED.has(type)
	return Object.hasOwn(DEFAULT_SHAPE_FIELDS, key) || isPropOf(DEFAULT_PROPS[type], key)
}

function isPropOf(defaults: JsonObject, key: string): boolean {
	return key.startsWith('props.') && Object.hasOwn(defaults, key.slice(6))
}
