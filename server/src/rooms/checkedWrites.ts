import type * as Y from 'yjs'

/** A key of Yjs that only this module can have. */
const CHECKED = Symbol('checked records')

/**
 * Says of the records that the running transaction adds that `repairRecords` has passed them elsewhere, before anything but
 * these fields was changed: only these are looked at again (GATE3). Call it in a transaction of the server.
 */
export function noteChecked(doc: Y.Doc, changedSince: readonly string[]): void {
	doc.transact((transaction) => transaction.meta.set(CHECKED, changedSince))
}

/** The fields that may have changed since the records of a transaction were checked; null if they were not. */
export function changedSinceCheck(transaction: Y.Transaction): readonly string[] | null {
	return (transaction.meta.get(CHECKED) as readonly string[] | undefined) ?? null
}
