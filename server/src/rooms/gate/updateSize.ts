import { LIMITS, type NackReason, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import { mergeRanges, structsIn } from './deleteRanges.ts'
import { liveGrowthBy, SPLIT_BYTES } from './liveContent.ts'
import type { PlacedItem } from './parentPaths.ts'
import { noRecords, RECORD_TYPES, type RecordCounts, recordTypeOf } from './recordTypes.ts'
import { encodeBlocks, type Range, type Struct } from './updateCodec.ts'

/**
 * Bytes up to which an edit is small, like the edits that cleaning up needs: a move, a shorter
 * text.
 */
const SMALL_BYTES = 4096
/** Splits of texts that a deletion may cause although the history is full: those of a selection. */
const MAX_SPLITS = 2
/** New messages in one update, and in one step 2 (THREAD2). */
const MAX_NEW_MESSAGES = 60
const MAX_STEP2_MESSAGES = 500

/** How much an update may add to a document (GATE7); negative where there is too much already. */
export interface Capacity {
	records: Readonly<RecordCounts>
	/** How many more messages a thread may have (THREAD2). */
	messagesIn(thread: string): number
	/** Whether the author may write messages now (THREAD2). */
	mayWriteMessages: boolean
	/** Bytes of live content. */
	bytes: number
	/** Bytes beyond `bytes` that small edits without new records may use. */
	reserve: number
	/** Bytes of the encoded document, with its edit history. */
	history: number
	/** Client ids that the author may claim. */
	clients: number
}

/** An update whose structs have been checked. */
export interface CheckedUpdate {
	blocks: ReadonlyMap<number, readonly Struct[]>
	deletes: ReadonlyMap<number, readonly Range[]>
	/** Bytes of the update, deletes included. */
	bytes: number
	isStep2: boolean
	/** Number of client ids without an owner. */
	claims: number
}

interface AddedRecords {
	counts: RecordCounts
	/** Shapes and messages that never existed in the document; undo restores the others. */
	newShapes: number
	newMessages: number
	/** The messages that name each thread. */
	inThreads: Map<string, number>
}

/**
 * Returns why the document has no room for the items of an update; null if it has. An update that
 * only deletes passes, unless it would split texts into pieces that the history has no room for.
 * Deletes of an update make room for its additions, but are only counted when there is too little.
 */
export function checkCapacity(
	doc: Y.Doc,
	placed: readonly PlacedItem[],
	{ capacity, update }: { capacity: Capacity; update: CheckedUpdate },
): Extract<NackReason, 'boardFull' | 'historyFull' | 'tooManyMessages'> | null {
	if (exceedsHistory(doc, capacity, update)) return 'historyFull'
	if (update.blocks.size === 0) return null
	const added = countAdded(doc, placed)
	if (addsTooManyMessages(added, capacity, update)) return 'tooManyMessages'
	const isFull =
		addsTooMany(added, capacity, update) ||
		exceedsRecords(doc, added, { capacity, update }) ||
		exceedsBytes(doc, placed, { added, capacity, update })
	return isFull ? 'boardFull' : null
}

function exceedsHistory(doc: Y.Doc, { history }: Capacity, { blocks, deletes, bytes }: CheckedUpdate): boolean {
	// An update has a byte or more for each end of a range of deletes.
	if (bytes * SPLIT_BYTES <= history) return false
	const structBytes = blocks.size === 0 ? 0 : encodeBlocks({ structs: blocks, deletes: new Map() }).length
	const splits = countSplits(doc, deletes)
	if (structBytes === 0 && splits <= MAX_SPLITS) return false
	return structBytes + splits * SPLIT_BYTES > history
}

/** Counts the pieces of text that these deletes split in two. */
function countSplits(doc: Y.Doc, deletes: ReadonlyMap<number, readonly Range[]>): number {
	let splits = 0
	for (const [client, ranges] of deletes)
		for (const range of mergeRanges(ranges))
			for (const struct of structsIn(doc, client, range)) {
				if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentString)) continue
				splits += Number(range.clock > struct.id.clock)
				splits += Number(range.clock + range.len < struct.id.clock + struct.length)
			}
	return splits
}

