import type { FieldChanges, Fields } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'

type Value = Fields[string]
interface Segment {
	type: string
	points: { x: number; y: number; z?: number }[]
}

const STROKE = 'props.segments'
/** A card that is being copied is known by its beginning; its text comes whole with the document. */
const MAX_TEXT = 300
/** Every n-th point of a stroke is sent, n doubling until it fits. */
const MAX_STEP = 64
const encoder = new TextEncoder()

/**
 * What travels of what is in the hand (DOC3): as many records as fit, numbers rounded, strokes thinned.
 * Undefined if nothing is in it.
 */
export function liveFields(hand: Iterable<[string, FieldChanges]>): Record<string, Fields> | undefined {
	const live: Record<string, Fields> = {}
	let room = LIMITS.maxLiveBytes - '{}'.length
	for (const [id, own] of hand) {
		const fields = fitting(toSend(own), room - bytesOf(id) - ':,'.length)
		if (!fields) continue
		live[id] = fields
		room -= bytesOf(id) + bytesOf(fields) + ':,'.length
	}
	return Object.keys(live).length > 0 ? live : undefined
}

function bytesOf(value: unknown): number {
	return encoder.encode(JSON.stringify(value)).length
}

function toSend(own: FieldChanges): Fields {
	const fields: Fields = {}
	for (const [key, value] of Object.entries(own)) {
		if (value === undefined) continue
		fields[key] = key === 'text' && typeof value === 'string' ? value.slice(0, MAX_TEXT) : rounded(value)
	}
	return fields
}

/** The fields, a stroke thinned so far that they fit; null if they never do, or if there are none. */
function fitting(fields: Fields, room: number): Fields | null {
	if (Object.keys(fields).length === 0) return null
	if (bytesOf(fields) <= room) return fields
	const segments = fields[STROKE] as unknown as Segment[] | undefined
	if (!segments) return null
	for (let step = 1; step <= MAX_STEP; step *= 2) {
		const thinned = { ...fields, [STROKE]: segments.map((segment) => thin(segment, step)) as unknown as Value }
		if (bytesOf(thinned) <= room) return thinned
	}
	return null
}

function thin({ type, points }: Segment, step: number): Segment {
	const kept = points.filter((_, index) => index % step === 0 || index === points.length - 1)
	return { type, points: kept.map(({ x, y, z = 0.5 }) => ({ x: Math.round(x), y: Math.round(y), z: round(z, 10) })) }
}

const round = (value: number, parts: number) => Math.round(value * parts) / parts

function rounded(value: Value): Value {
	if (typeof value === 'number') return round(value, 1000)
	if (Array.isArray(value)) return value.map(rounded)
	if (typeof value !== 'object' || value === null) return value
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner as Value)]))
}
