/*
 * Differences between two JSON values, for a state that changes in few places (ROOM2d). Lists whose
 * items have ids are compared by id.
 */

type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined }

/**
 * A difference.
 *
 *     {"=": value}                        another value
 *     {"-": [key …], "+": {key: value …}, ".": {key: difference …}}   of an object
 *     {"-": [id …], "+": [item …], ".": {id: difference …}}           of a list: items removed,
 *                                         appended and changed
 */
export interface JsonChange {
	'='?: Json
	'-'?: string[]
	'+'?: { [key: string]: Json } | Json[]
	'.'?: { [key: string]: JsonChange }
}

type Item = { id: string } & { [key: string]: Json | undefined }
type JsonObject = { [key: string]: Json | undefined }

/** The deepest difference that is described by its parts. */
const MAX_DEPTH = 12

/**
 * Returns the difference between two JSON values; null if they are equal. A value of undefined in
 * an object counts as missing.
 */
export function compareJson(before: unknown, after: unknown): JsonChange | null {
	return compare(before as Json, after as Json, 0)
}

function compare(before: Json, after: Json, depth: number): JsonChange | null {
	if (before === after) return null
	if (depth < MAX_DEPTH && isObject(before) && isObject(after)) return compareObjects(before, after, depth)
	if (depth < MAX_DEPTH && isItemList(before) && isItemList(after)) return compareItems(before, after, depth)
	return JSON.stringify(before) === JSON.stringify(after) ? null : { '=': after }
}

function compareObjects(before: JsonObject, after: JsonObject, depth: number): JsonChange | null {
	const removed = keysOf(before).filter((key) => own(after, key) === undefined)
	const added: [string, Json][] = []
	const changed: [string, JsonChange][] = []
	for (const key of keysOf(after)) {
		const [was, is] = [own(before, key), own(after, key) as Json]
		if (was === undefined) added.push([key, is])
		else {
			const change = compare(was, is, depth + 1)
			if (change) changed.push([key, change])
		}
	}
	return changeOf(removed, added.length > 0 ? Object.fromEntries(added) : null, changed)
}

/** Lists in another order are replaced as a whole. */
function compareItems(before: Item[], after: Item[], depth: number): JsonChange | null {
	const known = new Map(before.map((item) => [item.id, item]))
	const wanted = new Set(after.map(({ id }) => id))
	const kept = before.filter(({ id }) => wanted.has(id))
	if (kept.some(({ id }, at) => after[at]?.id !== id)) return { '=': after }
	const changed: [string, JsonChange][] = []
	for (const item of after.slice(0, kept.length)) {
		const change = compare(known.get(item.id) ?? null, item, depth + 1)
		if (change) changed.push([item.id, change])
	}
	const removed = before.filter(({ id }) => !wanted.has(id)).map(({ id }) => id)
	return changeOf(removed, after.length > kept.length ? after.slice(kept.length) : null, changed)
}

function changeOf(
	removed: string[],
	added: JsonChange['+'] | null,
	changed: [string, JsonChange][],
): JsonChange | null {
	if (removed.length === 0 && !added && changed.length === 0) return null
	return {
		...(removed.length > 0 && { '-': removed }),
		...(added && { '+': added }),
		...(changed.length > 0 && { '.': Object.fromEntries(changed) }),
	}
}

/**
 * Returns a value with a difference applied to it. Parts that did not change are the same objects
 * as before. Throws if the difference is not one of this value.
 */
export function applyJsonChange(before: unknown, change: JsonChange): unknown {
	return apply(before as Json, change)
}

function apply(before: Json, change: JsonChange): Json {
	if ('=' in change) return change['='] as Json
	if (isItemList(before)) return applyToItems(before, change)
	if (isObject(before)) return applyToObject(before, change)
	throw new TypeError('a difference of another value')
}

function applyToObject(before: JsonObject, change: JsonChange): Json {
	const after = new Map(Object.entries(before))
	for (const key of change['-'] ?? []) after.delete(key)
	for (const [key, value] of Object.entries(change['+'] ?? {})) after.set(key, value)
	for (const [key, part] of Object.entries(change['.'] ?? {})) {
		const was = after.get(key)
		if (was === undefined) throw new TypeError(`a difference of a missing value: ${key}`)
		after.set(key, apply(was, part))
	}
	return Object.fromEntries(after)
}

function applyToItems(before: Item[], change: JsonChange): Json {
	const removed = new Set(change['-'])
	const parts = new Map(Object.entries(change['.'] ?? {}))
	const kept = before.flatMap((item) => {
		if (removed.has(item.id)) return []
		const part = parts.get(item.id)
		parts.delete(item.id)
		return [part ? (apply(item, part) as Item) : item]
	})
	if (parts.size > 0) throw new TypeError('a difference of a missing item')
	return [...kept, ...Object.values(change['+'] ?? [])]
}

const keysOf = (value: JsonObject) => Object.keys(value).filter((key) => own(value, key) !== undefined)
const own = (value: JsonObject, key: string) => (Object.hasOwn(value, key) ? value[key] : undefined)
const isObject = (value: Json): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether a value is a list of items with ids, each of them once. */
function isItemList(value: Json): value is Item[] {
	if (!Array.isArray(value)) return false
	const ids = new Set<unknown>()
	for (const item of value) {
		if (!isObject(item) || typeof item['id'] !== 'string') return false
		ids.add(item['id'])
	}
	return ids.size === value.length
}
