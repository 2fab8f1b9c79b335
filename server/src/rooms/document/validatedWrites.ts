import type * as Y from 'yjs'

/** Key in the metadata of a transaction, which only this module can use. */
const VALIDATED = Symbol('validated records')

/**
 * Marks the records that the running transaction adds as validated. `repairRecords` has passed them
 * elsewhere, and only the fields in `changedSince` were changed after that, so only these are
 * checked again (GATE3). Call it in a transaction of the server.
 */
export function markValidated(doc: Y.Doc, changedSince: readonly string[]): void {
	doc.transact((transaction) => transaction.meta.set(VALIDATED, changedSince))
}

/**
 * The fields that may have changed since the records of a transaction were validated; null if
 * they were not.
 */
export function changedSinceValidation(transaction: Y.Transaction): readonly string[] | null {
	return (transaction.meta.get(VALIDATED) as readonly string[] | undefined) ?? null
}
