import { isLateClient, isReservedClient, type OverwrittenField, type RecordMap, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import type { Range, Struct } from './updateCodec.ts'

/**
 * Time for which edits that do not know a pruning are found. Members receive it within a round
 * trip; later, only clients that were offline do not know it.
 */
const KEPT_MS = 60_000
/** Prunings that are remembered at most. */
const MAX_PRUNINGS = 64

/** A longer range of deleted values is of a text, or of whole records. */
const MAX_DELETED = 64

/** A field of a record. */
type Field = Omit<OverwrittenField, 'last'>

/** A value that a member has set, or a field that it has deleted, without knowing a pruning. */
export interface LateEdit extends Field {
	/** Undefined if the field was deleted. */
	value: unknown
	/** The item with the value; null if the field was deleted. */
	item: Y.Item | null
}

/** Fields by the id of one of their values. */
class FieldsByValue {
	readonly #fields = new Map<number, Map<number, Field>>()

	get({ client, clock }: Y.ID): Field | undefined {
		return this.#fields.get(client)?.get(clock)
	}

	set({ client, clock }: Y.ID, field: Field): void {
		const ofClient = this.#fields.get(client)
		if (ofClient) ofClient.set(clock, field)
		else this.#fields.set(client, new Map([[clock, field]]))
	}

	delete({ client, clock }: Y.ID): void {
		const ofClient = this.#fields.get(client)
		if (ofClient?.delete(clock) && ofClient.size === 0) this.#fields.delete(client)
	}
}

/**
 * The prunings that a room has made a short time ago. Members that edit a pruned field before the
 * pruning reaches them name a value as origin that the document no longer has, so Yjs drops their
 * edits. They are found here, and written again (DOC8b).
 */
export class RecentPrunings {
	readonly #doc: Y.Doc
	/** The prunings, oldest first, each with the values before it. */
	readonly #prunings: { madeAt: number; values: Y.ID[] }[] = []
	/**
	 * The pruned fields by their values before the prunings, and by the values of late edits, which
	 * the next edits of their authors follow.
	 */
	#fields = new FieldsByValue()

	constructor(doc: Y.Doc) {
		this.#doc = doc
	}

	/** Remembers a pruning of these fields. */
	add(pruned: readonly OverwrittenField[]): void {
		const values: Y.ID[] = []
		for (const { record, key, last } of pruned)
			for (const { lastId } of valuesBefore(last)) {
				this.#fields.set(lastId, { record, key })
				values.push(lastId)
			}
		this.#prunings.push({ madeAt: performance.now(), values })
		if (this.#prunings.length > MAX_PRUNINGS) this.#forgetOldest()
	}

	/**
	 * Returns the edits of an update that do not know a pruning, in order: the values that follow one
	 * from before a pruning, and the deletes of such a value.
	 */
	lateEditsIn(ordered: readonly Struct[], deletes: ReadonlyMap<number, readonly Range[]>): LateEdit[] {
		this.#forgetOld()
		if (this.#prunings.length === 0) return []
		const edits: LateEdit[] = []
		const fresh = new FieldsByValue()
		for (const struct of ordered) {
			if (!(struct instanceof Y.Item) || !struct.origin) continue
			const field = fresh.get(struct.origin) ?? this.#fields.get(struct.origin)
			if (!field || !this.#isPresent(field)) continue
			fresh.set(struct.lastId, field)
			const value = struct.content instanceof Y.ContentAny ? struct.content.arr.at(-1) : undefined
			edits.push({ ...field, value, item: struct })
		}
		const origins = originsOf(ordered)
		for (const [client, ranges] of deletes)
			for (const range of ranges)
				for (const field of this.#deletedBy(client, range, origins))
					edits.push({ ...field, value: undefined, item: null })
		return edits
	}

	/** Remembers late edits that were applied: the next edits of their author may follow them. */
	addLate(edits: readonly LateEdit[]): void {
		for (const { record, key, item } of edits) {
			if (!item) continue
			this.#fields.set(item.lastId, { record, key })
			this.#prunings.at(-1)?.values.push(item.lastId)
		}
	}

	/**
	 * The fields of deleted values that the update does not overwrite. A value that somebody has set
	 * after the pruning stays: it is not the deleted one.
	 */
	*#deletedBy(client: number, range: Range, origins: ReadonlySet<string>): Iterable<Field> {
		if (range.len > MAX_DELETED) return
		for (let clock = range.clock; clock < range.clock + range.len; clock++) {
			const value = Y.createID(client, clock)
			if (origins.has(nameOf(value))) continue
			const field = this.#fields.get(value) ?? fieldOfLateEdits(this.#doc, value)
			if (field && this.#isPresent(field) && hasReservedValue(field)) yield field
		}
	}

	#isPresent({ record }: Field): boolean {
		return record.parent === recordsOf(this.#doc) && record._item?.deleted === false
	}

	#forgetOld(): void {
		const oldest = performance.now() - KEPT_MS
		while (this.#prunings[0] && this.#prunings[0].madeAt < oldest) this.#forgetOldest()
	}

	#forgetOldest(): void {
		for (const value of this.#prunings.shift()?.values ?? []) this.#fields.delete(value)
		if (this.#prunings.length === 0) this.#fields = new FieldsByValue()
	}
}

/**
 * The values that members may take for the current one at a pruning: the last one, and the one
 * before, if the last one is a late edit that was written again, which its author does not know.
 */
function* valuesBefore(last: Y.Item): Iterable<Y.Item> {
	let item: Y.Item | null = last
	while (item) {
		yield item
		item = isLateClient(item.id.client) ? item.left : null
	}
}

/** The field of a value after which only late edits were written; null if there is no such edit. */
function fieldOfLateEdits(doc: Y.Doc, value: Y.ID): Field | null {
	const item = value.clock < Y.getState(doc.store, value.client) ? Y.getItem(doc.store, value) : null
	if (!(item instanceof Y.Item) || item.right === null || item.parentSub === null) return null
	for (let next: Y.Item | null = item.right; next; next = next.right) if (!isLateClient(next.id.client)) return null
	return { record: item.parent as RecordMap, key: item.parentSub }
}

/** Whether a field has the value of a pruning, or of a late edit that was written again. */
function hasReservedValue({ record, key }: Field): boolean {
	return isReservedClient(record._map.get(key)?.id.client ?? 0)
}

const nameOf = ({ client, clock }: Y.ID) => `${client} ${clock}`

function originsOf(structs: readonly Struct[]): Set<string> {
	const origins = new Set<string>()
	for (const struct of structs) if (struct instanceof Y.Item && struct.origin) origins.add(nameOf(struct.origin))
	return origins
}
