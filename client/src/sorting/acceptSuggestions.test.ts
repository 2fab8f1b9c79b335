import {
	buildCard,
	buildCluster,
	FIRST_INDEX,
	overlaps,
	PAGE_ID,
	putRecord,
	readBoard,
	recordsOf,
	rectOf,
	writeFields,
} from '@charrette/shared'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as Y from 'yjs'
import { observeBoard } from '../sync/observeBoard.ts'
import { createUndoHistory, LOCAL_ORIGIN } from '../sync/undoHistory.ts'
import { type Accepted, acceptSuggestions } from './acceptSuggestions.ts'
import { readSortRequest } from './sortedBoard.ts'

const AT = { x: 0, y: 0, index: FIRST_INDEX }
// Nothing here waits for a frame.
vi.stubGlobal('requestAnimationFrame', () => 0)
vi.stubGlobal('cancelAnimationFrame', () => {})

/** A board with cards in rows, and with one cluster between them. */
function openBoard(count = 12) {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const ids = Array.from({ length: count }, (_, at) => `shape:c${at}`)
	doc.transact(() => {
		for (const [at] of ids.entries()) {
			const place = { ...AT, x: (at % 4) * 240, y: Math.floor(at / 4) * 180 }
			putRecord(records, buildCard(`c${at}`, place, { text: `Card ${at} ${'about permits '.repeat(at)}` }))
		}
		putRecord(records, buildCluster('law', { ...AT, x: 1000 }, { title: 'Law', w: 260, h: 220 }))
		putRecord(records, buildCluster('next', { ...AT, x: 1000, y: 240 }, { title: 'Next to it', w: 260, h: 220 }))
		putRecord(records, buildCard('in', { ...AT, x: 24, y: 40, parent: 'shape:law' }, { text: 'A law' }))
	})
	const undo = createUndoHistory(records)
	const board = observeBoard(records)
	onTestFinished(board.close)
	const accept = (accepted: Accepted[], selected: string[] | null = null) => {
		undo.startStep()
		return doc.transact(
			() => acceptSuggestions(records, board.shown(), { accepted, role: 'participant', selected }),
			LOCAL_ORIGIN,
		)
	}
	const parentOf = (id: string) => readBoard(doc).cards.find((card) => card.id === id)?.cluster ?? PAGE_ID
	return { doc, records, undo, ids, accept, shown: board.shown, parentOf, content: () => readBoard(doc) }
}

describe('accepted suggestions', () => {
	it('[SORT4] become clusters that cover nothing, in one step of undo', () => {
		const { accept, ids, shown, undo, content, parentOf } = openBoard()
		const before = JSON.stringify(content())
		accept([
			{ cluster: null, name: 'Permits', cards: ids.slice(0, 5) },
			{ cluster: null, name: 'Money', cards: ids.slice(5, 10) },
			{ cluster: 'shape:law', name: 'Law', cards: ids.slice(10) },
		])
		expect(
			content()
				.clusters.map(({ title }) => title)
				.sort(),
		).toEqual(['Law', 'Money', 'Next to it', 'Permits'])
		expect(parentOf('shape:c11')).toBe('shape:law')
		for (const parent of [PAGE_ID, ...content().clusters.map(({ id }) => id)]) {
			const rects = [...shown().values()].flatMap((record) =>
				record.typeName === 'shape' && record.parentId === parent ? [rectOf(record)] : [],
			)
			const frame = shown().get(parent)
			for (const [at, rect] of rects.entries()) {
				expect(rects.slice(at + 1).filter((other) => overlaps(rect, other))).toEqual([])
				if (frame?.typeName !== 'shape') continue
				const { w, h } = rectOf(frame)
				expect([rect.x >= 0, rect.y >= 0, rect.x + rect.w <= w, rect.y + rect.h <= h]).not.toContain(false)
			}
		}
		undo.undo()
		expect(JSON.stringify(content())).toBe(before)
	})

	it('[SORT4a] leave out cards that were deleted, locked or put into a cluster meanwhile', () => {
		const { accept, ids, records, parentOf, content } = openBoard()
		records.delete('shape:c0')
		writeFields(records, 'shape:c1', { isLocked: true })
		writeFields(records, 'shape:c2', { parentId: 'shape:law' })
		expect(accept([{ cluster: null, name: 'Permits', cards: ids.slice(0, 4) }])).toEqual(['shape:c3'])
		expect([parentOf('shape:c1'), parentOf('shape:c2')]).toEqual([PAGE_ID, 'shape:law'])
		expect(content().cards.map(({ id }) => id)).not.toContain('shape:c0')
	})

	it('[SORT4a] make a cluster anew that was deleted meanwhile, and none without cards', () => {
		const { accept, ids, records, content } = openBoard()
		records.delete('shape:next')
		accept([
			{ cluster: 'shape:next', name: 'Next to it', cards: ids.slice(0, 2) },
			{ cluster: null, name: 'Gone', cards: ['shape:gone'] },
		])
		expect(
			content()
				.clusters.map(({ title }) => title)
				.sort(),
		).toEqual(['Law', 'Next to it'])
	})

	it('[SORT2] are made of cards in no cluster, in columns of kinds, and of what is selected', () => {
		const { records, ids, shown } = openBoard(2)
		putRecord(records, buildCluster('column', { ...AT, y: 900 }, { title: 'Obstacles', w: 400, h: 400 }))
		putRecord(records, buildCard('o', { ...AT, parent: 'shape:column' }, { text: 'In the column' }))
		const read = (selected: string[] | null) =>
			readSortRequest(shown(), { role: 'participant', locale: 'en', selected })
		expect(
			read(null)
				.cards.map(({ id }) => id)
				.sort(),
		).toEqual([...ids, 'shape:o'].sort())
		expect(
			read(null)
				.clusters.map(({ id, cards }) => [id, cards.length])
				.sort(),
		).toEqual([
			['shape:law', 1],
			['shape:next', 0],
		])
		expect(
			read(['shape:law', 'shape:c0'])
				.cards.map(({ id }) => id)
				.sort(),
		).toEqual(['shape:c0', 'shape:in'])
	})

	it('[SORT2] fill clusters that have a name: a default title in the reader’s language, or that there is none', () => {
		const { records, shown } = openBoard(2)
		for (const [id, title] of Object.entries({ money: 'Money', bare: ' ' }))
			putRecord(records, buildCluster(id, { ...AT, y: 900 }, { title, w: 400, h: 400 }))
		const { clusters } = readSortRequest(shown(), { role: 'participant', locale: 'fr', selected: null })
		expect(Object.fromEntries(clusters.map(({ id, name, text }) => [id, [name, text]]))).toEqual({
			'shape:law': ['Law', 'Law'],
			'shape:next': ['Next to it', 'Next to it'],
			'shape:money': ['Argent', ''],
			'shape:bare': ['Regroupement sans titre', ''],
		})
	})
})
