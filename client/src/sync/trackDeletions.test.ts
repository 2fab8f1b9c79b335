import { buildCard, putRecord, readBoard, recordsOf, textOf } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { trackDeletions } from './trackDeletions.ts'
import { createUndoHistory, LOCAL_ORIGIN } from './undoHistory.ts'

/** A board with cards of Ana and Ben, on the devices of Ana and Cleo, which can be synchronized. */
function setUp(ofBen: number) {
	const [ana, cleo] = [new Y.Doc(), new Y.Doc()]
	const place = { x: 10, y: 20, index: 'a1' as never }
	const add = (id: string, author: string) =>
		putRecord(recordsOf(ana), buildCard(id, place, { kind: 'obstacle', text: `Text ${id}`, city: 'Lima' }, author))
	for (let count = 0; count < ofBen; count++) add(`ben-${count}`, 'ben')
	for (let count = 0; count < 9; count++) add(`ana-${count}`, 'ana')
	const sync = () => {
		Y.applyUpdate(cleo, Y.encodeStateAsUpdate(ana))
		Y.applyUpdate(ana, Y.encodeStateAsUpdate(cleo))
	}
	sync()
	const undo = createUndoHistory(recordsOf(ana))
	const deleteAll = () => ana.transact(() => recordsOf(ana).clear(), LOCAL_ORIGIN)
	return {
		ana: { doc: ana, undo, deletions: trackDeletions(recordsOf(ana), 'ana') },
		cleo: { doc: cleo, deletions: trackDeletions(recordsOf(cleo), 'cleo') },
		sync,
		deleteAll,
	}
}

describe('[DOC6b] a deletion of many cards', () => {
	it('is announced if more than five of them are of others', () => {
		for (const [ofBen, announced] of [
			[5, null],
			[6, { cards: 6, n: 1 }],
		] as const) {
			const { ana, deleteAll } = setUp(ofBen)
			deleteAll()
			const own = ana.deletions.own.get()
			expect(own && { cards: own.cards, n: own.n }).toEqual(announced)
			expect(own?.records.length ?? 0).toBeLessThanOrEqual(16)
		}
	})

	it('can be undone by its person at once, and is not announced again by that or by a redo', () => {
		const { ana, deleteAll } = setUp(6)
		deleteAll()
		ana.undo.undo()
		expect(readBoard(ana.doc).cards).toHaveLength(15)
		ana.undo.redo()
		expect(ana.deletions.own.get()?.n).toBe(1)
	})

	it('can be undone by another member, who restores texts, places and authors, as an edit', () => {
		const { ana, cleo, sync, deleteAll } = setUp(6)
		const records = recordsOf(cleo.doc)
		textOf(records, 'shape:ben-0')?.insert(4, 'ed')
		sync()
		const before = records.toJSON()
		deleteAll()
		sync()
		expect(records.size).toBe(0)
		const announced = ana.deletions.own.get()?.records ?? []
		const edits: unknown[] = []
		cleo.doc.on('afterTransaction', ({ origin }) => edits.push(origin))
		cleo.deletions.restorer(announced)?.()
		expect(records.toJSON()).toEqual(before)
		expect(edits).toContain(LOCAL_ORIGIN)
		sync()
		expect(readBoard(ana.doc).cards.find(({ id }) => id === 'shape:ben-0')?.text).toBe('Texted ben-0')
	})

	it('leaves records alone that are there again, and is unknown to who has not seen it', () => {
		const { ana, cleo, sync, deleteAll } = setUp(6)
		deleteAll()
		sync()
		ana.undo.undo()
		textOf(recordsOf(ana.doc), 'shape:ben-0')?.insert(0, 'New ')
		sync()
		cleo.deletions.restorer(['shape:ben-0'])?.()
		expect(textOf(recordsOf(cleo.doc), 'shape:ben-0')?.toString()).toBe('New Text ben-0')
		expect(cleo.deletions.restorer(['shape:other'])).toBeNull()
		expect(ana.deletions.restorer(['shape:ben-0'])).toBeNull()
	})
})
