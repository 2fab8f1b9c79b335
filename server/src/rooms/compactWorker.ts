/** Compacts one log, in a process of its own (LOG2). */
import { isDeepStrictEqual } from 'node:util'
import { documentOf, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'

/**
 * Merges the updates of a room into one (V1) with the same content, without overwritten and deleted
 * content. The result is loaded again and compared with the original; null if they differ, or if an
 * update depends on one that is missing.
 */
export function compactUpdates(updates: readonly Uint8Array[]): Uint8Array | null {
	const original = documentOf(updates)
	const state = Y.encodeStateAsUpdate(original)
	const copy = documentOf([state])
	const isSame =
		original.store.pendingStructs === null &&
		original.store.pendingDs === null &&
		isDeepStrictEqual(recordsOf(original).toJSON(), recordsOf(copy).toJSON()) &&
		isDeepStrictEqual(original.getMap('meta').toJSON(), copy.getMap('meta').toJSON()) &&
		isDeepStrictEqual(stateVectorOf(original), stateVectorOf(copy))
	original.destroy()
	copy.destroy()
	return isSame ? state : null
}

function stateVectorOf(doc: Y.Doc): Map<number, number> {
	return Y.decodeStateVector(Y.encodeStateVector(doc))
}
