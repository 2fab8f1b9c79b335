import { BoardProjection, type CardShape, isCard, type Records } from '@charrette/shared'
import type * as Y from 'yjs'

interface RemovedCardsDeps {
	records: Records
	/** The records with edits that the server does not have yet. */
	unsaved(): readonly string[]
	/** Returns whether the document is in sync with the server. */
	isLive(): boolean
}

/**
 * Collects the cards that were edited on this device while it was offline, and that other people
 * removed meanwhile, for example by restoring the board in place (REST1g): the edits merge into a
 * card that nobody sees. Returns a function that takes the collected cards, as they were before.
 */
export function trackRemovedCards({ records, unsaved, isLive }: RemovedCardsDeps): () => CardShape[] {
	const doc = records.doc as Y.Doc
	/** By transaction: an observer of a remote one may start a local one before it ends. */
	const before = new WeakMap<Y.Transaction, CardShape[]>()
	const removed = new Map<string, CardShape>()
	doc.on('beforeTransaction', (transaction: Y.Transaction) => {
		if (!transaction.local && !isLive()) before.set(transaction, readCards(records, unsaved()))
	})
	doc.on('afterTransaction', (transaction: Y.Transaction) => {
		for (const card of before.get(transaction) ?? []) if (!records.has(card.id)) removed.set(card.id, card)
	})
	return () => {
		const taken = [...removed.values()]
		removed.clear()
		return taken
	}
}

function readCards(records: Records, ids: readonly string[]): CardShape[] {
	return new BoardProjection(records).readChanged(new Set(ids)).put.filter(isCard)
}
