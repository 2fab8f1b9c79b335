import {
	BoardProjection,
	compareBoards,
	digestBoard,
	importRecords,
	planCardRestore,
	planRestore,
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

describe('[COST1] twice as large a board takes twice the steps', () => {
	for (const [reader, read] of Object.entries(READERS))
		test.each(Object.entries(HOSTILE_BOARDS))(`${reader}: %s`, async (_board, build) => {
			expect(await growthOf(SIZE, build, read)).toBeLessThanOrEqual(MAX_GROWTH)
		})
})