function countAdded(doc: Y.Doc, placed: readonly PlacedItem[]): AddedRecords {
	const records = recordsOf(doc)
	const added: AddedRecords = { counts: noRecords(), newShapes: 0, newMessages: 0, inThreads: new Map() }
	let counted: Set<string> | null = null
	for (const { item, path } of placed) {
		const { level, key } = path
		if (level === 'record' && key === 'thread') countInThread(item, added.inThreads)
		if (level !== 'records' || key === null || !(item.content instanceof Y.ContentType) || records.has(key)) continue
		counted ??= new Set()
		if (counted.has(key)) continue
		counted.add(key)
		const type = recordTypeOf(key)
		added.counts[type]++
		if (records._map.has(key)) continue
		if (type === 'shape') added.newShapes++
		if (type === 'note') added.newMessages++
	}
	return added
}

function countInThread({ content }: Y.Item, inThreads: Map<string, number>): void {
	const thread: unknown = content instanceof Y.ContentAny ? content.arr[0] : null
	if (typeof thread === 'string') inThreads.set(thread, (inThreads.get(thread) ?? 0) + 1)
}

function addsTooMany({ newShapes }: AddedRecords, { clients }: Capacity, { isStep2, claims }: CheckedUpdate): boolean {
	if (claims > Math.min(clients, isStep2 ? LIMITS.maxStep2Clients : LIMITS.maxNewClients)) return true
	return !isStep2 && newShapes > LIMITS.maxNewShapes
}

/** A step 2 may have all messages that were written without a connection. */
function addsTooManyMessages(
	{ newMessages }: AddedRecords,
	{ mayWriteMessages }: Capacity,
	{ isStep2 }: CheckedUpdate,
): boolean {
	if (newMessages === 0) return false
	return !mayWriteMessages || newMessages > (isStep2 ? MAX_STEP2_MESSAGES : MAX_NEW_MESSAGES)
}

function exceedsRecords(
	doc: Y.Doc,
	{ counts, inThreads }: AddedRecords,
	{ capacity, update }: { capacity: Capacity; update: CheckedUpdate },
): boolean {
	for (const [thread, count] of inThreads) if (count > capacity.messagesIn(thread)) return true
	const isWithin = (removed: RecordCounts) =>
		RECORD_TYPES.every((type) => counts[type] <= Math.max(0, capacity.records[type] + removed[type]))
	return !isWithin(noRecords()) && !isWithin(countRemoved(doc, update.deletes))
}

/**
 * An update has about as many bytes as the live content that it adds, or more, so the content is
 * only counted when there is little room.
 */
function exceedsBytes(
	doc: Y.Doc,
	placed: readonly PlacedItem[],
	{ added, capacity, update }: { added: AddedRecords; capacity: Capacity; update: CheckedUpdate },
): boolean {
	if (update.bytes <= capacity.bytes) return false
	const growth = liveGrowthBy(doc, placed, update.deletes)
	if (growth <= Math.max(0, capacity.bytes)) return false
	const isSmall = growth <= SMALL_BYTES && RECORD_TYPES.every((type) => added.counts[type] === 0)
	return !isSmall || growth > capacity.bytes + capacity.reserve
}

/** Counts the records that these deletes remove, in as many steps as Yjs takes to apply them. */
function countRemoved(doc: Y.Doc, deletes: ReadonlyMap<number, readonly Range[]>): RecordCounts {
	const removed = noRecords()
	for (const [client, ranges] of deletes)
		for (const range of ranges)
			for (const struct of structsIn(doc, client, range)) {
				const isRecord = struct instanceof Y.Item && !struct.deleted && struct.parent === recordsOf(doc)
				if (isRecord) removed[recordTypeOf(struct.parentSub ?? '')]++
			}
	return removed
}
