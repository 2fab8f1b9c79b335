import { LIMITS } from '@charrette/shared'
import * as Y from 'yjs'
import { countOutside, mergeRanges } from './deleteRanges.ts'
import type { ParentPath, PlacedItem } from './parentPaths.ts'
import type { Range } from './updateCodec.ts'

const MAX_FIELDS = 64

type Parent = ParentPath['parent']
type Deletes = ReadonlyMap<number, readonly Range[]>

/**
 * Whether an item under a key would keep more than one value there; Yjs fails when such an item is
 * deleted.
 */
export function hasStackedValues(placed: readonly PlacedItem[], deletes: Deletes): boolean {
	let lengths: RemainingLengths | null = null
	for (const { item, path } of placed) {
		if (path.key === null || item.length <= 1) continue
		lengths ??= new RemainingLengths(deletes)
		if (lengths.lengthAfter(item) > 0) return true
	}
	return false
}

/**
 * Whether an update makes a text or a record exceed its limit. Deletes are only counted when the
 * plain sum is too large, so a usual edit costs one addition per item, and an edit that replaces a
 * long text passes.
 */
export function isGrowthTooLarge(placed: readonly PlacedItem[], deletes: Deletes): boolean {
	let characters = 0
	let fields = 0
	for (const { item, path } of placed) {
		if (path.level === 'text') characters += item.length
		if (path.level === 'record') fields++
	}
	const isWithin = placed.every(({ path: { parent, level } }) => {
		if (level === 'text') return lengthOf(parent) + characters <= LIMITS.maxRecordBytes
		return level !== 'record' || fieldsOf(parent).size + fields <= MAX_FIELDS
	})
	return !isWithin && isAnyTooLarge(placed, new RemainingLengths(deletes))
}

function isAnyTooLarge(placed: readonly PlacedItem[], lengths: RemainingLengths): boolean {
	const texts = new Map<Parent, Y.Item[]>()
	const records = new Map<Parent, Map<string, Y.Item>>()
	for (const { item, path } of placed) {
		const { parent, key, level } = path
		if (level === 'record' && key !== null) records.set(parent, (records.get(parent) ?? new Map()).set(key, item))
		if (level !== 'text') continue
		const added = texts.get(parent)
		if (added) added.push(item)
		else texts.set(parent, [item])
	}
	for (const [text, added] of texts) if (isTextTooLarge(text, added, lengths)) return true
	for (const [record, added] of records) if (isRecordTooLarge(record, added, lengths)) return true
	return false
}

function isTextTooLarge(text: Parent, added: readonly Y.Item[], lengths: RemainingLengths): boolean {
	const sum = added.reduce((length, item) => length + item.length, lengthOf(text))
	if (sum <= LIMITS.maxRecordBytes) return false
	let length = added.reduce((total, item) => total + lengths.lengthAfter(item), 0)
	const first = text instanceof Y.AbstractType ? text._start : null
	for (let item = first; item; item = item.right) length += lengths.lengthAfter(item)
	return length > LIMITS.maxRecordBytes
}

function isRecordTooLarge(record: Parent, added: ReadonlyMap<string, Y.Item>, lengths: RemainingLengths): boolean {
	const existing = fieldsOf(record)
	if (existing.size + added.size <= MAX_FIELDS) return false
	let count = 0
	for (const [key, item] of existing) if (!added.has(key) && lengths.lengthAfter(item) > 0) count++
	for (const item of added.values()) if (lengths.lengthAfter(item) > 0) count++
	return count > MAX_FIELDS
}

const NO_FIELDS: ReadonlyMap<string, Y.Item> = new Map()

function lengthOf(text: Parent): number {
	return text instanceof Y.AbstractType ? text._length : 0
}

function fieldsOf(record: Parent): ReadonlyMap<string, Y.Item> {
	return record instanceof Y.AbstractType ? record._map : NO_FIELDS
}

/** The lengths of items after an update with these deletes. */
class RemainingLengths {
	readonly #deletes: Deletes
	readonly #merged = new Map<number, Range[]>()

	constructor(deletes: Deletes) {
		this.#deletes = deletes
	}

	lengthAfter(item: Y.Item): number {
		if (item.deleted || !item.countable) return 0
		const { client } = item.id
		let ranges = this.#merged.get(client)
		if (!ranges) {
			ranges = mergeRanges(this.#deletes.get(client) ?? [])
			this.#merged.set(client, ranges)
		}
		return countOutside(item, ranges)
	}
}
