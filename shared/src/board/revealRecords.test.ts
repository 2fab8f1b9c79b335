import type { IndexKey } from '@tldraw/utils'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CardKind } from '../domain/BoardContent.ts'
import { translationFor, translationKey } from '../domain/cardTranslations.ts'
import type { Rect } from '../geometry/rects.ts'
import { BoardProjection } from './BoardProjection.ts'
import { isCard } from './boardContent.ts'
import { recordsOf } from './boardDocument.ts'
import { buildCard, buildCluster, buildLine, buildLink } from './buildRecords.ts'
import { CARD_WIDTH, estimateCardHeight } from './cardLayout.ts'
import { detailLevel, wordsStyle } from './detailLevel.ts'
import { readBoard } from './readBoard.ts'
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

/** The size of a laptop's screen in px, and the space that bars cover on its sides. */
const LAPTOP = { w: 1366 - 2 * 40, h: 768 - 132 - 108 }
/** The text sizes of a card; a longer text has the smallest. */
const TEXT_SIZES = [13, 15]

/** Returns the smallest text on a laptop's screen that shows the revealed cards, in px. */
function smallestText(area: Rect | null): number {
	const zoom = Math.min(1, LAPTOP.w / ((area?.w ?? 0) + 48), LAPTOP.h / ((area?.h ?? 0) + 88))
	const sizes = TEXT_SIZES.map((fontSize) => {
		const level = detailLevel({ w: CARD_WIDTH, fontSize }, zoom)
		return level === 'full' ? fontSize * zoom : level === 'words' ? wordsStyle(zoom).fontSize * zoom : 0
	})
	return Math.min(...sizes)
}

const template = () => [
	column('c', 'Cases', { x: 0 }),
	column('o', 'Obstacles', { x: 860 }),
	column('s', 'Solutions', { x: 1720 }),
]

it.each([36, 60])('[ROOM3d] a column lays %i cards out in the form of a screen, where all are readable', (count) => {
	const board = documentWith(...template())
	const texts = (n: number) => ({ text: 'word '.repeat(1 + (n % 9)) })
	const cards = Array.from({ length: count }, (_, n) => kindCard(`card${n}`, 'obstacle', texts(n)))
	const { area } = revealRecords([documentWith(...cards)], board, { withNames: true })
	expect(rectsIn(board, 'shape:o')).toHaveLength(count)
	expect(overlapping(rectsIn(board, 'shape:o'))).toEqual([])
	expect(overlapping(boxes(board))).toEqual([])
	expect(smallestText(area)).toBeGreaterThanOrEqual(12)
	const [cases, obstacles, solutions] = boxes(board)
	expect(cases).toMatchObject({ x: 0, y: 0, w: 760, h: 1000 })
	expect(obstacles).toMatchObject({ x: 860, y: 0 })
	expect((obstacles?.w ?? 0) / (obstacles?.h ?? 1)).toBeGreaterThan(1.5)
	expect((obstacles?.w ?? 0) / (obstacles?.h ?? 1)).toBeLessThan(2.3)
	expect(solutions).toMatchObject({ x: 860 + (obstacles?.w ?? 0) + 100, y: 0, w: 760, h: 1000 })
	// Rows are filled from the left, and only the last one may have fewer cards.
	const rows = new Set(rectsIn(board, 'shape:o').map(({ y }) => y))
	const inRow = (row: number) => rectsIn(board, 'shape:o').filter(({ y }) => y === row)
	for (const row of [...rows].sort((a, b) => a - b).slice(0, -1)) expect(inRow(row)).toHaveLength(inRow(40).length)
	expect(rows.size).toBe(Math.ceil(count / inRow(40).length))
	for (const { x, y, w, h } of rectsIn(board, 'shape:o')) {
		expect(x + w).toBeLessThanOrEqual((obstacles?.w ?? 0) - 24)
		expect(y + h).toBeLessThanOrEqual((obstacles?.h ?? 0) - 24)
	}
})

