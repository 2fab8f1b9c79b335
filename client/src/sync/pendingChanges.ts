/**
 * Changes that are not in the document yet. `PendingChanges` collects this person's changes, field
 * by field, until they are written (DOC5). The changes of a gesture travel with presence
 * (`writeLiveFields`, `readLiveFields`), and `Overlays` has the live fields of other people's
 * gestures (DOC3).
 */
import {
	type BoardRecord,
	changedFields,
	type FieldChanges,
	type Fields,
	fieldsOf,
	joinsOf,
	LIMITS,
	RECORD_ID_PATTERN,
	type RecordLookup,
} from '@charrette/shared'
import { isEqual } from '@tldraw/tldraw'

/**
 * Fields that link a record to others, or order it among them: a change of one may change how other
 * records are shown.
 */
const STRUCTURAL_FIELDS = ['type', 'parentId', 'index', 'fromId', 'toId'] as const

interface PendingRecord {
	/** The record before the first change; null if it is new. */
	readonly start: BoardRecord | null
	readonly startFields: Fields
	/** The record in the store after the last noted change or merge; null while it is deleted. */
	seen: BoardRecord | null
	/** The fields that this person changed. `type: null` means that the record was deleted. */
	changes: FieldChanges
}

/** This person's changes that are not written yet: the changed fields of each record, by its id. */
export interface PendingChanges {
	readonly size: number
	has(id: string): boolean
	ids(): string[]
	/** Whether the record was created by a pending change. */
	isNew(id: string): boolean
	changesOf(id: string): FieldChanges | undefined
	/** Returns the cards that were joined into a card before its first pending change (JOIN1). */
	joinsOf(id: string): string[]
	/** Adds a change of this person; returns true if it requires projecting the board again. */
	note(id: string, before: BoardRecord | null, now: BoardRecord | null): boolean
	/** Notes the record in the store after a merge. */
	noteMerged(id: string, record: BoardRecord | null): void
	drop(id: string): void
}

/**
 * Creates an empty set of pending changes. `around` has the frames around a shape. Only fields
 * that differ from the record last seen in the store count as this person's changes, so that they
 * merge with other people's changes field by field. A field that is back at its first value is no
 * longer a change.
 */
export function createPendingChanges(around: RecordLookup): PendingChanges {
	const records = new Map<string, PendingRecord>()

	function add(id: string, before: BoardRecord | null): PendingRecord {
		const startFields = before ? fieldsOf(before, around) : {}
		const record: PendingRecord = { start: before, startFields, seen: before, changes: {} }
		records.set(id, record)
		return record
	}

	/** Returns the fields of a record that is not in the document yet. */
	function newFields(record: BoardRecord): FieldChanges {
		const fields = fieldsOf(record, around)
		return record.type === 'card' ? { ...fields, text: (record.props as { text: string }).text } : fields
	}

	return {
		get size() {
			return records.size
		},
		has: (id) => records.has(id),
		ids: () => [...records.keys()],
		isNew: (id) => records.get(id)?.start === null,
		changesOf: (id) => records.get(id)?.changes,
		joinsOf: (id) => joinsOf(records.get(id)?.start ?? undefined).map((card) => card.id),
		note(id, before, now) {
			const record = records.get(id) ?? add(id, before)
			const was = record.changes
			if (!now && !record.start) {
				records.delete(id)
				return true
			}
			const changes = now && record.start ? changedFields(record.seen ?? record.start, now, around) : {}
			record.changes = now ? (record.start ? changesAfter(record, changes) : newFields(now)) : { type: null }
			record.seen = now
			const isReverted = Object.keys(changes).some((key) => !(key in record.changes))
			return isReverted || STRUCTURAL_FIELDS.some((key) => was[key] !== record.changes[key])
		},
		noteMerged(id, record) {
			const known = records.get(id)
			if (known) known.seen = record
		},
		drop: (id) => records.delete(id),
	}
}

/** Returns a record's pending changes after a change; `latest` are the fields that changed last. */
function changesAfter({ startFields, seen, changes }: PendingRecord, latest: FieldChanges): FieldChanges {
	const after = seen ? { ...changes } : {}
	for (const [key, value] of Object.entries(latest)) {
		if (isEqual(value, startFields[key])) delete after[key]
		else after[key] = value
	}
	return after
}

type Value = Fields[string]
interface Segment {
	type: string
	points: { x: number; y: number; z?: number }[]
}

const STROKE_FIELD = 'props.segments'
/** The length at which the text of a copied card is cut; its whole text comes with the document. */
const MAX_LIVE_TEXT = 300
/** The largest n for thinning: every n-th point is sent, and n is doubled until the stroke fits. */
const MAX_STROKE_STEP = 64
const encoder = new TextEncoder()

