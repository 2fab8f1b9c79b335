import { LIMITS, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import { structsIn } from './deleteRanges.ts'
import type { ParentPath } from './parentPaths.ts'
import { encodeBlocks, type Range, type Struct } from './updateCodec.ts'

/** An edit of at most this many bytes is one that cleaning up needs: a move, a shorter text. */
const SMALL_BYTES = 4096

/** How much an update may add to a document (GATE7); negative where there is too much already. */
export interface Capacity {
	shapes: number
	bindings: number
	bytes: number
	/** Bytes beyond `bytes` that small edits without new records may use. */
	reserve: number
	/** Client ids that the author may claim. */
	clients: number
}

/** What is known of an update when its structs have been checked. */
export interface CheckedUpdate {
	blocks: ReadonlyMap<number, readonly Struct[]>
	deletes: ReadonlyMap<number, readonly Range[]>
	/** Bytes of the update, deletes included. */
	bytes: number
	isStep2: boolean
	/** Number of client ids without an owner. */
	claims: number
}

type RecordType = 'shape' | 'binding'
const typeOf = (id: string): RecordType => (id.startsWith('binding:') ? 'binding' : 'shape')

/**
 * Sums up the records that an update adds. An update that only deletes passes; what an update
 * deletes makes room for what it adds, but is only counted when there is too little.
 */
export function createUpdateSize(doc: Y.Doc) {
	const records = recordsOf(doc)
	const added = { shape: new Set<string>(), binding: new Set<string>() }
	let newShapes = 0

	function addsTooMany(capacity: Capacity, { isStep2, claims }: CheckedUpdate): boolean {
		if (claims > Math.min(capacity.clients, isStep2 ? LIMITS.maxStep2Clients : LIMITS.maxNewClients)) return true
		return !isStep2 && newShapes > LIMITS.maxNewShapes
	}

	function exceedsRecords({ shapes, bindings }: Capacity, { deletes }: CheckedUpdate): boolean {
		const isWithin = (removed: Record<RecordType, number>) =>
			added.shape.size <= Math.max(0, shapes + removed.shape) &&
			added.binding.size <= Math.max(0, bindings + removed.binding)
		return !isWithin({ shape: 0, binding: 0 }) && !isWithin(countRemoved(doc, deletes))
	}

	function exceedsBytes(capacity: Capacity, { blocks, bytes }: CheckedUpdate): boolean {
		if (bytes <= capacity.bytes) return false
		const structBytes = encodeBlocks({ structs: blocks, deletes: new Map() }).length
		if (structBytes <= capacity.bytes) return false
		const isSmall = structBytes <= SMALL_BYTES && added.shape.size === 0 && added.binding.size === 0
		return !isSmall || structBytes > capacity.bytes + capacity.reserve
	}

	return {
		/** Adds an item of the update. */
		add(item: Y.Item, { level, key }: ParentPath): void {
			if (level !== 'records' || key === null || !(item.content instanceof Y.ContentType) || records.has(key)) return
			const ids = added[typeOf(key)]
			// A key without a record is that of a deleted one, which comes back by undo.
			if (ids === added.shape && !ids.has(key) && !records._map.has(key)) newShapes++
			ids.add(key)
		},
		/** Whether the document has no room for the update. */
		exceeds(capacity: Capacity, update: CheckedUpdate): boolean {
			if (update.blocks.size === 0) return false
			return addsTooMany(capacity, update) || exceedsRecords(capacity, update) || exceedsBytes(capacity, update)
		},
	}
}

/** Counts the records that these deletes remove, in as many steps as Yjs takes to apply them. */
function countRemoved(doc: Y.Doc, deletes: ReadonlyMap<number, readonly Range[]>): Record<RecordType, number> {
	const removed = { shape: 0, binding: 0 }
	for (const [client, ranges] of deletes)
		for (const range of ranges)
			for (const struct of structsIn(doc, client, range)) {
				const isRecord = struct instanceof Y.Item && !struct.deleted && struct.parent === recordsOf(doc)
				if (isRecord) removed[typeOf(struct.parentSub ?? '')]++
			}
	return removed
}
