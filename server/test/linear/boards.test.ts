import {
	BoardProjection,
	buildCard,
	buildCluster,
	compareBoards,
	copyShapes,
	digestBoard,
	FIRST_INDEX,
	importRecords,
	planCardRestore,
	planRestore,
	putRecord,
	readBoard,
	readRecords,
	rebuildBoard,
	recordsOf,
	repairRecords,
	restoreRecords,
	revealRecords,
} from '@charrette/shared'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { growthOf, MAX_GROWTH } from '../support/countSteps.ts'
import { HOSTILE_BOARDS } from '../support/hostileBoards.ts'

const SIZE = 120

function project(doc: Y.Doc): BoardProjection {
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	return projection
}

const READERS: Record<string, (doc: Y.Doc) => unknown> = {
	'the projection': project,
	'the projection, record by record'(doc) {
		const projection = new BoardProjection(recordsOf(doc))
		for (const id of recordsOf(doc).keys()) projection.readChanged(new Set([id]))
	},
	'the content': (doc) => readBoard(doc),
	'the digest': (doc) => digestBoard(project(doc).shown),
	'the records': readRecords,
	'the repair': (doc) => repairRecords(recordsOf(doc), [...recordsOf(doc).keys()]),
	'an import': (doc) => importRecords(doc, rebuildBoard(doc)),
	'a restore'(doc) {
		const board = new Y.Doc()
		restoreRecords(board, planRestore(board, doc))
	},
	'a restore of cards'(doc) {
		const cards = readBoard(doc).cards.map(({ id }) => id)
		if (!planCardRestore(new Y.Doc(), doc, cards)) throw new Error('one of the cards is none')
	},
	'a comparison': (doc) => compareBoards(readBoard(doc), readBoard(rebuildBoard(doc))),
	'a reveal': (doc) => revealRecords([doc], new Y.Doc(), { withNames: true }),
}

/** Builds a board of cards in one cluster. */
function cardsInCluster(size: number): Y.Doc {
	const doc = new Y.Doc()
	const index = FIRST_INDEX
	putRecord(recordsOf(doc), buildCluster('all', { x: 0, y: 0, index }, { title: 'All', w: 500, h: 400 }))
	for (let n = 0; n < size; n++) {
		const place = { x: n, y: (n * 37) % 1000, index, parent: 'shape:all' }
		putRecord(recordsOf(doc), buildCard(`c${n}`, place, { text: 'Permits' }))
	}
	return doc
}

test('[COST1] [PLEN2] naming a cluster twice as often for the plenary takes twice the steps', async () => {
	const source = { workshop: 'Green roofs' }
	const build = (size: number) => ({ doc: cardsInCluster(size), ids: new Array<string>(size).fill('shape:all') })
	const copy = ({ doc, ids }: ReturnType<typeof build>) =>
		copyShapes(doc, ids, { source, by: 'group', kindTitle: (kind) => kind }).copies.destroy()
	expect(await growthOf(SIZE, build, copy)).toBeLessThanOrEqual(MAX_GROWTH)
})

describe('[COST1] twice as large a board takes twice the steps', () => {
	for (const [reader, read] of Object.entries(READERS))
		test.each(Object.entries(HOSTILE_BOARDS))(`${reader}: %s`, async (_board, build) => {
			expect(await growthOf(SIZE, build, read)).toBeLessThanOrEqual(MAX_GROWTH)
		})
})
