import type { IndexKey } from '@tldraw/utils'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CardKind } from '../domain/BoardContent.ts'
import type { Rect } from '../geometry/rects.ts'
import { addSentShapes } from './addSentShapes.ts'
import { cardSource, isCard } from './boardContent.ts'
import { recordsOf } from './boardDocument.ts'
import { buildCard, buildCluster, buildImage, buildLink } from './buildRecords.ts'
import { copyShapes, type SentChoice, type SentFrom, shownIn } from './copyShapes.ts'
import { joinsOf } from './joins.ts'
import { rectsOnPage } from './pageRects.ts'
import { readBoard } from './readBoard.ts'
import { putRecord, writeFields } from './recordWrites.ts'
import type { BoardRecord } from './schema.ts'

const index = 'a1' as IndexKey
const at = (x: number, y: number, parent?: string) => ({ x, y, index, ...(parent && { parent }) })

function documentWith(...records: BoardRecord[]): Y.Doc {
	const doc = new Y.Doc()
	for (const record of records) putRecord(recordsOf(doc), record)
	return doc
}

const card = (id: string, kind: CardKind, place = at(0, 0), more: object = {}) =>
	buildCard(id, place, { kind, text: `Text ${id}`, city: 'Lima', ...more }, 'ana')
const cluster = (id: string, title: string, place = at(0, 0)) => buildCluster(id, place, { title, w: 500, h: 400 })

/** The board of a group: a cluster with two obstacles, a solution for one of them, and a note. */
function groupBoard(group: string, title = 'Money'): Y.Doc {
	const [a, b, c, d] = [`${group}-a`, `${group}-b`, `${group}-c`, `${group}-d`]
	return documentWith(
		cluster(`${group}-frame`, title),
		card(a, 'obstacle', at(20, 40, `shape:${group}-frame`)),
		card(b, 'obstacle', at(240, 40, `shape:${group}-frame`)),
		card(c, 'solution', at(900, 40)),
		card(d, 'note', at(900, 400)),
		...buildLink(`${group}-link`, { from: `shape:${c}`, to: `shape:${a}` }, index),
	)
}

const titleKey = (title: string) => title.toLowerCase()

function send(
	plenary: Y.Doc,
	boards: Record<string, Y.Doc>,
	choice: SentChoice,
	{ by = 'group', on }: { by?: SentFrom['by']; on?: string } = {},
) {
	const sent = Object.entries(boards).map(([group, doc]) =>
		copyShapes(doc, choice, {
			source: { workshop: 'Green roofs', group, board: `board-${group}` },
			by,
			kindTitle: (kind) => kind,
		}),
	)
	return addSentShapes(plenary, sent, { titleKey, on })
}

const clustersOf = (doc: Y.Doc) =>
	readBoard(doc)
		.clusters.map(({ title, cards }) => [title, cards.map((id) => id.replace('shape:', '')).sort()])
		.sort()

function overlaps(doc: Y.Doc): string[][] {
	const shown = shownIn(recordsOf(doc))
	const rects = [...rectsOnPage(shown)]
	const isInside = (a: string, b: string) =>
		shown.get(a)?.typeName === 'shape' && Reflect.get(shown.get(a) ?? {}, 'parentId') === b
	const overlap = (a: Rect, b: Rect) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
	return rects.flatMap(([a, one], order) =>
		rects
			.slice(order + 1)
			.filter(([b, other]) => overlap(one, other) && !isInside(a, b) && !isInside(b, a))
			.map(([b]) => [a, b]),
	)
}

it('[PLEN1a] puts the cards of each group into a cluster of its name, in free space', () => {
	const plenary = documentWith(card('there', 'note', at(60, 200)))
	const result = send(plenary, { 'Group 1': groupBoard('one'), 'Group 2': groupBoard('two') }, 'all')
	expect(result).toMatchObject({ known: 0 })
	expect(result.sent).toHaveLength(8)
	expect(clustersOf(plenary)).toEqual([
		['Group 1', ['one-a', 'one-b', 'one-c', 'one-d']],
		['Group 2', ['two-a', 'two-b', 'two-c', 'two-d']],
	])
	expect(overlaps(plenary)).toEqual([])
})

it('[PLEN1a] combines equal clusters of all groups by theme, and other cards by kind', () => {
	const plenary = new Y.Doc()
	send(plenary, { 'Group 1': groupBoard('one'), 'Group 2': groupBoard('two', 'MONEY') }, 'all', { by: 'theme' })
	expect(clustersOf(plenary)).toEqual([
		['Money', ['one-a', 'one-b', 'two-a', 'two-b']],
		['note', ['one-d', 'two-d']],
		['solution', ['one-c', 'two-c']],
	])
	expect(overlaps(plenary)).toEqual([])
})

it('[PLEN1a] sends a chosen cluster with its title, and a chosen card to its group', () => {
	const plenary = new Y.Doc()
	const board = groupBoard('one')
	putRecord(
		recordsOf(board),
		buildImage('photo', at(40, 300, 'shape:one-frame'), {
			w: 90,
			h: 60,
			path: `/api/images/${'a'.repeat(40)}`,
			alt: '',
		}),
	)
	expect(send(plenary, { 'Group 1': board }, ['shape:one-d', 'shape:one-frame']).sent).toHaveLength(4)
	expect(clustersOf(plenary)).toEqual([
		['Group 1', ['one-d']],
		['Money', ['one-a', 'one-b']],
	])
	expect(readBoard(plenary).images.map(({ id }) => id)).toEqual(['shape:photo'])
})

