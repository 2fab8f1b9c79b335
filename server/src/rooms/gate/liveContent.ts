/**
 * The live content of a document: the records, fields and texts that are not deleted (GATE7). Its
 * bytes are about those of an encoded document with the same content and no history. They change
 * with each edit by an amount that only the edit determines, so nothing has to be measured again.
 * The history of a document are all its other structs.
 */
import { encode, writeAny } from 'lib0/encoding'
import * as Y from 'yjs'
import { countOutside, mergeRanges, structsIn } from './deleteRanges.ts'
import type { PlacedItem } from './parentPaths.ts'
import type { Range } from './updateCodec.ts'

/** Bytes of a record or a field beside its name and its value. */
const ENTRY_BYTES = 12
/** Bytes of a struct in an encoded document beside its content, at most; usually about 10. */
const STRUCT_BYTES = 16
/** Bytes that an encoded document gains if a piece of text is split in two. */
export const SPLIT_BYTES = 20

/** The growth of a document, in bytes. */
export interface Growth {
	live: number
	/** Growth of the encoded document; the estimate is generous. */
	encoded: number
}

/** Returns the bytes of the live content, counted from scratch. */
export function liveBytes(doc: Y.Doc): number {
	let bytes = 0
	for (const type of doc.share.values()) bytes += bytesInType(type)
	return bytes
}

/**
 * Returns the growth by a transaction. Call it in `afterTransaction`, before deleted content is
 * collected.
 */
export function growthOf(doc: Y.Doc, transaction: Y.Transaction): Growth {
	const added = addedBy(doc, transaction)
	const deleted = deletedBy(doc, transaction)
	const live = added.live - deleted.live
	return { live, encoded: live + added.structs * STRUCT_BYTES + deleted.splits * SPLIT_BYTES }
}

function addedBy(doc: Y.Doc, { beforeState, afterState }: Y.Transaction): { live: number; structs: number } {
	let [live, structs] = [0, 0]
	for (const [client, end] of afterState) {
		const clock = beforeState.get(client) ?? 0
		if (end === clock) continue
		// The headers of a client, for its structs and for its deletes.
		if (clock === 0) structs += 2
		for (const struct of structsIn(doc, client, { clock, len: end - clock })) {
			structs++
			if (struct instanceof Y.Item && !struct.deleted) live += bytesOf(struct, struct.parentSub)
		}
	}
	return { live, structs }
}

/** A deleted piece of text may have been split from the pieces on both of its sides. */
function deletedBy(doc: Y.Doc, { beforeState, deleteSet }: Y.Transaction): { live: number; splits: number } {
	let [live, splits] = [0, 0]
	for (const [client, ranges] of deleteSet.clients) {
		const known = beforeState.get(client) ?? 0
		for (const { clock, len } of ranges)
			for (const struct of structsIn(doc, client, { clock, len: Math.min(len, known - clock) })) {
				if (!(struct instanceof Y.Item)) continue
				live += bytesOf(struct, struct.parentSub)
				if (struct.content instanceof Y.ContentString) splits += 2
			}
	}
	return { live, splits }
}

/**
 * Returns by how many bytes an update that is not applied yet will change the live content, or more
 * if it overwrites or deletes content without naming that content in its deletes.
 */
export function liveGrowthBy(
	doc: Y.Doc,
	placed: readonly PlacedItem[],
	deletes: ReadonlyMap<number, readonly Range[]>,
): number {
	const merged = new Map([...deletes].map(([client, ranges]) => [client, mergeRanges(ranges)]))
	let bytes = 0
	for (const { item, path } of placed)
		if (countOutside(item, merged.get(item.id.client) ?? []) > 0) bytes += bytesOf(item, path.key)
	for (const [client, ranges] of merged) for (const range of ranges) bytes -= bytesInRange(doc, client, range)
	return bytes
}

/** The bytes of the live items in a range of clocks, or of the parts of them that are in it. */
function bytesInRange(doc: Y.Doc, client: number, range: Range): number {
	let bytes = 0
	for (const struct of structsIn(doc, client, range)) {
		if (!(struct instanceof Y.Item) || struct.deleted) continue
		const start = Math.max(0, range.clock - struct.id.clock)
		bytes += bytesOf(struct, struct.parentSub, start, range.clock + range.len - struct.id.clock)
	}
	return bytes
}

function bytesInType(type: Y.ContentType['type']): number {
	let bytes = 0
	const add = (item: Y.Item) => {
		if (item.deleted) return
		bytes += bytesOf(item, item.parentSub)
		if (item.content instanceof Y.ContentType) bytes += bytesInType(item.content.type)
	}
	for (const item of type._map.values()) add(item)
	for (let item = type._start; item; item = item.right) add(item)
	return bytes
}

/** The bytes of an item under this key (null in a text); of a text, from `start` to `end`. */
function bytesOf({ content }: Y.Item, key: string | null, start = 0, end = Number.POSITIVE_INFINITY): number {
	if (content instanceof Y.ContentDeleted) return 0
	const entry = key === null ? 0 : ENTRY_BYTES + key.length
	if (content instanceof Y.ContentString) return entry + textBytes(content.str, start, end)
	if (content instanceof Y.ContentAny) return entry + encode((encoder) => writeAny(encoder, content.arr)).length
	return entry
}

/**
 * The bytes of a text, in which each half of a surrogate pair counts as a character of three bytes:
 * Yjs replaces the halves by such characters if an edit separates them.
 */
function textBytes(text: string, start: number, end: number): number {
	let bytes = 0
	for (let i = start; i < Math.min(end, text.length); i++) {
		const code = text.charCodeAt(i)
		bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : 3
	}
	return bytes
}
