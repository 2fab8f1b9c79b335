import { type Records, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import { mergeRanges, structsIn } from './deleteRanges.ts'
import type { ParentPath } from './parentPaths.ts'
import type { Range } from './updateCodec.ts'

type AnyType = Exclude<NonNullable<Y.Item['parent']>, Y.ID>

/** The changes of one record. */
export interface RecordChange {
	/** Whether the record itself is added, replaced or deleted. */
	isWhole: boolean
	/** The record before an update that adds, replaces or deletes it; undefined if there was none. */
	before: unknown
	/** The fields that are set or deleted, if the record stays. */
	fields: Set<string>
}

/** The changes of an update or a transaction, by the id of the record. */
export class RecordChanges extends Map<string, RecordChange> {
	readonly #root: Records

	constructor(doc: Y.Doc) {
		super()
		this.#root = recordsOf(doc)
	}

	/** Adds an item of an update that is not applied yet. */
	addItem({ parent, key }: ParentPath): void {
		if (parent instanceof Y.AbstractType) this.addIn(parent, key)
	}

	/**
	 * Adds a change in a type of the document; `key` is null in a text. Changes in deleted types do
	 * not count. Content of types that the update itself adds is part of a whole record, or of the
	 * field that the update sets.
	 */
	addIn(type: AnyType, key: string | null): void {
		const root: AnyType = this.#root
		if (type === root) {
			if (key !== null) this.#addWhole(key)
			return
		}
		const item = type._item
		const above = item?.parent
		if (!item || item.deleted || !(above instanceof Y.AbstractType)) return
		if (above === root) {
			if (item.parentSub !== null && key !== null) this.#changeOf(item.parentSub).fields.add(key)
		} else if (above._item) this.addIn(above, item.parentSub)
	}

	/** Adds the changes that these deletes will make. */
	addDeletes(doc: Y.Doc, deletes: ReadonlyMap<number, readonly Range[]>): void {
		for (const [client, ranges] of deletes)
			for (const range of mergeRanges(ranges))
				for (const struct of structsIn(doc, client, range)) {
					if (!(struct instanceof Y.Item) || struct.deleted) continue
					if (struct.parent instanceof Y.AbstractType) this.addIn(struct.parent, struct.parentSub)
				}
	}

	/** Adds the changes that a transaction has made so far. */
	addTransaction({ changed }: Y.Transaction): void {
		for (const [type, keys] of changed) for (const key of keys) this.addIn(type, key)
	}

	#addWhole(id: string): void {
		const change = this.#changeOf(id)
		if (change.isWhole) return
		change.isWhole = true
		change.before = this.#root.get(id)
	}

	#changeOf(id: string): RecordChange {
		const known = this.get(id)
		if (known) return known
		const change: RecordChange = { isWhole: false, before: undefined, fields: new Set() }
		this.set(id, change)
		return change
	}
}

/** Returns the changes that a transaction has made. */
export function changesOf(doc: Y.Doc, transaction: Y.Transaction): RecordChanges {
	const changes = new RecordChanges(doc)
	changes.addTransaction(transaction)
	return changes
}
