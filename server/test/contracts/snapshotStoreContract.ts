import type { BoardId, Snapshot, SnapshotId } from '@charrette/shared'
import { createId } from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { SnapshotStore } from '../../dist/ports/SnapshotStore.js'

const look = { cards: 2, links: 1, preview: { box: { x: -5, y: 0, w: 10, h: 20 }, shapes: 'AAEC' } }

/** Creates a snapshot of some board. */
export function someSnapshot(more: Partial<Snapshot> = {}): Snapshot {
	return {
		id: createId<SnapshotId>(),
		board: createId<BoardId>(),
		name: 'Noon 正午',
		at: 5,
		cause: 'named',
		look,
		...more,
	}
}

/** Creates a document state that contains only this text. */
export function stateWith(text: string): Uint8Array {
	const doc = new Y.Doc()
	doc.getMap('records').set('shape:a', new Y.Map([['said', text]]))
	return Y.encodeStateAsUpdateV2(doc)
}

/** The contract of every `SnapshotStore`. */
export function snapshotStoreContract(name: string, open: () => Promise<SnapshotStore>): void {
	describe(`SnapshotStore: ${name}`, () => {
		let store: SnapshotStore
		beforeAll(async () => {
			store = await open()
		})
		afterAll(() => store.close())

		const add = async (snapshot: Snapshot, text = 'x') => {
			await store.add(snapshot, { state: stateWith(text), fingerprint: `fingerprint of ${text}` })
			return snapshot
		}

		it('returns a stored snapshot, with its state', async () => {
			const snapshot = await add(someSnapshot({ cause: 'phase', name: '', phase: { en: 'Write', fr: 'Écrire' } }))
			expect(await store.list(snapshot.board)).toEqual([snapshot])
			const found = await store.find(snapshot.id)
			expect(found?.snapshot).toEqual(snapshot)
			const doc = new Y.Doc()
			Y.applyUpdateV2(doc, found?.state ?? new Uint8Array())
			expect(doc.getMap('records').toJSON()).toEqual({ 'shape:a': { said: 'x' } })
		})

		it('[ERASE2] replaces a snapshot in its place', async () => {
			const snapshot = await add(someSnapshot({ at: 1 }), 'before')
			const later = await add(someSnapshot({ board: snapshot.board, at: 2 }))
			await store.replace(snapshot, { state: stateWith('after'), fingerprint: 'new' })
			expect(await store.list(snapshot.board)).toEqual([later, snapshot])
			const doc = new Y.Doc()
			Y.applyUpdateV2(doc, (await store.find(snapshot.id))?.state ?? new Uint8Array())
			expect(doc.getMap('records').toJSON()).toEqual({ 'shape:a': { said: 'after' } })
		})

		it('lists the snapshots of one board, newest first; at equal times, the last added first', async () => {
			const board = createId<BoardId>()
			const at = (time: number) => add(someSnapshot({ board, at: time }), String(time))
			const [second, first, third] = [await at(20), await at(10), await at(20)]
			await add(someSnapshot({ at: 99 }))
			expect(await store.list(board)).toEqual([third, second, first])
			expect(await store.newest(board)).toEqual({ snapshot: third, fingerprint: 'fingerprint of 20' })
			expect(await store.newest(createId())).toBeNull()
		})

		it('lists the snapshots of a cause before a time on all boards, and removes the given ones', async () => {
			const start = Date.now()
			const changes = [
				await add(someSnapshot({ cause: 'change', at: start })),
				await add(someSnapshot({ cause: 'change', at: start + 1 })),
			]
			await add(someSnapshot({ cause: 'change', at: start + 2 }))
			const named = await add(someSnapshot({ at: start }))
			const isOurs = ({ at }: Snapshot) => at >= start
			expect((await store.listBefore(start + 2, 'change')).filter(isOurs)).toEqual(changes)
			await store.remove([...changes.map(({ id }) => id), createId<SnapshotId>()])
			expect((await store.listBefore(start + 2, 'change')).filter(isOurs)).toEqual([])
			expect(await store.find(named.id)).not.toBeNull()
			await store.remove([])
		})
	})
}
