import { isDeepStrictEqual } from 'node:util'
import { parentPort } from 'node:worker_threads'
import { recordsOf } from '@charrette/shared'
import * as Y from 'yjs'

/**
 * One update that says what these say, without what was overwritten or deleted (LOG2). It is loaded again and compared
 * before it is given; null if it does not say the same, or if something in it waits for what is not there.
 */
export function compactUpdates(updates: readonly Uint8Array[]): Uint8Array | null {
	const original = load(updates)
	const state = Y.encodeStateAsUpdate(original)
	const copy = load([state])
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

function load(updates: readonly Uint8Array[]): Y.Doc {
	const doc = new Y.Doc()
	recordsOf(doc)
	doc.transact(() => {
		for (const update of updates) Y.applyUpdate(doc, update)
	})
	return doc
}

function stateVectorOf(doc: Y.Doc): Map<number, number> {
	return Y.decodeStateVector(Y.encodeStateVector(doc))
}

/**
 * The thread that puts logs in one.
 *
 *     in:   { updates }   a room's updates        out: { state }   one that says the same, or null
 */

export interface CompactAnswer {
	state: Uint8Array | null
}

parentPort?.on('message', ({ updates }: { updates: Uint8Array[] }) => {
	parentPort?.postMessage({ state: compactUpdates(updates) } satisfies CompactAnswer)
})
