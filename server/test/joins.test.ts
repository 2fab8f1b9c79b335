import type { Card } from '@charrette/shared'
import {
	boardRoom,
	buildCard,
	buildCluster,
	JOINED_KEY,
	LOCKED_KEY,
	putRecord,
	recordsOf,
	withJoined,
} from '@charrette/shared'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, openWithAna } from './support/call.ts'
import { type ImportScene, setImportScene } from './support/importScene.ts'
import { readCsv } from './support/readExports.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())

const idsOf = (cards: readonly Card[]) =>
	cards.map(({ id, joined = [] }) => [id, ...joined.map((one) => one.id)].join('+').replaceAll('shape:', '')).sort()

/** A board with cards of Bo, and Ana, who joins some of them. */
async function openBoard() {
	const { facilitator, ana } = await openWithAna(server.url)
	const { token } = facilitator.opened
	const host = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), token)
	const records = recordsOf(host.doc)
	const at = { x: 0, y: 0, index: 'a1' as never }
	for (const id of ['a', 'b', 'c', 'd']) putRecord(records, buildCard(id, at, { text: `text ${id}`, city: 'Lima' }))
	putRecord(records, buildCluster('k', at, { title: 'Rules', w: 300, h: 200 }))
	await until('the cards are saved', () => host.acked() >= 5)
	const client = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token)
	const content = async () =>
		(await call<{ cards: Card[] }>(server.url, `/api/boards/${ana.board.id}/content`, { token })).body.cards
	const field = (id: string, of = host) => recordsOf(of.doc).get(`shape:${id}`)?.get(JOINED_KEY)
	return {
		...{ facilitator, ana, host, client, content, field },
		/** Writes the field as a modified client may do. */
		write: (id: string, value: unknown) =>
			client.doc.transact(() => recordsOf(client.doc).get(`shape:${id}`)?.set(JOINED_KEY, value)),
		leave: () => [host, client].map((one) => one.leave()),
	}
}

describe('[JOIN1a] what a client may write into the field of a joined card', () => {
	it.each<[string, unknown]>([
		['a number', 5],
		['an object', { id: 'shape:b' }],
		['true', true],
		['an id of something else', 'binding:b'],
		['a long text', `shape:${'b'.repeat(5000)}`],
		['an empty text', ''],
	])('[GATE3] %s is removed', async (_, value) => {
		const board = await openBoard()
		board.write('a', value)
		await until(
			'the edit is saved and repaired',
			() => board.client.acked() > 0 && board.field('a', board.client) === undefined,
		)
		expect(board.field('a')).toBeUndefined()
		expect(idsOf(await board.content())).toEqual(['a', 'b', 'c', 'd'])
		board.leave()
	})

	it.each<[string, [string, string][], string[]]>([
		['itself', [['a', 'a']], ['a', 'b', 'c', 'd']],
		['a card that is not there', [['a', 'gone']], ['a', 'b', 'c', 'd']],
		['a cluster', [['a', 'k']], ['a', 'b', 'c', 'd']],
		[
			'each other',
			[
				['a', 'b'],
				['b', 'a'],
			],
			['a+b', 'c', 'd'],
		],
		[
			'each other in a circle',
			[
				['c', 'b'],
				['b', 'a'],
				['a', 'c'],
			],
			['a+b+c', 'd'],
		],
		[
			'a card that is joined itself',
			[
				['c', 'b'],
				['b', 'a'],
			],
			['a+b+c', 'd'],
		],
	])('a card may name %s: every card is shown once', async (_, joins, expected) => {
		const board = await openBoard()
		for (const [card, head] of joins) board.write(card, `shape:${head}`)
		await until('the edits arrive', () => joins.every(([card, head]) => board.field(card) === `shape:${head}`))
		const cards = await board.content()
		expect(idsOf(cards)).toEqual(expected)
		expect(
			withJoined(cards)
				.map(({ text }) => text)
				.sort(),
		).toEqual(['text a', 'text b', 'text c', 'text d'])
		board.leave()
	})

	it('a record that is no card is not joined', async () => {
		const board = await openBoard()
		board.write('k', 'shape:a')
		await until('the edit arrives', () => board.field('k') === 'shape:a')
		const path = `/api/boards/${board.ana.board.id}/content`
		const { body } = await call<{ clusters: unknown[] }>(server.url, path, { token: board.ana.token })
		expect(body.clusters).toHaveLength(1)
		expect(idsOf(await board.content())).toEqual(['a', 'b', 'c', 'd'])
		board.leave()
	})

	it('[SETUP1] a participant joins no locked card, and a facilitator does', async () => {
		const board = await openBoard()
		const mark = { type: 'setup.mark', board: board.ana.board.id, records: ['shape:a'], isSetUp: true }
		await board.facilitator.run(mark)
		await until('it is locked', () => recordsOf(board.client.doc).get('shape:a')?.get(LOCKED_KEY) === true)
		board.write('a', 'shape:b')
		await until('the edit is reverted', () => board.client.nacked() > 0 && board.field('a', board.client) === undefined)
		expect(idsOf(await board.content())).toEqual(['a', 'b', 'c', 'd'])
		recordsOf(board.host.doc).get('shape:a')?.set(JOINED_KEY, 'shape:b')
		await until('the facilitator joins it', () => board.field('a', board.client) === 'shape:b')
		expect(idsOf(await board.content())).toEqual(['b+a', 'c', 'd'])
		board.leave()
	})

	it('nobody joins cards of a frozen board', async () => {
		const board = await openBoard()
		await board.facilitator.run({ type: 'boards.freeze', boards: [board.ana.board.id], frozen: true })
		const { nacked } = board.client
		const before = nacked()
		board.write('a', 'shape:b')
		await until('the edit is refused', () => nacked() > before || board.client.closed() !== null)
		expect(board.field('a')).toBeUndefined()
		expect(idsOf(await board.content())).toEqual(['a', 'b', 'c', 'd'])
		board.leave()
	})
})

