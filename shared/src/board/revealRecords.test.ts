import type { IndexKey } from '@tldraw/utils'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CardKind } from '../domain/BoardContent.ts'
import type { Rect } from '../domain/Workshop.ts'
import { BoardProjection } from './BoardProjection.ts'
import { recordsOf } from './boardDocument.ts'
import { buildCard, buildCluster, buildLink } from './buildRecords.ts'
import { estimateCardHeight } from './cardLayout.ts'
import { isCard, readBoard } from './readBoard.ts'
import { putRecord } from './recordWrites.ts'
import { revealRecords } from './revealRecords.ts'
import type { BoardRecord } from './schema.ts'

const index = 'a1' as IndexKey

function documentWith(...records: BoardRecord[]): Y.Doc {
	const doc = new Y.Doc()
	for (const record of records) putRecord(recordsOf(doc), record)
	return doc
}

const cardAt = (id: string, x: number, y: number, text = id) => buildCard(id, { x, y, index }, { text }, 'ana')

/** Returns the rectangles of cards and clusters on the page. */
function boxes(doc: Y.Doc) {
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	return [...projection.shown.values()].flatMap((record) => {
		if (record.typeName !== 'shape' || !('w' in record.props) || record.parentId !== 'page:board') return []
		const { w, h } = record.props as { w: number; h: number }
		return [{ id: record.id, x: record.x, y: record.y, w, h }]
	})
}
const overlapping = (all: readonly (Rect & { id: string })[]) =>
	all.flatMap((a, i) =>
		all
			.slice(i + 1)
			.filter((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)
			.map((b) => [a.id, b.id]),
	)

const kindCard = (id: string, kind: CardKind, more: object = {}) =>
	buildCard(id, { x: 9000, y: -4000, index }, { kind, text: id, ...more }, 'ana')

/** Builds a locked cluster of a template. */
const column = (id: string, title: string, at: { x: number; y?: number; w?: number; h?: number }) => {
	const { x, y = 0, w = 760, h = 1000 } = at
	return { ...buildCluster(id, { x, y, index }, { title, w, h }), meta: { isSetUp: true } }
}

/** Returns the cards directly in a cluster. */
function cardsIn(doc: Y.Doc, cluster: string) {
	return readBoard(doc).clusters.find(({ id }) => id === `shape:${cluster}`)?.cards ?? []
}

/** Returns the rectangles of all cards, in the coordinates of their parent. */
function rectsIn(doc: Y.Doc, parent: string) {
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	return [...projection.shown.values()].flatMap((record) => {
		if (!isCard(record) || record.parentId !== parent) return []
		const { w, h, text } = record.props
		return [{ id: record.id, x: record.x, y: record.y, w, h: estimateCardHeight({ w, h, text }) }]
	})
}

it('[ROOM3] puts each card into the column of its kind, below its existing content', () => {
	const there = buildCard('there', { x: 24, y: 40, index, parent: 'shape:o' }, { kind: 'obstacle', text: 'there' })
	const over = buildCard('over', { x: 1120, y: 300, index }, { kind: 'note', text: 'on the column, but not in it' })
	const board = documentWith(column('c', 'Cases', { x: 0 }), column('o', '障碍', { x: 860 }), there, over)
	const privateDocs = [
		documentWith(kindCard('o1', 'obstacle', { text: 'word '.repeat(90) }), kindCard('c1', 'case')),
		documentWith(kindCard('o2', 'obstacle'), kindCard('o3', 'obstacle')),
	]
	const { cards, area } = revealRecords(privateDocs, board, { withNames: true })
	expect(cards).toBe(4)
	expect(cardsIn(board, 'c')).toEqual(['shape:c1'])
	expect([...cardsIn(board, 'o')].sort()).toEqual(['shape:o1', 'shape:o2', 'shape:o3', 'shape:there'])
	expect(rectsIn(board, 'shape:c')).toMatchObject([{ x: 24, y: 40 }])
	const inColumn = rectsIn(board, 'shape:o')
	expect(overlapping([...inColumn, { id: 'over', x: 260, y: 300, w: 200, h: 112 }])).toEqual([])
	for (const { x, y, w, h } of inColumn) {
		expect(x).toBeGreaterThanOrEqual(24)
		expect(x + w).toBeLessThanOrEqual(760)
		expect(y + h).toBeLessThanOrEqual(1000)
	}
	expect(area).toMatchObject({ x: 24, y: 40 })
	expect((area?.x ?? 0) + (area?.w ?? 0)).toBeLessThanOrEqual(860 + 760)
})

it('[ROOM3] a full column grows until the next thing below it', () => {
	const board = documentWith(column('o', 'Obstacles', { x: 0, w: 472, h: 320 }), column('n', 'Notes', { x: 0, y: 700 }))
	const cards = Array.from({ length: 12 }, (_, n) => kindCard(`o${n}`, 'obstacle'))
	revealRecords([documentWith(...cards)], board, { withNames: true })
	const inColumn = rectsIn(board, 'shape:o')
	expect(inColumn).toHaveLength(8)
	expect(overlapping(inColumn)).toEqual([])
	expect(recordsOf(board).get('shape:o')?.get('wh')).toEqual([472, 584])
	// The remaining cards are in free space beside the existing content.
	const beside = boxes(board).filter(({ id }) => id.startsWith('shape:o') && id !== 'shape:o')
	expect(beside).toHaveLength(4)
	for (const { x } of beside) expect(x).toBeGreaterThanOrEqual(760 + 72)
	expect(overlapping(boxes(board))).toEqual([])
})

it('[ROOM3] puts cards without a column beside the content, sorted by kind, regardless of where they were written', () => {
	const board = documentWith(cardAt('there', 100, 100))
	const privateDocs = Array.from({ length: 12 }, (_, person) =>
		documentWith(
			...Array.from({ length: 5 }, (_, n) =>
				kindCard(`p${person}c${n}`, n % 2 === 0 ? 'solution' : 'obstacle', { text: 'word '.repeat(n * 20) }),
			),
		),
	)
	const { cards, area } = revealRecords(privateDocs, board, { withNames: true })
	expect(cards).toBe(60)
	const all = boxes(board)
	expect(all).toHaveLength(61)
	expect(overlapping(all)).toEqual([])
	expect(all.find(({ id }) => id === 'shape:there')).toMatchObject({ x: 100, y: 100 })
	expect(area).toMatchObject({ x: 100, y: 284 })
	const inOrder = all.filter(({ id }) => id !== 'shape:there').sort((a, b) => a.y - b.y || a.x - b.x)
	const kinds = inOrder.map(({ id }) => recordsOf(board).get(id)?.get('props.kind'))
	expect(kinds.indexOf('solution')).toBeGreaterThan(kinds.lastIndexOf('obstacle') - 12)
	expect(kinds[0]).toBe('obstacle')
})

it('[ROOM3] moves a cluster with its cards, and keeps links', () => {
	const board = documentWith(buildCluster('other', { x: 0, y: 0, index }, { title: 'Other', w: 500, h: 400 }))
	const privateDoc = documentWith(
		buildCluster('mine', { x: 10, y: 10, index }, { title: 'Mine', w: 500, h: 400 }),
		buildCard('a', { x: 20, y: 20, index, parent: 'shape:mine' }, { kind: 'obstacle', text: 'a' }),
		buildCard('b', { x: 1000, y: 0, index }, { kind: 'solution', text: 'b' }),
		...buildLink('l', { from: 'shape:b', to: 'shape:a' }, index),
	)
	expect(revealRecords([privateDoc], board, { withNames: true }).cards).toBe(2)
	const { clusters, links } = readBoard(board)
	expect(clusters.find(({ title }) => title === 'Mine')?.cards).toEqual(['shape:a'])
	expect(links).toMatchObject([{ from: 'shape:b', to: 'shape:a' }])
	expect(overlapping(boxes(board))).toEqual([])
	expect(recordsOf(board).get('shape:a')?.get('xy')).toEqual([20, 20, 'shape:mine', 0, 608])
})

it('[ROOM3] is idempotent, and writes no author if names are hidden', () => {
	const board = documentWith()
	const updates: string[] = []
	board.on('update', (update: Uint8Array) => updates.push(Buffer.from(update).toString('latin1')))
	const privateDoc = documentWith(cardAt('a', 0, 0), cardAt('b', 0, 0))
	recordsOf(privateDoc).get('shape:b')?.set('meta.authorName', 'Zoë')
	revealRecords([privateDoc], board, { withNames: false })
	const once = recordsOf(board).toJSON()
	revealRecords([privateDoc], board, { withNames: false })
	expect(recordsOf(board).toJSON()).toEqual(once)
	expect(updates).toHaveLength(1)
	expect(updates[0]).not.toContain('author')
	expect(recordsOf(privateDoc).get('shape:a')?.get('meta.author')).toBe('ana')
})
