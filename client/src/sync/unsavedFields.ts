/**
 * The fields that this person has changed since everything was last saved on the server, with the
 * values that they wrote.
 *
 * A pruning wins over every edit that the server did not have when it made the pruning (DOC8). So
 * when one arrives, an unsaved value that it has overwritten is written again, as an edit that
 * follows the pruning.
 */
import { type PrunedField, prunedFieldsIn, type Records } from '@charrette/shared'
import * as Y from 'yjs'
import { isOwnOrigin, REWRITE_ORIGIN } from './undoHistory.ts'

/** The maximum number of fields that are remembered; further ones are not written again. */
const MAX_FIELDS = 5000

/** A field and the value that was written to it; `undefined` if the field was deleted. */
export interface UnsavedField {
	id: string
	key: string
	value: unknown
}

export interface UnsavedFields {
	/** The fields, oldest first. Values can be cloned. */
	list(): UnsavedField[]
	/** Adds the fields of an earlier visit, whose edits are in the document. */
	add(fields: readonly UnsavedField[]): void
	/** Forgets all fields, because they are saved. */
	clear(): void
	close(): void
}

/** Tracks the unsaved fields of a document. */
export function trackUnsavedFields(records: Records): UnsavedFields {
	const fields = new Map<string, UnsavedField>()
	const { doc } = records
	if (!doc) throw new Error('the records have no document')

	function set(field: UnsavedField): void {
		const name = nameOf(field)
		fields.delete(name)
		if (fields.size < MAX_FIELDS) fields.set(name, field)
	}

	function afterTransaction(transaction: Y.Transaction): void {
		if (isOwnOrigin(transaction.origin)) for (const field of changedFieldsIn(transaction, records)) set(field)
		else if (fields.size > 0) receive(transaction)
	}

	function receive(transaction: Y.Transaction): void {
		const pruned = new Map(prunedFieldsIn(transaction).map((field) => [nameOf(field), field]))
		const lost: { field: UnsavedField; pruning: PrunedField }[] = []
		for (const changed of changedFieldsIn(transaction, records)) {
			const name = nameOf(changed)
			const field = fields.get(name)
			if (!field || isSame(field.value, changed.value)) continue
			const pruning = pruned.get(name)
			if (pruning) lost.push({ field, pruning })
			// Another person's edit has won over this person's.
			else fields.delete(name)
		}
		if (lost.length > 0) transaction.doc.transact(() => lost.forEach(rewrite), REWRITE_ORIGIN)
	}

	doc.on('afterTransaction', afterTransaction)
	return {
		list: () => [...fields.values()],
		add: (found) => found.forEach(set),
		clear: () => fields.clear(),
		close: () => doc.off('afterTransaction', afterTransaction),
	}
}

function rewrite({ field: { key, value }, pruning: { record, item } }: { field: UnsavedField; pruning: PrunedField }) {
	if (value === undefined) {
		record.delete(key)
		return
	}
	record.set(key, value)
	// For the undo history, the new item continues the pruning, and so this person's edit.
	item.redone = record._map.get(key)?.id ?? null
}

/** The fields that a transaction has changed, with their values now. */
function changedFieldsIn({ changed }: Y.Transaction, records: Records): UnsavedField[] {
	const found: UnsavedField[] = []
	for (const [type, keys] of changed) {
		const record: unknown = type
		if (!(record instanceof Y.Map) || (record.parent as unknown) !== records) continue
		const id = record._item?.parentSub
		if (!id || record._item?.deleted) continue
		for (const key of keys) {
			const value: unknown = key === null ? null : record.get(key)
			if (key !== null && !(value instanceof Y.AbstractType)) found.push({ id, key, value })
		}
	}
	return found
}

const nameOf = ({ id, key }: { id: string; key: string }) => `${id} ${key}`

/** Values of fields are JSON values. */
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