it('[ROOM3d] a column that grows moves its neighbours aside, with everything in and on them', () => {
	const board = documentWith(
		...template(),
		column('below', 'Questions', { x: 0, y: 1100 }),
		buildCard('in', { x: 50, y: 60, index, parent: 'shape:s' }, { kind: 'solution', text: 'in' }),
		buildCard('on', { x: 1800, y: 500, index }, { kind: 'note', text: 'on' }),
		buildCard('above', { x: 1900, y: -200, index }, { kind: 'note', text: 'above' }),
		buildLine('circle', { x: 1760, y: 480, index }, [
			[0, 0],
			[300, 300],
		]),
		buildLine('across', { x: -100, y: 300, index }, [
			[0, 0],
			[2000, 0],
		]),
		buildCard('kept', { x: 472, y: 312, index, parent: 'shape:o' }, { kind: 'obstacle', text: 'kept' }),
		...buildLink('l', { from: 'shape:in', to: 'shape:kept' }, index),
	)
	const before = recordsOf(board).toJSON()
	const cards = Array.from({ length: 36 }, (_, n) => kindCard(`card${n}`, 'obstacle'))
	revealRecords([documentWith(...cards)], board, { withNames: true })
	const position = (id: string) => ((recordsOf(board).get(id)?.get('xy') ?? [0, 0]) as number[]).slice(0, 2)
	const by = (position('shape:s')[0] ?? 0) - 1720
	expect(by).toBeGreaterThan(400)
	expect(position('shape:on')).toEqual([1800 + by, 500])
	expect(position('shape:above')).toEqual([1900 + by, -200])
	expect(position('shape:circle')).toEqual([1760 + by, 480])
	for (const id of ['shape:in', 'shape:kept', 'shape:across', 'shape:c', 'shape:o', 'shape:below', 'shape:l'])
		expect(position(id), id).toEqual((before[id].xy ?? [0, 0]).slice(0, 2))
	expect(overlapping(rectsIn(board, 'shape:o'))).toEqual([])
	expect(overlapping(boxes(board).filter(({ id }) => id !== 'shape:on'))).toEqual([])
})

it('[ROOM3d] a column that grows downwards moves the clusters below it, and a later reveal adds a few cards as it is', () => {
	const small = column('o', 'Obstacles', { x: 0, w: 472, h: 320 })
	const board = documentWith(small, column('n', 'Notes', { x: 0, y: 420 }))
	const reveal = (ids: string[]) =>
		revealRecords([documentWith(...ids.map((id) => kindCard(id, 'obstacle')))], board, { withNames: true })
	reveal(Array.from({ length: 24 }, (_, n) => `card${n}`))
	const [obstacles, notes] = boxes(board)
	expect(obstacles?.h).toBeGreaterThan(320)
	expect(notes).toMatchObject({ x: 0, y: 100 + (obstacles?.h ?? 0) })
	expect(overlapping(rectsIn(board, 'shape:o'))).toEqual([])
	const placed = new Map(rectsIn(board, 'shape:o').map((rect) => [rect.id, rect]))
	reveal(['late1'])
	for (const rect of rectsIn(board, 'shape:o')) if (placed.has(rect.id)) expect(rect).toEqual(placed.get(rect.id))
	expect(rectsIn(board, 'shape:o')).toHaveLength(25)
	expect(overlapping([...rectsIn(board, 'shape:o')])).toEqual([])
	expect(overlapping(boxes(board))).toEqual([])
})

it('[ROOM3d] a single card takes the free place of its column, which keeps its size', () => {
	const board = documentWith(...template())
	const reveal = (id: string) => revealRecords([documentWith(kindCard(id, 'obstacle'))], board, { withNames: true })
	for (let n = 0; n < 14; n++) reveal(`card${n}`)
	expect(recordsOf(board).get('shape:o')?.get('wh')).toEqual([760, 1000])
	expect(recordsOf(board).get('shape:s')?.get('xy')).toEqual([1720, 0])
	expect(rectsIn(board, 'shape:o')).toHaveLength(14)
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
	expect(recordsOf(board).get('shape:a')?.get('xy')).toEqual([20, 20, 'shape:mine', 224, 472])
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

it('[READ5b] a reveal without names has no authors of translations', () => {
	const key = translationKey('es')
	for (const withNames of [true, false]) {
		const hidden = documentWith(cardAt('a', 0, 0, 'Rain'))
		recordsOf(hidden)
			.get('shape:a')
			?.set(key, translationFor('Rain', 'Lluvia', 'ana'))
		const board = new Y.Doc()
		revealRecords([hidden], board, { withNames })
		const revealed = translationFor('Rain', 'Lluvia', withNames ? 'ana' : null)
		expect(recordsOf(board).get('shape:a')?.get(key)).toEqual(revealed)
	}
})
