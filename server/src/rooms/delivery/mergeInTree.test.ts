import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { mergeInTree } from './sendTick.ts'

/** Returns this many updates, alternately from two writers of one map. */
function updatesOf(count: number): Uint8Array[] {
	const updates: Uint8Array[] = []
	const docs = [new Y.Doc(), new Y.Doc()]
	for (const doc of docs) doc.on('update', (update: Uint8Array) => updates.push(update))
	for (let i = 0; i < count; i++) docs[i % 2]?.getMap('records').set('xy', [i, i])
	return updates
}

function contentOf(updates: readonly Uint8Array[]): unknown {
	const doc = new Y.Doc()
	for (const update of updates) Y.applyUpdate(doc, update)
	return doc.getMap('records').toJSON()
}

it('[FAN1] the merged update of a tick has the same content as its updates', () => {
	for (const count of [1, 2, 33, 100, 1500]) {
		const updates = updatesOf(count)
		expect(contentOf([mergeInTree(updates) as Uint8Array])).toEqual(contentOf(updates))
	}
	expect(mergeInTree([])).toBeNull()
})

it('[FAN1] merging twice as many updates takes about twice as many steps', () => {
	/** `Y.mergeUpdates` of n updates takes about n² steps. */
	const stepsOf = (count: number) => {
		let steps = 0
		const merge = (inputs: Uint8Array[]) => {
			steps += inputs.length ** 2
			return new Uint8Array(1)
		}
		mergeInTree(
			Array.from({ length: count }, () => new Uint8Array(1)),
			merge,
		)
		return steps
	}
	for (const count of [1000, 4000, 16_000]) expect(stepsOf(2 * count) / stepsOf(count)).toBeLessThan(2.2)
	expect(stepsOf(16_000)).toBeLessThan(16_000 * 40)
})
