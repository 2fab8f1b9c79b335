/** Compacts one log, in a process of its own (LOG2). */
import { isDeepStrictEqual } from 'node:util'
import { documentOf, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'

/** The content of a document, and its state vector. */
interface Content {
	records: unknown
	meta: unknown
	stateVector: Map<number, number>
}

/**
 * Merges the updates of a room into one (V1) with the same content, without overwritten and deleted
 * content. The result is loaded again and compared with the original; null if they differ, or if an
 * update depends on one that is missing. A document with a full edit history takes 320 MB, so only
 * one of the two is in memory at a time.
 */
export function compactUpdates(updates: readonly Uint8Array[]): Uint8Array | null {
	const merged = mergeUpdates(updates)
	if (!merged) return null
	return isDeepStrictEqual(merged.content, contentOf(documentOf([merged.state]))) ? merged.state : null
}

function mergeUpdates(updates: readonly Uint8Array[]): { state: Uint8Array; content: Content } | null {
	const doc = documentOf(updates)
	if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return null
	return { state: Y.encodeStateAsUpdate(doc), content: contentOf(doc) }
}

function contentOf(doc: Y.Doc): Content {
	return {
		records: recordsOf(doc).toJSON(),
		meta: doc.getMap('meta').toJSON(),
		stateVector: Y.decodeStateVector(Y.encodeStateVector(doc)),
	}
}
