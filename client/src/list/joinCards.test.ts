import { buildCard, FIRST_INDEX, putRecord, readBoard, readRecords, recordsOf, textOf } from '@charrette/shared'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as Y from 'yjs'
import { joinCards, takeApart } from '../boardParts/joinCards.ts'
import { createObservable } from '../connection/observable.ts'
import { observeBoard } from '../sync/observeBoard.ts'
import { createUndoHistory, LOCAL_ORIGIN } from '../sync/undoHistory.ts'
import { createListEdits } from './listEdits.ts'

vi.stubGlobal('requestAnimationFrame', () => 0)
vi.stubGlobal('cancelAnimationFrame', () => {})

/** The board of one person, in sync with `from`. */
function openBoard(from?: Y.Doc) {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	if (from) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from))
	else
		for (const id of ['a', 'b', 'c', 'd'])
			putRecord(records, buildCard(id, { x: 0, y: 0, index: FIRST_INDEX }, { text: id, city: id }, `by ${id}` as never))
	const undo = createUndoHistory(records)
	const { shown, close } = observeBoard(records)
	onTestFinished(close)
	const document = { records, undo, canWrite: createObservable(true) }
	const cards = () =>
		readBoard(doc)
			.cards.map(({ id, joined = [] }) => [id, ...joined.map((one) => one.id)].join('+'))
			.sort()
	return {
		...{ doc, records, undo, shown, cards },
		join: (...group: string[]) =>
			joinCards(
				document,
				shown(),
				group.map((id) => `shape:${id}`),
			),
		apart: (head: string) => takeApart(document, shown(), `shape:${head}`),
	}
}
type Board = ReturnType<typeof openBoard>
const sync = (one: Board, other: Board) => {
	for (const [from, to] of [
		[one, other],
		[other, one],
	] as const)
		Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc))
}
const SINGLE = ['shape:a', 'shape:b', 'shape:c', 'shape:d']

describe('[JOIN1] joining cards', () => {
	it('is one step of undo, and taking them apart, by another person after a reload, restores all', () => {
		const ana = openBoard()
		// An edit just before it is a step of its own.
		ana.doc.transact(() => textOf(ana.records, 'shape:d')?.insert(0, 'd'), LOCAL_ORIGIN)
		const before = JSON.stringify(readRecords(ana.doc))
		ana.join('a', 'b', 'c')
		expect(ana.cards()).toEqual(['shape:a+shape:b+shape:c', 'shape:d'])
		ana.undo.undo()
		expect(JSON.stringify(readRecords(ana.doc))).toBe(before)
		ana.join('a', 'b', 'c')
		const bo = openBoard(ana.doc)
		bo.apart('a')
		expect(JSON.stringify(readRecords(bo.doc))).toBe(before)
		bo.undo.undo()
		expect(bo.cards()).toEqual(['shape:a+shape:b+shape:c', 'shape:d'])
	})

	it('takes along what is joined into a card already, but no locked card', () => {
		const { join, cards, records } = openBoard()
		join('b', 'c')
		records.get('shape:d')?.set('isLocked', true)
		join('a', 'b', 'd')
		expect(cards()).toEqual(['shape:a+shape:b+shape:c', 'shape:d'])
	})

	it('[JOIN1a] by two people into each other is one card for both, which comes apart at once', () => {
		const ana = openBoard()
		const bo = openBoard(ana.doc)
		ana.join('a', 'b')
		bo.join('b', 'a')
		sync(ana, bo)
		for (const board of [ana, bo]) expect(board.cards()).toEqual(['shape:a+shape:b', 'shape:c', 'shape:d'])
		bo.apart('a')
		sync(ana, bo)
		for (const board of [ana, bo]) expect(board.cards()).toEqual(SINGLE)
	})

	it('[JOIN1b] is deleted with the head; what another person joins meanwhile is shown again', () => {
		const ana = openBoard()
		ana.join('a', 'b')
		const bo = openBoard(ana.doc)
		bo.join('a', 'c')
		const { records, shown, undo } = ana
		const edits = createListEdits({
			...{ records, board: { shown }, undo },
			author: { id: null, city: '' },
			canWrite: () => true,
		})
		edits.remove('shape:a')
		sync(ana, bo)
		for (const board of [ana, bo]) expect(board.cards()).toEqual(['shape:c', 'shape:d'])
		undo.undo()
		expect(ana.cards()).toEqual(['shape:a+shape:b+shape:c', 'shape:d'])
	})

	it('its undo, and that of taking apart, keep what others wrote later', () => {
		const ana = openBoard()
		const bo = openBoard(ana.doc)
		ana.join('a', 'b')
		sync(ana, bo)
		textOf(bo.records, 'shape:b')?.insert(0, 'more ')
		bo.join('a', 'c')
		sync(ana, bo)
		ana.undo.undo()
		sync(ana, bo)
		for (const board of [ana, bo]) expect(board.cards()).toEqual(['shape:a+shape:c', 'shape:b', 'shape:d'])
		expect(textOf(ana.records, 'shape:b')?.toString()).toBe('more b')
		ana.apart('a')
		sync(ana, bo)
		bo.join('d', 'c')
		sync(ana, bo)
		ana.undo.undo()
		sync(ana, bo)
		for (const board of [ana, bo]) expect(board.cards()).toEqual(['shape:a', 'shape:b', 'shape:d+shape:c'])
	})

	it('[JOIN1b] offline into a card that was deleted meanwhile shows the joined card again', () => {
		const ana = openBoard()
		const bo = openBoard(ana.doc)
		ana.records.delete('shape:a')
		bo.join('a', 'b')
		sync(ana, bo)
		for (const board of [ana, bo]) expect(board.cards()).toEqual(['shape:b', 'shape:c', 'shape:d'])
		bo.undo.undo()
		sync(ana, bo)
		for (const board of [ana, bo]) expect(board.cards()).toEqual(['shape:b', 'shape:c', 'shape:d'])
	})

	it('[LOCK1] [SETUP1] takes no locked card as its head', () => {
		const { join, cards, records } = openBoard()
		records.get('shape:a')?.set('isLocked', true)
		records.get('shape:b')?.set('meta.isSetUp', true)
		expect(join('a', 'c')).toBeNull()
		join('b', 'a', 'c', 'd')
		expect(cards()).toEqual(['shape:a', 'shape:b', 'shape:c+shape:d'])
	})
})
