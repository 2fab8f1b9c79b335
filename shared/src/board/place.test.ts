import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { buildCard, planRestore, putRecord, readRecords, restoreRecords, writeFields } from '../index.ts'
import { AT, addCluster, CARD, type Copy, createCopy, moveTo, placeIn, removeCluster, sync } from './testCopies.ts'

/**
 * Two people with the same board: a card at (10, 10), and the cluster k at (1000, 500). Tests run
 * with both orders of client ids, because the higher one wins a field.
 */
const BOTH_ORDERS = [
	[1, 2],
	[2, 1],
] as const
function meet([one, other]: readonly [number, number]): [Copy, Copy] {
	const [ana, li] = [createCopy(one), createCopy(other)]
	ana.doc.transact(() => {
		putRecord(ana.records, buildCard('c', { ...AT, x: 10, y: 10 }, { text: 'c' }))
		addCluster(ana.records, 'k', 1000, 500)
	})
	sync(ana, li)
	return [ana, li]
}
const KEPT = [1040, 560, 'page:board']
const IN_K = { x: 1040, y: 560, frame: 'shape:k' }

describe.each(BOTH_ORDERS)('the place of a card, with the client ids %i and %i', (...ids) => {
	it('[DOC1a] a card that is dropped into a cluster moves along if somebody moves the cluster at the same time', () => {
		const [ana, li] = meet(ids)
		ana.edit((records) => moveTo(records, 'shape:k', { x: 3000, y: 500 }))
		li.edit((records) => moveTo(records, CARD, IN_K))
		sync(ana, li)
		expect([placeIn(ana), placeIn(li)]).toEqual(Array(2).fill([3040, 560, 'shape:k']))
	})

	it('[DOC1a] a card that is dropped into a cluster stays there on the page if somebody has removed the cluster', () => {
		const [ana, li] = meet(ids)
		ana.edit((records) => removeCluster(records, 'shape:k'))
		li.edit((records) => moveTo(records, CARD, IN_K))
		sync(ana, li)
		expect([placeIn(ana), placeIn(li)]).toEqual([KEPT, KEPT])
	})

	it('[DOC1a] a card that is moved in a cluster while somebody removes it is where one of the two has put it', () => {
		const [ana, li] = meet(ids)
		ana.edit((records) => moveTo(records, CARD, IN_K))
		sync(ana, li)
		ana.edit((records) => removeCluster(records, 'shape:k'))
		li.edit((records) => moveTo(records, CARD, { x: 1200, y: 600, frame: 'shape:k' }))
		sync(ana, li)
		expect(placeIn(li)).toEqual(placeIn(ana))
		expect([KEPT, [1200, 600, 'page:board']]).toContainEqual(placeIn(ana))
	})

	it('[DOC1a] of a card that one person puts into a cluster and another moves, one place counts as a whole', () => {
		const [ana, li] = meet(ids)
		ana.edit((records) => moveTo(records, CARD, IN_K))
		li.edit((records) => moveTo(records, CARD, { x: 40, y: 90 }))
		sync(ana, li)
		expect(placeIn(li)).toEqual(placeIn(ana))
		expect(placeIn(ana)).toEqual(ids[0] > ids[1] ? [1040, 560, 'shape:k'] : [40, 90, 'page:board'])
	})

	it('[DOC1a] undo of putting a card into a cluster leaves the card where another person has moved it since', () => {
		const [ana, li] = meet(ids)
		ana.edit((records) => moveTo(records, CARD, IN_K))
		sync(ana, li)
		li.edit((records) => moveTo(records, CARD, { x: 1200, y: 600, frame: 'shape:k' }))
		sync(ana, li)
		ana.undo.undo()
		sync(ana, li)
		expect([placeIn(ana), placeIn(li)]).toEqual(Array(2).fill([1200, 600, 'shape:k']))
	})

	it('[DOC1a] undo of creating a cluster leaves a card that another person has dropped into it in its place', () => {
		const [ana, li] = meet(ids)
		ana.edit((records) => addCluster(records, 'new', -700, -300))
		sync(ana, li)
		li.edit((records) => moveTo(records, CARD, { x: -650, y: -250, frame: 'shape:new' }))
		sync(ana, li)
		ana.undo.undo()
		sync(ana, li)
		expect([placeIn(ana), placeIn(li)]).toEqual(Array(2).fill([-650, -250, 'page:board']))
	})

	it('[DOC1a] a restore and a card that is dropped into a cluster at the same time give one of both places', () => {
		const [ana, li] = meet(ids)
		const then = new Y.Doc()
		Y.applyUpdate(then, Y.encodeStateAsUpdate(ana.doc))
		ana.edit((records) => moveTo(records, CARD, { x: 70, y: 70 }))
		sync(ana, li)
		restoreRecords(ana.doc, planRestore(ana.doc, then))
		li.edit((records) => moveTo(records, CARD, IN_K))
		sync(ana, li)
		expect(placeIn(li)).toEqual(placeIn(ana))
		expect([
			[10, 10, 'page:board'],
			[1040, 560, 'shape:k'],
		]).toContainEqual(placeIn(ana))
	})
})