it('[PLEN1a] leaves out the locked layer, and by clusters also the columns of a template', () => {
	const board = documentWith(
		{ ...cluster('zone', 'Obstacles'), meta: { isSetUp: true } },
		{ ...card('how', 'note', at(0, 900)), meta: { isSetUp: true } },
		card('in-zone', 'obstacle', at(20, 40, 'shape:zone')),
		cluster('own', 'Money', at(900, 0)),
		card('in-own', 'obstacle', at(20, 40, 'shape:own')),
	)
	expect(send(new Y.Doc(), { 'Group 1': board }, 'all').sent.sort()).toEqual(['shape:in-own', 'shape:in-zone'])
	expect(send(new Y.Doc(), { 'Group 1': board }, 'clustered').sent).toEqual(['shape:in-own'])
})

it('[PLEN1b] adds nothing twice, keeps what was changed there, and lets the cluster grow', () => {
	const plenary = new Y.Doc()
	const board = groupBoard('one')
	send(plenary, { 'Group 1': board }, ['shape:one-a'])
	writeFields(recordsOf(plenary), 'shape:one-a', { 'props.city': 'Quito' })
	putRecord(recordsOf(plenary), card('beside', 'note', at(400, 180)))
	expect(send(plenary, { 'Group 1': board }, 'all')).toEqual({
		sent: ['shape:one-c', 'shape:one-d', 'shape:one-b'],
		known: 1,
	})
	expect(clustersOf(plenary)).toEqual([['Group 1', ['one-a', 'one-b', 'one-c', 'one-d']]])
	expect(readBoard(plenary).cards.find(({ id }) => id === 'shape:one-a')?.city).toBe('Quito')
	expect(overlaps(plenary)).toEqual([])
})

it('[PLEN1b] brings a link once both of its cards are there', () => {
	const plenary = new Y.Doc()
	const board = groupBoard('one')
	send(plenary, { 'Group 1': board }, ['shape:one-a'])
	expect(readBoard(plenary).links).toEqual([])
	send(plenary, { 'Group 1': board }, ['shape:one-c'])
	const { links, coverage } = readBoard(plenary)
	expect(links.map(({ from, to }) => [from, to])).toEqual([['shape:one-c', 'shape:one-a']])
	expect(coverage).toMatchObject({ obstacles: 1, open: 0 })
})

it('[PLEN1c] gives each copy its group and the way back, and no lock', () => {
	const plenary = new Y.Doc()
	const board = groupBoard('one')
	writeFields(recordsOf(board), 'shape:one-a', { isLocked: true })
	const practice = { practice: 'p', version: 2, city: 'Oslo', workshop: 'Other' }
	putRecord(recordsOf(board), { ...card('adopted', 'solution', at(900, 800)), meta: { from: practice } })
	send(plenary, { 'Group 1': board }, ['shape:one-a', 'shape:adopted'])
	const shown = shownIn(recordsOf(plenary))
	const sourceOf = (id: string) => {
		const record = shown.get(id)
		return isCard(record) ? cardSource(record) : null
	}
	const back = { board: 'board-Group 1' }
	expect(sourceOf('shape:one-a')).toEqual({
		city: 'Lima',
		workshop: 'Green roofs',
		group: 'Group 1',
		...back,
		card: 'shape:one-a',
	})
	expect(sourceOf('shape:adopted')).toEqual({ ...practice, ...back, card: 'shape:adopted' })
	expect(shown.get('shape:one-a')).toMatchObject({ isLocked: false, meta: { author: 'ana' } })
})

it('[PLEN1d] puts copies onto a card of the board, each to be seen, and makes no cluster for them', () => {
	const plenary = documentWith(cluster('ours', 'Ours'), card('there', 'note', at(60, 80, 'shape:ours')))
	const board = groupBoard('one')
	writeFields(recordsOf(board), 'shape:one-d', { 'meta.joined': 'shape:one-b' })
	const named = ['shape:one-a', 'shape:one-b']
	expect(send(plenary, { 'Group 1': board }, named, { on: 'shape:there' }).sent).toEqual(named)
	const shown = shownIn(recordsOf(plenary))
	const head = shown.get('shape:one-b')
	const placed = [shown.get('shape:one-a'), head, ...joinsOf(head)].filter(isCard)
	expect(placed.map(({ id, parentId, x, y }) => [id, parentId, x, y])).toEqual([
		['shape:one-a', 'shape:ours', 84, 104],
		['shape:one-b', 'shape:ours', 108, 128],
		['shape:one-d', 'shape:ours', 132, 152],
	])
	expect(clustersOf(plenary).map(([title]) => title)).toEqual(['Ours'])
	// Without that card, they are placed as others are.
	send(plenary, { 'Group 2': groupBoard('two') }, ['shape:two-a'], { on: 'shape:gone' })
	expect(clustersOf(plenary).map(([title]) => title)).toEqual(['Group 2', 'Ours'])
})
