import type { IndexKey } from '@tldraw/utils'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { BoardProjection } from './BoardProjection.ts'
import { recordsOf } from './boardDocument.ts'
import { buildCard, buildCluster, buildLink } from './buildRecords.ts'
import { readBoard } from './readBoard.ts'
import { putRecord } from './recordCodec.ts'
import { revealRecords } from './revealRecords.ts'
import type { BoardRecord } from './schema.ts'

const index = 'a1' as IndexKey

function documentWith(...records: BoardRecord[]): Y.Doc {
	const doc = new Y.Doc()
	for (const record of records) putRecord(recordsOf(doc), record)
	return doc
}

const cardAt = (id: string, x: number, y: number, text = id) => buildCard(id, { x, y, index }, { text }, 'ana')

/** The rectangles of cards and clusters on the page. */
function boxes(doc: Y.Doc) {
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	return [...projection.shown.values()].flatMap((record) => {
		if (record.typeName !== 'shape' || !('w' in record.props) || record.parentId !== 'page:board') return []
		const { w, h } = record.props as { w: number; h: number }
		return [{ id: record.id, x: record.x, y: record.y, w, h }]
	})
}
const overlapping = (all: ReturnType<typeof boxes>) =>
	all.flatMap((a, i) =>
		all
			.slice(i + 1)
			.filter((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)
			.map((b) => [a.id, b.id]),
	)

it('[ROOM3] lets no card overlap another, and keeps positions with space', () => {
	const board = documentWith(cardAt('there', 100, 100))
	const privateDocs = Array.from({ length: 12 }, (_, person) =>
		documentWith(
			...Array.from({ length: 5 }, (_, n) => cardAt(`p${person}c${n}`, 90 + person, 80 + n, 'word '.repeat(n * 20))),
		),
	)
	privateDocs.push(documentWith(cardAt('far', 9000, -4000)))
	revealRecords(privateDocs, board, { withNames: true })
	const all = boxes(board)
	expect(all).toHaveLength(62)
	expect(overlapping(all)).toEqual([])
	expect(all.find(({ id }) => id === 'shape:far')).toMatchObject({ x: 9000, y: -4000 })
	expect(all.find(({ id }) => id === 'shape:there')).toMatchObject({ x: 100, y: 100 })
	const distances = all.filter(({ id }) => id !== 'shape:far').map(({ x, y }) => Math.hypot(x - 100, y - 100))
	expect(Math.max(...distances)).toBeLessThan(2200)
})

it('[ROOM3] moves a cluster with its cards, and keeps links', () => {
	const board = documentWith(buildCluster('other', { x: 0, y: 0, index }, { title: 'Other', w: 500, h: 400 }))
	const privateDoc = documentWith(
		buildCluster('mine', { x: 10, y: 10, index }, { title: 'Mine', w: 500, h: 400 }),
		buildCard('a', { x: 20, y: 20, index, parent: 'shape:mine' }, { kind: 'obstacle', text: 'a' }),
		buildCard('b', { x: 1000, y: 0, index }, { kind: 'solution', text: 'b' }),
		...buildLink('l', { from: 'shape:b', to: 'shape:a' }, index),
	)
	revealRecords([privateDoc], board, { withNames: true })
	const { clusters, links } = readBoard(board)
	expect(clusters.find(({ title }) => title === 'Mine')?.cards).toEqual(['shape:a'])
	expect(links).toMatchObject([{ from: 'shape:b', to: 'shape:a' }])
	expect(overlapping(boxes(board))).toEqual([])
	expect(recordsOf(board).get('shape:a')?.get('xy')).toEqual([20, 20])
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
