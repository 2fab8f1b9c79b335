/**
 * The encoding of a record in the document (DOC1, DOC2): a Y.Map with one entry per field and flat
 * keys.
 *
 *     type, index, parentId, rotation, isLocked,   stored as they are
 *     opacity, fromId, toId
 *     xy: [x, y, frame, …]                         the place of a shape: see place.ts
 *     wh: [props.w, props.h]                       grouped, since they change together
 *     props.<name>, meta.<name>                    one entry each
 *     tr.<locale>                                  a translation of a card (READ5), under the same
 *                                                  name in the `meta` of the shape
 *     text: Y.Text                                 a card's text; `props.text` is its projection
 *     description, source, imageAlt, alt: Y.Text   other texts: see recordTexts.ts
 *
 * Threads and their messages are records, too: see threads.ts.
 *
 * A field at its default is not stored. Unknown keys are kept and never written.
 *
 * Names in documents, on the wire, in storage and in HTTP never change. Those that differ from the
 * code:
 *
 *     document   arrow and its bindings, frame     link, cluster
 *                meta.isSetUp                      isLocked, the locked layer
 *                note:…                            message of a thread
 *     presence   live, typing                      pending changes of a gesture, the edited card
 *     hints      nudge                             a reminder to write
 *     commands   setup.mark                        lockRecords
 *                people.gather, gathering          bring everyone here
 *     workshop   Board.isApart                     a restored copy or an imported board
 *                Phase.may                         permissions
 *                Projection `wall`                 all boards
 *                VoteRound.hall                    people without a device
 *     snapshots  Snapshot.look, `moment`, `kept`   summary, snapshot, snapshot before a restore
 *     HTTP       …/quiet, …/pack                   inactive participants, archive
 *                `pictures` in board files and     images
 *                reports
 *                not_a_picture, held_in_private …  image, private cards
 *                import reason `mended`            repaired
 */
import type { JsonObject, JsonValue } from '@tldraw/utils'
import * as Y from 'yjs'
import { isCardTranslation, localeOfKey } from '../domain/cardTranslations.ts'
import { LIMITS } from '../domain/limits.ts'
import { RECORD_ID_PATTERN, type RecordMap, TEXT_KEY } from './boardDocument.ts'
import { JOINS_NAME } from './joins.ts'
import { placeOf, type RecordLookup, readPlace } from './place.ts'
import { readField, textsOf } from './recordTexts.ts'
import {
	type BoardRecord,
	DEFAULT_BINDING_PROPS,
	DEFAULT_PROPS,
	DEFAULT_SHAPE_FIELDS,
	RECORD_VALIDATORS,
	SHAPE_TYPES,
	type ShapeType,
} from './schema.ts'

/** The fields of a record in flat form. */
export type Fields = Record<string, JsonValue>
/** Changed fields by name; undefined for a removed field. */
export type FieldChanges = Record<string, JsonValue | undefined>

/** The types of shapes whose size is one field, `wh`. */
export const SIZED = new Set<string>(['card', 'frame', 'image'])
/** The keys of fields in the `meta` of a record. */
export const META_KEY = /^meta\.(?!__proto__$|constructor$|prototype$)[A-Za-z][A-Za-z0-9_]{0,63}$/

export function isShapeType(type: unknown): type is ShapeType {
	return SHAPE_TYPES.includes(type as ShapeType)
}

/** The `meta` that the projection adds, which no document has (JOIN1). */
const DERIVED_KEY = `meta.${JOINS_NAME}`

export const isBindingId = (id: string) => id.startsWith('binding:')
/** Returns the default of each field of a record with this id and type. */
export function defaultFields(id: string, type: unknown): Readonly<Fields> {
	if (isBindingId(id)) return DEFAULT_FIELDS.binding
	return isShapeType(type) ? DEFAULT_FIELDS[type] : DEFAULT_SHAPE_FIELDS
}

const DEFAULT_FIELDS = Object.fromEntries(
	['binding' as const, ...SHAPE_TYPES].map((type) => {
		const props = type === 'binding' ? DEFAULT_BINDING_PROPS : DEFAULT_PROPS[type]
		const fields: Fields = type === 'binding' ? {} : { ...DEFAULT_SHAPE_FIELDS }
		if (SIZED.has(type)) fields['wh'] = [props['w'] as number, props['h'] as number]
		for (const [key, value] of Object.entries(props)) {
			const isElsewhere = (SIZED.has(type) && (key === 'w' || key === 'h')) || (type === 'card' && key === 'text')
			if (!isElsewhere) fields[`props.${key}`] = value as JsonValue
		}
		return [type, fields]
	}),
) as Record<'binding' | ShapeType, Readonly<Fields>>

/** By type: the keys of the props that are fields of their own, with their names. */
const PROP_KEYS = new Map(
	Object.entries(DEFAULT_FIELDS).map(([type, fields]) => [
		type,
		Object.keys(fields).flatMap((key) => (key.startsWith('props.') ? [[key, key.slice(6)] as const] : [])),
	]),
)

/** A lookup without records. */
export const NOWHERE: RecordLookup = new Map()

/**
 * Returns all fields of a record, defaults included, without a card's text. `around` has the frames
 * around a shape, for the corner of its frame.
 */
