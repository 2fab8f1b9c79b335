import {
	buildCard,
	buildCluster,
	buildImage,
	FIRST_INDEX,
	LOCKED_KEY,
	PAGE_ID,
	type ParticipantId,
	putRecord,
	readBoard,
	recordsOf,
	writeFields,
} from '@charrette/shared'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import * as Y from 'yjs'
import { clusterRectOf } from '../boardParts/space/placeCards.ts'
import { observeBoard } from '../sync/observeBoard.ts'
import { createUndoHistory } from '../sync/undoHistory.ts'
import { neighbourOf } from './clusterEdits.ts'
import { createListEdits } from './listEdits.ts'

const AT = { x: 0, y: 0, index: FIRST_INDEX }

/**
 * Opens a board with two clusters side by side, a third below them, and a card and an image in the
 * first.
 */
function openBoard() {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const undo = createUndoHistory(records)
	const board = observeBoard(records)
	onTestFinished(board.close)
	const author = { id: 'ana' as ParticipantId, city: 'Dakar' }
	const edits = createListEdits({ records, board, undo, author, canWrite: () => true })
	doc.transact(() => {
		putRecord(records, buildCluster('law', { ...AT, x: 100, y: 100 }, { title: 'Law', w: 300, h: 200 }))
		putRecord(records, buildCluster('money', { ...AT, x: 450, y: 110 }, { title: 'Money', w: 500, h: 260 }))
		putRecord(records, buildCluster('time', { ...AT, x: 100, y: 500 }, { title: 'Time', w: 300, h: 200 }))
		putRecord(records, buildCard('permits', { ...AT, x: 24, y: 40, parent: 'shape:law' }, { text: 'Permits' }))
		const image = { w: 40, h: 40, path: `/api/images/${'0'.repeat(40)}`, alt: '' }
		putRecord(records, buildImage('photo', { ...AT, x: 30, y: 150, parent: 'shape:law' }, image))
	})
	const titles = () => readBoard(doc).clusters.map(({ title }) => title)
	const rectOf = (id: string) => clusterRectOf(board.shown().get(id))
	return { doc, records, undo, board, edits, titles, rectOf }
}

beforeEach(() => {
	vi.stubGlobal('requestAnimationFrame', () => 0)
	vi.stubGlobal('cancelAnimationFrame', () => {})
})

describe('clusters in the list', () => {
	it('[PHONE6] a new cluster is below everything, and contains the card that it was created for', () => {
		const { doc, edits, rectOf, undo } = openBoard()
		const id = edits.addCluster('  People ', 'shape:permits')
		expect(rectOf(id ?? '')).toMatchObject({ x: 100, y: 748 })
		expect(readBoard(doc).clusters.at(-1)).toMatchObject({ title: 'People', cards: ['shape:permits'] })
		undo.undo()
		expect(readBoard(doc).clusters.map(({ cards }) => cards)).toEqual([['shape:permits'], [], []])
	})

	it('[PHONE6] clusters side by side are swapped within the space that both take', () => {
		const { edits, titles, rectOf } = openBoard()
		edits.swapClusters('shape:law', 'shape:money')
		expect(titles()).toEqual(['Money', 'Law', 'Time'])
		expect(rectOf('shape:money')).toMatchObject({ x: 100, y: 100 })
		expect(rectOf('shape:law')).toMatchObject({ x: 650, y: 110 })
	})

	it('[PHONE6] clusters one below the other are swapped without overlapping other clusters', () => {
		const { edits, titles, rectOf } = openBoard()
		edits.swapClusters('shape:money', 'shape:time')
		expect(titles()).toEqual(['Law', 'Time', 'Money'])
		expect(rectOf('shape:time')).toMatchObject({ x: 450, y: 110 })
		edits.swapClusters('shape:law', 'shape:time')
		edits.swapClusters('shape:law', 'shape:money')
		expect(titles()).toEqual(['Time', 'Money', 'Law'])
		const rects = ['law', 'money', 'time'].map((id) => rectOf(`shape:${id}`))
		for (const [at, one] of rects.entries())
			for (const other of rects.slice(at + 1)) {
				if (!one || !other) throw new Error('a cluster is gone')
				const isApart = one.x + one.w <= other.x || other.x + other.w <= one.x
				expect(isApart || one.y + one.h <= other.y || other.y + other.h <= one.y).toBe(true)
			}
	})

	it('[PHONE6] a title that another person changed meanwhile is merged', () => {
		const { edits, records, titles } = openBoard()
		writeFields(records, 'shape:law', { 'props.name': 'Law & order' })
		edits.renameCluster({ id: 'shape:law', before: 'Law', title: 'The Law' })
		expect(titles()[0]).toBe('The Law & order')
	})

	it('[PHONE6] a deleted cluster leaves its cards and images where they are', () => {
		const { doc, edits, board, undo } = openBoard()
		edits.removeCluster('shape:law')
		expect(readBoard(doc).cards[0]).not.toHaveProperty('cluster')
		expect(board.shown().get('shape:permits')).toMatchObject({ x: 124, y: 140, parentId: PAGE_ID })
		expect(board.shown().get('shape:photo')).toMatchObject({ x: 130, y: 250, parentId: PAGE_ID })
		undo.undo()
		expect(readBoard(doc).clusters[0]).toMatchObject({ title: 'Law', cards: ['shape:permits'] })
	})

	it('[SETUP1] a participant moves a cluster past a locked one; a facilitator can also swap it with the locked one', () => {
		const { records, board } = openBoard()
		const order = ['shape:law', 'shape:money', 'shape:time']
		const before = (id: string, canMoveLocked: boolean) =>
			neighbourOf(board.shown(), order, { id, step: -1, canMoveLocked })
		writeFields(records, 'shape:money', { [LOCKED_KEY]: true })
		expect(before('shape:time', false)).toBe('shape:law')
		expect(before('shape:time', true)).toBe('shape:money')
		expect(before('shape:money', false)).toBeNull()
		expect(before('shape:law', true)).toBeNull()
	})
})
