import { LIMITS } from '@charrette/shared'
import * as Y from 'yjs'
import { countOutside, mergeRanges } from './deleteRanges.ts'
import type { ParentPath } from './parentPaths.ts'
import type { Range } from './updateCodec.ts'

const MAX_FIELDS = 64

type Parent = ParentPath['parent']

/** How much an update makes texts and records grow. */
export interface DocumentGrowth {
	/** Adds an item of the update. */
	add(item: Y.Item, path: ParentPath): void
	/** Whether a text or a record would exceed its limit. */
	isTooLarge(): boolean
	/**
	 * Whether an item under a key would keep more than one value there; Yjs fails when such an item
	 * is deleted.
	 */
	hasStackedValues(): boolean
}

/**
 * Sums up what an update adds to each text and each record. Deletes are only counted when the plain
 * sum is too large: a usual edit costs two additions, and one that replaces a long text passes.
 */
export function createDocumentGrowth(deletes: ReadonlyMap<number, readonly Range[]>): DocumentGrowth {
	const strings = new Map<Parent, Y.Item[]>()
	const fields = new Map<Parent, Map<string, Y.Item>>()
	const stacked: Y.Item[] = []
	const mergedDeletes = new Map<number, Range[]>()

	/** The length of an item after the update. */
	function remaining(item: Y.Item): number {
		if (item.deleted || !item.countable) return 0
		const { client } = item.id
		let ranges = mergedDeletes.get(client)
		if (!ranges) {
			ranges = mergeRanges(deletes.get(client) ?? [])
			mergedDeletes.set(client, ranges)
		}
		return countOutside(item, ranges)
	}

	function isTextTooLarge(text: Parent, added: readonly Y.Item[]): boolean {
		const type = text instanceof Y.AbstractType ? text : null
		const sum = added.reduce((length, item) => length + item.length, type?._length ?? 0)
		if (sum <= LIMITS.maxRecordBytes) return false
		let length = added.reduce((total, item) => total + remaining(item), 0)
		for (let item = type?._start ?? null; item; item = item.right) length += remaining(item)
		return length > LIMITS.maxRecordBytes
	}

	function isRecordTooLarge(record: Parent, added: ReadonlyMap<string, Y.Item>): boolean {
		const existing: ReadonlyMap<string, Y.Item> = record instanceof Y.AbstractType ? record._map : new Map()
		if (existing.size + added.size <= MAX_FIELDS) return false
		let count = 0
		for (const [key, item] of existing) if (!added.has(key) && remaining(item) > 0) count++
		for (const item of added.values()) if (remaining(item) > 0) count++
		return count > MAX_FIELDS
	}

	return {
		add(item, { parent, key, level }) {
			if (key !== null && item.length > 1) stacked.push(item)
			if (level === 'record' && key !== null) fields.set(parent, (fields.get(parent) ?? new Map()).set(key, item))
			if (level !== 'text') return
			const added = strings.get(parent)
			if (added) added.push(item)
			else strings.set(parent, [item])
		},
		isTooLarge() {
			for (const [text, added] of strings) if (isTextTooLarge(text, added)) return true
			for (const [record, added] of fields) if (isRecordTooLarge(record, added)) return true
			return false
		},
		hasStackedValues: () => stacked.some((item) => remaining(item) > 0),
	}
}