/**
 * Returns the pending changes of a gesture in the form that presence sends (DOC3): as many records
 * as fit into `LIMITS.maxLiveBytes`, with rounded numbers and thinned strokes. Undefined if there
 * are none.
 */
export function writeLiveFields(pending: Iterable<[string, FieldChanges]>): Record<string, Fields> | undefined {
	const live: Record<string, Fields> = {}
	let bytesLeft = LIMITS.maxLiveBytes - '{}'.length
	for (const [id, changes] of pending) {
		const fields = fitFields(liveFieldsOf(changes), bytesLeft - bytesOf(id) - ':,'.length)
		if (!fields) continue
		live[id] = fields
		bytesLeft -= bytesOf(id) + bytesOf(fields) + ':,'.length
	}
	return Object.keys(live).length > 0 ? live : undefined
}

function bytesOf(value: unknown): number {
	return encoder.encode(JSON.stringify(value)).length
}

function liveFieldsOf(changes: FieldChanges): Fields {
	const fields: Fields = {}
	for (const [key, value] of Object.entries(changes)) {
		if (value === undefined) continue
		fields[key] = key === 'text' && typeof value === 'string' ? value.slice(0, MAX_LIVE_TEXT) : roundValue(value)
	}
	return fields
}

/**
 * Returns the fields, with a stroke thinned until they fit into `maxBytes`; null if they do not
 * fit, or if there are none.
 */
function fitFields(fields: Fields, maxBytes: number): Fields | null {
	if (Object.keys(fields).length === 0) return null
	if (bytesOf(fields) <= maxBytes) return fields
	const segments = fields[STROKE_FIELD] as unknown as Segment[] | undefined
	if (!segments) return null
	for (let step = 1; step <= MAX_STROKE_STEP; step *= 2) {
		const thinned = {
			...fields,
			[STROKE_FIELD]: segments.map((segment) => thinSegment(segment, step)) as unknown as Value,
		}
		if (bytesOf(thinned) <= maxBytes) return thinned
	}
	return null
}

function thinSegment({ type, points }: Segment, step: number): Segment {
	const kept = points.filter((_, index) => index % step === 0 || index === points.length - 1)
	return { type, points: kept.map(({ x, y, z = 0.5 }) => ({ x: Math.round(x), y: Math.round(y), z: round(z, 10) })) }
}

const round = (value: number, parts: number) => Math.round(value * parts) / parts

function roundValue(value: Value): Value {
	if (typeof value === 'number') return round(value, 1000)
	if (Array.isArray(value)) return value.map(roundValue)
	if (typeof value !== 'object' || value === null) return value
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, roundValue(inner as Value)]))
}

/**
 * The pending changes of another person's gesture: fields as in the document, by record id (DOC3).
 */
export type LiveFields = ReadonlyMap<string, Fields>

const MAX_LIVE_RECORDS = 500

/**
 * Reads `live` of a peer's presence, which is unvalidated input. Anything but an object of fields
 * by record id is ignored; the schema checks the fields when they are shown. Returns null if
 * nothing is left.
 */
export function readLiveFields(value: unknown): LiveFields | null {
	if (!isObject(value)) return null
	const records = Object.entries(value)
		.slice(0, MAX_LIVE_RECORDS)
		.filter(([id, fields]) => RECORD_ID_PATTERN.test(id) && isObject(fields))
	return records.length > 0 ? new Map(records as [string, Fields][]) : null
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The live fields of other people, by their Yjs client ids. */
export interface Overlays {
	/** Replaces the live fields of a peer; returns the ids of records that may look different now. */
	set(client: number, live: LiveFields | null): Set<string>
	/**
	 * Returns the live fields of a record. If several peers change it, the smallest client id wins,
	 * so that all screens agree.
	 */
	fieldsOver(id: string): Fields | undefined
}

export function createOverlays(): Overlays {
	const byClient = new Map<number, LiveFields>()
	return {
		set(client, live) {
			const before = byClient.get(client)
			const changed = new Set<string>()
			for (const id of [...(before?.keys() ?? []), ...(live?.keys() ?? [])])
				if (!isEqual(before?.get(id), live?.get(id))) changed.add(id)
			if (live) byClient.set(client, live)
			else byClient.delete(client)
			return changed
		},
		fieldsOver(id) {
			let first = Number.POSITIVE_INFINITY
			for (const [client, live] of byClient) if (client < first && live.has(id)) first = client
			return byClient.get(first)?.get(id)
		},
	}
}
