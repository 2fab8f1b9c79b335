import type * as Y from 'yjs'

/** Key in the metadata of a transaction, which only this module can use. */
const CHECKED = Symbol('checked records')

/**
 * Marks the records that the running transaction adds as checked. `repairRecords` has passed them
 * elsewhere, and only the fields in `changedSince` were changed after that, so only these are
 * checked again (GATE3). Call it in a transaction of the server.
 */
export function noteChecked(doc: Y.Doc, changedSince: readonly string[]): void {
	doc.transact((transaction) => transaction.meta.set(CHECKED, changedSince))
}

/**
 * The fields that may have changed since the records of a transaction were checked; null if they
 * were not.
 */
export function changedSinceCheck(transaction: Y.Transaction): readonly string[] | null {
	return (transaction.meta.get(CHECKED) as readonly string[] | undefined) ?? null
}