export function fieldsOf(record: BoardRecord, around = NOWHERE): Fields {
	const fields: Fields = { type: record.type }
	const props = record.props as JsonObject
	const keys = PROP_KEYS.get(record.typeName === 'binding' ? 'binding' : record.type) ?? []
	for (const [key, name] of keys) fields[key] = props[name] as JsonValue
	if (record.typeName === 'binding') {
		fields['fromId'] = record.fromId
		fields['toId'] = record.toId
	} else {
		fields['xy'] = placeOf(record, around)
		for (const key of ['index', 'parentId', 'rotation', 'isLocked', 'opacity'] as const) fields[key] = record[key]
		if (SIZED.has(record.type)) fields['wh'] = [props['w'] as number, props['h'] as number]
	}
	for (const [key, value] of Object.entries(record.meta)) {
		const field = record.type === 'card' && localeOfKey(key) !== null ? key : `meta.${key}`
		if (field !== DERIVED_KEY && (field === key || META_KEY.test(field)) && value !== undefined) fields[field] = value
	}
	return fields
}

function pair(value: unknown, fallback: readonly number[]): [unknown, unknown] {
	const found = Array.isArray(value) ? value : fallback
	return [found[0], found[1]]
}

/** Access to the fields of a record. */
interface FieldSource {
	get(key: string): unknown
	keys(): Iterable<string>
	text(): string
}

/**
 * Combines the fields of a record with an overlay. The type and the text come from the document if
 * it has the record.
 */
function sourceOf(map: RecordMap | undefined, over: Record<string, unknown>): FieldSource {
	const isOver = (key: string) => Object.hasOwn(over, key) && !(map && key === 'type')
	return {
		get: (key) => (isOver(key) ? over[key] : map && readField(map, key)),
		keys: () => new Set([...(map?.keys() ?? []), ...fieldsOfTexts(map), ...Object.keys(over)]),
		text() {
			const text = map ? map.get(TEXT_KEY) : over[TEXT_KEY]
			return text instanceof Y.Text || (!map && typeof text === 'string') ? text.toString() : ''
		},
	}
}

function fieldsOfTexts(map: RecordMap | undefined): string[] {
	return textsOf(map?.get('type')).map(({ field }) => field)
}

function readProps(source: FieldSource, defaults: JsonObject): Record<string, unknown> {
	const props: Record<string, unknown> = {}
	for (const key of Object.keys(defaults)) props[key] = source.get(`props.${key}`) ?? defaults[key]
	return props
}

function readMeta(source: FieldSource): Record<string, unknown> {
	const meta: Record<string, unknown> = {}
	const isCard = source.get('type') === 'card'
	for (const key of source.keys()) {
		const isTranslation = isCard && localeOfKey(key) !== null
		const value = isTranslation || (META_KEY.test(key) && key !== DERIVED_KEY) ? source.get(key) : undefined
		if (value !== undefined && (!isTranslation || isCardTranslation(value)))
			meta[isTranslation ? key : key.slice(5)] = value
	}
	return meta
}

/** Cuts a text that is too long for a card, and shows that there is more (TEXT1b). */
function shownText(text: string): string {
	const most = LIMITS.maxCardTextLength
	if (text.length <= most) return text
	return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

function readShape(id: string, type: ShapeType, source: FieldSource): Record<string, unknown> {
	const { x, y, parentId } = readPlace(source.get('xy'), source.get('parentId'))
	const props = readProps(source, DEFAULT_PROPS[type])
	if (SIZED.has(type)) [props['w'], props['h']] = pair(source.get('wh'), [props['w'] as number, props['h'] as number])
	if (type === 'card') props['text'] = shownText(source.text())
	const field = (key: 'index' | 'rotation' | 'isLocked' | 'opacity') => source.get(key) ?? DEFAULT_SHAPE_FIELDS[key]
	return {
		id,
		typeName: 'shape',
		type,
		x,
		y,
		index: field('index'),
		parentId,
		rotation: field('rotation'),
		isLocked: field('isLocked'),
		opacity: field('opacity'),
		props,
		meta: readMeta(source),
	}
}

/**
 * Reads a record of the document: known keys only, with defaults, not yet validated. `over`
 * overlays the entry, or stands alone if the document has no entry. Returns null if the entry is
 * not a board record.
 */
export function readRecord(
	id: string,
	map: unknown,
	over: Record<string, unknown> = {},
): Record<string, unknown> | null {
	if (!RECORD_ID_PATTERN.test(id) || !(map === undefined || map instanceof Y.Map)) return null
	const source = sourceOf(map, over)
	const type = source.get('type')
	if (!isBindingId(id)) return isShapeType(type) ? readShape(id, type, source) : null
	if (type !== 'arrow') return null
	return {
		id,
		typeName: 'binding',
		type,
		fromId: source.get('fromId'),
		toId: source.get('toId'),
		props: readProps(source, DEFAULT_BINDING_PROPS),
		meta: readMeta(source),
	}
}

/**
 * Returns the position on the page that the document keeps for a shape in case its frame no longer
 * exists; null if there is none.
 */
export function readPagePosition(map: unknown, over: Record<string, unknown> = {}): { x: number; y: number } | null {
	const xy = over['xy'] ?? (map instanceof Y.Map ? map.get('xy') : undefined)
	return readPlace(xy, undefined).onPage
}

/** Validates the output of `readRecord`. Returns the record, or the reason why it is invalid. */
export function validateRecord(raw: Record<string, unknown> | null): BoardRecord | string {
	if (!raw) return 'not a record of a board'
	try {
		return RECORD_VALIDATORS[raw['typeName'] === 'shape' ? 'shape' : 'binding'].validate(raw) as BoardRecord
	} catch (cause) {
		return cause instanceof Error ? cause.message : String(cause)
	}
}
