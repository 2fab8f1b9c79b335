import {
	type BoardRecord,
	changedFields,
	type FieldChanges,
	type Fields,
	fieldsOf,
	LIMITS,
	RECORD_ID_PATTERN,
} from '@charrette/shared'
import { isEqual } from '@tldraw/tldraw'

/** Fields that decide where a record stands among others; other records are shown by them. */
const STRUCTURAL_FIELDS = ['type', 'parentId', 'index', 'fromId', 'toId'] as const

interface PendingRecord {
	/** The record when it was first changed; null for one that is new. */
	readonly start: BoardRecord | null
	readonly startFields: Fields
	/** The record as the store had it when its change was last noted; null while it is deleted. */
	seen: BoardRecord | null
	/** What this person changed of it. `type: null` stands for its deletion. */
	changes: FieldChanges
}

/** What this person changed and has not written yet: of each record, the fields that are their own. */
export interface PendingChanges {
	readonly size: number
	has(id: string): boolean
	ids(): string[]
	/** Whether the record was made by what is in the hand. */
	isNew(id: string): boolean
	changesOf(id: string): FieldChanges | undefined
	/** Takes a change that this person made; true if the board must be read again for it. */
	note(id: string, before: BoardRecord | null, now: BoardRecord | null): boolean
	/** Tells that the store has been merged, and what it has of this record now. */
	noteMerged(id: string, record: BoardRecord | null): void
	drop(id: string): void
}

/**
 * Makes an empty hand. A person's change and the changes of others meet in it field by field: only what differs from
 * one noted change to the next is the person's, and a field that a gesture merely puts back to where it found it is not.
 */
export function createPendingChanges(): PendingChanges {
	const held = new Map<string, PendingRecord>()

	function lift(id: string, before: BoardRecord | null): PendingRecord {
		const lifted: PendingRecord = {
			start: before,
			startFields: before ? fieldsOf(before) : {},
			seen: before,
			changes: {},
		}
		held.set(id, lifted)
		return lifted
	}

	return {
		get size() {
			return held.size
		},
		has: (id) => held.has(id),
		ids: () => [...held.keys()],
		isNew: (id) => held.get(id)?.start === null,
		changesOf: (id) => held.get(id)?.changes,
		note(id, before, now) {
			const record = held.get(id) ?? lift(id, before)
			const was = record.changes
			if (!now && !record.start) {
				held.delete(id)
				return true
			}
			const changes = now && record.start ? changedFields(record.seen ?? record.start, now) : {}
			record.changes = now ? changesAfter(record, now, changes) : { type: null }
			record.seen = now
			const isPutBack = Object.keys(changes).some((key) => !(key in record.changes))
			return isPutBack || STRUCTURAL_FIELDS.some((key) => was[key] !== record.changes[key])
		},
		noteMerged(id, record) {
			const known = held.get(id)
			if (known) known.seen = record
		},
		drop: (id) => held.delete(id),
	}
}

function changesAfter(
	{ start, startFields, seen, changes: own }: PendingRecord,
	now: BoardRecord,
	changes: FieldChanges,
): FieldChanges {
	if (!start)
		return now.type === 'card' ? { ...fieldsOf(now), text: (now.props as { text: string }).text } : fieldsOf(now)
	const after = seen ? { ...own } : {}
	for (const [key, value] of Object.entries(changes)) {
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
/** A card that is being copied is known by its beginning; its text comes whole with the document. */
const MAX_LIVE_TEXT = 300
/** Every n-th point of a stroke is sent, n doubling until it fits. */
const MAX_STROKE_STEP = 64
const encoder = new TextEncoder()

/**
 * What travels of what is in the hand (DOC3): as many records as fit, numbers rounded, strokes thinned.
 * Undefined if nothing is in it.
 */
export function writeLiveFields(hand: Iterable<[string, FieldChanges]>): Record<string, Fields> | undefined {
	const live: Record<string, Fields> = {}
	let room = LIMITS.maxLiveBytes - '{}'.length
	for (const [id, own] of hand) {
		const fields = fitFields(liveFieldsOf(own), room - bytesOf(id) - ':,'.length)
		if (!fields) continue
		live[id] = fields
		room -= bytesOf(id) + bytesOf(fields) + ':,'.length
	}
	return Object.keys(live).length > 0 ? live : undefined
}

function bytesOf(value: unknown): number {
	return encoder.encode(JSON.stringify(value)).length
}

function liveFieldsOf(own: FieldChanges): Fields {
	const fields: Fields = {}
	for (const [key, value] of Object.entries(own)) {
		if (value === undefined) continue
		fields[key] = key === 'text' && typeof value === 'string' ? value.slice(0, MAX_LIVE_TEXT) : roundValue(value)
	}
	return fields
}

/** The fields, a stroke thinned so far that they fit; null if they never do, or if there are none. */
function fitFields(fields: Fields, room: number): Fields | null {
	if (Object.keys(fields).length === 0) return null
	if (bytesOf(fields) <= room) return fields
	const segments = fields[STROKE_FIELD] as unknown as Segment[] | undefined
	if (!segments) return null
	for (let step = 1; step <= MAX_STROKE_STEP; step *= 2) {
		const thinned = {
			...fields,
			[STROKE_FIELD]: segments.map((segment) => thinSegment(segment, step)) as unknown as Value,
		}
		if (bytesOf(thinned) <= room) return thinned
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

/** What is in somebody's hand: by record id, fields as the document would have them (DOC3). */
export type LiveFields = ReadonlyMap<string, Fields>

const MAX_LIVE_RECORDS = 500

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reads a peer's `live`; what is no record of fields is left out. The fields themselves are judged by the schema, when they are shown. */
export function readLiveFields(said: unknown): LiveFields | null {
	if (!isObject(said)) return null
	const records = Object.entries(said)
		.slice(0, MAX_LIVE_RECORDS)
		.filter(([id, fields]) => RECORD_ID_PATTERN.test(id) && isObject(fields))
	return records.length > 0 ? new Map(records as [string, Fields][]) : null
}

/** What lies over the document from the hands of others, by their Yjs client ids. */
export interface Overlays {
	/** Replaces what is in one peer's hand; gives the ids of records that may look different now. */
	set(client: number, live: LiveFields | null): Set<string>
	/** What lies over this record: of several peers who hold it, the one with the smallest client id counts, on every screen. */
	fieldsOver(id: string): Fields | undefined
}

/** Makes overlays, none to begin with. */
export function createOverlays(): Overlays {
	const byClient = new Map<number, LiveFields>()
	return {
		set(client, live) {
			const before = byClient.get(client)
			const touched = new Set<string>()
			for (const id of [...(before?.keys() ?? []), ...(live?.keys() ?? [])])
				if (!isEqual(before?.get(id), live?.get(id))) touched.add(id)
			if (live) byClient.set(client, live)
			else byClient.delete(client)
			return touched
		},
		fieldsOver(id) {
			let first = Number.POSITIVE_INFINITY
			for (const [client, live] of byClient) if (client < first && live.has(id)) first = client
			return byClient.get(first)?.get(id)
		},
	}
}