describe('[JOIN2] the content and the files of a board with joined cards', () => {
	let scene: ImportScene
	beforeAll(async () => {
		scene = await setImportScene(server)
		await scene.edit(scene.board, (records) => {
			for (const id of ['shape:c2', 'shape:c7']) records.get(id)?.set(JOINED_KEY, 'shape:c0')
		})
	})
	const count = (text: string, part: string) => text.split(part).length - 1

	it('have the head with all texts, authors, cities, votes and links, each once', async () => {
		const { cards, links } = await scene.read()
		expect(cards).toHaveLength(scene.content.cards.length - 2)
		expect(withJoined(cards)).toHaveLength(scene.content.cards.length)
		const was = (id: string) => scene.content.cards.find((card) => card.id === id)
		const head = cards.find(({ id }) => id === 'shape:c0')
		expect(head?.joined).toEqual([was('shape:c2'), was('shape:c7')])
		expect([head?.votes, head?.reactions]).toEqual([1, was('shape:c2')?.reactions])
		expect(links.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(['shape:c0 shape:c14', 'shape:c1 shape:c0'])
	})

	it('are read by people: Markdown, CSV, workbook, page', async () => {
		const markdown = (await scene.take('md')).text
		const lines = markdown.split('\n')
		const at = lines.findIndex((line) => line.includes('Nobody knows who signs') && line.startsWith('- **'))
		expect(lines.slice(at + 1, at + 4).join('\n')).toMatch(/\+ Los trámites.*Ana “la jefa”, Bogotá/)
		expect(count(markdown, 'Los trámites')).toBe(1)
		const rows = readCsv((await scene.take('csv')).text).flatMap((row) => Object.values(row))
		const cells = rows.filter((cell) => cell.includes('Los trámites'))
		expect(cells).toHaveLength(1)
		expect(cells[0]).toMatch(/Ana “la jefa”, Bogotá[\s\S]*HYPERLINK[\s\S]*=李, Wuhan/)
		const sheets = unzipSync((await scene.take('xlsx')).bytes)
		const words = Object.entries(sheets).filter(([name]) => name.endsWith('.xml'))
		expect(words.some(([, bytes]) => strFromU8(bytes).includes('Los trámites'))).toBe(true)
		expect((await scene.take('html')).text).toContain('Los trámites')
	})

	it('[FILE2] are sent whole, and only with the card that shows them', async () => {
		const file = JSON.parse((await scene.take('json', '&cards=shape:c0')).text)
		expect(idsOf(file.cards)).toEqual(['c0+c2+c7'])
		expect(Object.keys(file.document.records).sort()).toEqual(['shape:c0', 'shape:c2', 'shape:c7', 'shape:k'])
		const other = JSON.parse((await scene.take('json', '&cards=shape:c2,shape:c3')).text)
		expect(Object.keys(other.document.records).sort()).toEqual(['shape:c3', 'shape:k'])
	})

	it('[DETAIL2] the image of a joined card is in the file', async () => {
		const { pictures } = await scene.fileOf(scene.board)
		expect(Object.keys(pictures)).toHaveLength(2)
	})

	it('[ANON1] without authors name nobody, also of joined cards', async () => {
		for (const format of ['json', 'md', 'csv', 'html'] as const) {
			const { text } = await scene.take(format, '&authors=0')
			expect(text).not.toMatch(/la jefa|=李/)
		}
	})

	it('[IMP1] come back joined from their own JSON', async () => {
		const { bytes } = await scene.take('json')
		const { boards, skipped } = await scene.bring(bytes, { name: 'x.json' })
		expect(skipped).toEqual([])
		const [before, after] = [await scene.read(), await scene.contentOf(boards[0]?.id ?? '')]
		const plain = (cards: readonly Card[]): unknown =>
			cards.map(({ id, cluster, votes, reactions, joined, ...card }) => ({ ...card, joined: joined && plain(joined) }))
		expect(plain(after.cards)).toEqual(plain(before.cards))
		expect(after.links).toHaveLength(before.links.length)
	})
})
