import { dropPruned, hasPruning, prunedFieldsIn } from '@charrette/shared'
import * as Y from 'yjs'

/**
 * Frees the values that the prunings of a document have overwritten, except for those that this
 * person's undo history needs (DOC8). Returns a function that ends this.
 */
export function receivePrunings(doc: Y.Doc): () => void {
	let isDue = false
	const isKept = (item: Y.Item) => item.keep || item.id.client === doc.clientID || isContinuation(item)

	function afterTransaction(transaction: Y.Transaction): void {
		if (!hasPruning(transaction)) return
		isDue = true
		continueOwnValues(transaction)
	}
	function afterAllTransactions(): void {
		if (isDue) dropPruned(doc, isKept)
		isDue = false
	}

	doc.on('afterTransaction', afterTransaction)
	doc.on('afterAllTransactions', afterAllTransactions)
	return () => {
		doc.off('afterTransaction', afterTransaction)
		doc.off('afterAllTransactions', afterAllTransactions)
	}
}

/** Whether an item is the pruning of a value of this person. */
function isContinuation({ left, id }: Y.Item): boolean {
	return left !== null && Y.compareIDs(left.redone, id)
}

/**
 * Makes undo treat the pruning of a value of this person as that value. Otherwise the undo manager
 * would keep it, as another person's edit.
 */
function continueOwnValues(transaction: Y.Transaction): void {
	for (const { item } of prunedFieldsIn(transaction)) {
		const before = item.left
		if (!before || before.redone !== null || before.id.client !== transaction.doc.clientID) continue
		// Yjs has merged values that were overwritten one after another.
		const last = Y.getItemCleanStart(transaction, before.lastId)
		last.redone = item.id
	}
}
