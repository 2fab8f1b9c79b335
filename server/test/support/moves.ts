import { recordsOf } from '@charrette/shared'
import * as Y from 'yjs'

/** Returns a board's log of `count` updates, in which one card is moved again and again. */
export function movesOf(count: number): Uint8Array[] {
	const doc = new Y.Doc()
	const updates: Uint8Array[] = []
	doc.on('update', (bytes: Uint8Array) => updates.push(bytes))
	recordsOf(doc).set('shape:a', new Y.Map())
	for (let i = 1; i < count; i++) recordsOf(doc).get('shape:a')?.set('xy', [i, i])
	return updates
}

/** Returns the position of the card after these updates. */
export function xyIn(updates: readonly Uint8Array[]): unknown {
	const doc = new Y.Doc()
	for (const bytes of updates) Y.applyUpdate(doc, bytes)
	return recordsOf(doc).get('shape:a')?.get('xy')
}