describe('the fields of a place', () => {
	it('[DOC1a] names the frame, and where its corner is on the page', () => {
		const { records } = meet([1, 2])[0]
		expect(records.get(CARD)?.get('xy')).toEqual([10, 10])
		writeFields(records, CARD, { xy: [20, 30] })
		expect(records.get(CARD)?.get('xy')).toEqual([20, 30, null])
		writeFields(records, CARD, { xy: [20.5, 30.25], parentId: 'shape:k' })
		expect(records.get(CARD)?.toJSON()).toMatchObject({
			xy: [20.5, 30.25, 'shape:k', 1000, 500],
			parentId: 'shape:k',
		})
		writeFields(records, CARD, { parentId: 'page:board' })
		expect(records.get(CARD)?.get('xy')).toEqual([20.5, 30.25, null])
		expect(records.get(CARD)?.has('parentId')).toBe(false)
		putRecord(records, buildCard('new', { ...AT, x: 1, y: 2, parent: 'shape:k' }, {}))
		expect(records.get('shape:new')?.get('xy')).toEqual([1, 2, 'shape:k', 1000, 500])
	})

	it('[DOC1a] stock clients write a position relative to `parentId`, and name a frame if they like', () => {
		const copy = meet([1, 2])[0]
		const set = (fields: object) => {
			for (const [key, value] of Object.entries(fields)) copy.records.get(CARD)?.set(key, value)
			return placeIn(copy)
		}
		expect(set({ parentId: 'shape:k', xy: [20, 30] })).toEqual([1020, 530, 'shape:k'])
		expect(set({ parentId: 'page:board' })).toEqual([20, 30, 'page:board'])
		expect(set({ xy: [20, 30, 'shape:k'] })).toEqual([1020, 530, 'shape:k'])
		expect(set({ xy: [5, 6, 'shape:gone'] })).toEqual([5, 6, 'page:board'])
		expect(set({ xy: [5, 6, 'shape:gone', 70, 80] })).toEqual([75, 86, 'page:board'])
		expect(set({ parentId: 'shape:k', xy: [5, 6, null] })).toEqual([5, 6, 'page:board'])
		expect(set({ xy: [7, 8, 'page:board'] })).toEqual([7, 8, 'page:board'])
	})

	it('[DOC1a] pins the bytes of a place in a frame', () => {
		const { doc, records } = meet([1, 2])[0]
		const before = Y.encodeStateVector(doc)
		writeFields(records, CARD, { xy: [20, 30], parentId: 'shape:k' })
		expect(Buffer.from(Y.encodeStateAsUpdate(doc, before)).toString('base64')).toMatchInlineSnapshot(
			`"AQIBDagBAgF1BX0UfR53B3NoYXBlOmt9qA99tAcoAAEACHBhcmVudElkAXcHc2hhcGU6awEBAQIB"`,
		)
	})

	it('[DOC1a] files have the position relative to `parentId` alone', () => {
		const { doc, records } = meet([1, 2])[0]
		writeFields(records, CARD, { xy: [20, 30], parentId: 'shape:k' })
		expect(readRecords(doc)[CARD]).toMatchObject({ xy: [20, 30], parentId: 'shape:k' })
		records.delete('shape:k')
		expect(readRecords(doc)[CARD]).toMatchObject({ xy: [1020, 530] })
		expect(readRecords(doc)[CARD]).not.toHaveProperty('parentId')
	})
})
