import { join } from 'node:path'
import type { BoardFile } from '@charrette/shared'
import { boardRoom, LOCALES, readRecords } from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import { createWorkshop } from './support/call.ts'
import type { ImportScene } from './support/importScene.ts'
import { boardPath, sessionPath, setImportScene } from './support/importScene.ts'
import { makeZip } from './support/makeZip.js'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'

let server: TestServer
let scene: ImportScene
beforeAll(async () => {
	server = await startServer()
	scene = await setImportScene(server)
})
afterAll(() => server.stop())

/**
 * Returns the parts of a board file that depend neither on the server nor on the time. Votes and
 * reactions are not imported.
 */
function portableParts({ exportedAt, workshop, session, board, cards, ...rest }: BoardFile) {
	return { ...rest, cards: cards.map(({ votes, reactions, ...card }) => card) }
}

describe('[IMP1] a board imported from its JSON', () => {
	it('is the same in its own workshop, with positions, strokes, images and authors', async () => {
		const before = await scene.fileOf(scene.board)
		const { boards, skipped, status } = await scene.bring((await scene.take('json')).bytes, { name: 'x.json' })
		expect([status, skipped]).toEqual([200, []])
		const { cards, links, clusters, images } = before
		expect(boards).toMatchObject([
			{
				title: before.board.title,
				cards: cards.length,
				links: links.length,
				clusters: clusters.length,
				images: images.length,
			},
		])
		expect(portableParts(await scene.fileOf(boards[0]?.id ?? ''))).toEqual(portableParts(before))
	})

	it('is the same on another server, with the names of authors', async () => {
		const otherServer = await startServer()
		const opened = await createWorkshop(otherServer.url)
		const token = opened.token
		const before = portableParts(await scene.fileOf(scene.board))
		const exported = (await scene.take('json')).bytes
		const { boards, skipped } = await scene.bring(exported, { to: sessionPath(opened), at: otherServer, token })
		const after = portableParts(await scene.fileOf(boards[0]?.id ?? '', otherServer, token))
		await otherServer.stop()
		expect(skipped).toEqual([])
		const names = new Map(before.people?.map(({ id, name }) => [id, name]))
		const records = Object.entries(before.document.records).map(([id, fields]) => {
			const name = names.get(String(fields['meta.author']))
			return [id, name === undefined ? fields : { ...fields, 'meta.authorName': name }]
		})
		expect(after).toEqual({ ...before, people: [], document: { schema: 1, records: Object.fromEntries(records) } })
		expect(after.cards.find(({ id }) => id === 'shape:c1')?.author).toBe('=李')
	})

	it('[IMP1a][LOG6] is on disk before its room is opened, and is exported from there', async () => {
		const { bytes } = await scene.take('json')
		const metrics = async () => (await fetch(`${server.url}/metrics`)).text()
		const boardRooms = async () => Number(/charrette_rooms\{type="board"\} (\d+)/.exec(await metrics())?.[1])
		const before = await boardRooms()
		const { boards } = await scene.bring(bytes)
		const [board] = boards
		expect((await scene.fileOf(board?.id ?? '')).cards).toHaveLength(board?.cards ?? 0)
		expect(await boardRooms()).toBe(before)
	})

	it('of version 1 has its content in a new layout', async () => {
		const before = await scene.fileOf(scene.board)
		const { document, pictures, people, ...old } = before
		const { boards, skipped } = await scene.bring(JSON.stringify({ ...old, formatVersion: 1 }))
		expect(skipped).toEqual([])
		const after = await scene.fileOf(boards[0]?.id ?? '')
		const inOrder = ({ cards, links, clusters, images, coverage }: BoardFile) => ({
			cards: cards.map(({ votes, reactions, ...card }) => card).sort((a, b) => (a.id < b.id ? -1 : 1)),
			links: [...links].sort((a, b) => (a.id < b.id ? -1 : 1)),
			clusters: clusters
				.map((one) => ({ ...one, cards: [...one.cards].sort() }))
				.sort((a, b) => (a.id < b.id ? -1 : 1)),
			images,
			coverage,
		})
		expect(inOrder(after)).toEqual(inOrder(before))
	})
})

it('[DETAIL2] a card whose image is neither in the file nor on this server is imported without it, and listed', async () => {
	const { pictures, ...file } = await scene.fileOf(scene.board)
	const missing = `/api/images/${'e'.repeat(40)}`
	const records = { 'shape:a': { type: 'card', text: 'A', 'meta.image': missing, 'meta.imageAlt': 'x' } }
	const lost = await scene.bring(JSON.stringify({ ...file, pictures: {}, document: { schema: 1, records } }))
	expect(lost.skipped).toEqual([{ entry: 'shape:a', reason: 'no_picture' }])
	const { cards } = await scene.contentOf(lost.boards[0]?.id ?? '')
	expect(cards).toMatchObject([{ text: 'A' }])
	expect(cards[0]).not.toHaveProperty('image')
})

it.each([
	['a.csv', 'Text,City\n"One\u000boffice\uffff",Lima\u0001', 'One\noffice'],
	['a.txt', 'One\u000boffice\uffff\n', 'One\noffice'],
	[
		'a.json',
		JSON.stringify({
			format: 'charrette.board',
			formatVersion: 2,
			document: {
				schema: 1,
				records: { 'shape:a': { type: 'card', text: 'One\u0000office', 'props.city': 'Li\uffffma' } },
			},
		}),
		'Oneoffice',
	],
])(
	'[CHARS1] characters that XML forbids are not imported with %s, and a vertical tab is a line break',
	async (name, file, text) => {
		const { boards, skipped, status } = await scene.bring(file, { name })
		expect([status, skipped]).toEqual([200, []])
		const { cards } = await scene.contentOf(boards[0]?.id ?? '')
		expect(cards).toMatchObject([{ text, city: name === 'a.txt' ? '' : 'Lima' }])
	},
)

describe('[IMP1] an import beside existing content', () => {
	it('replaces nothing, is placed below, and returns its new ids', async () => {
		const board = scene.groupBoard(0)
		const json = (await scene.take('json')).bytes
		await scene.bring(json, { to: boardPath(board) })
		const before = await scene.fileOf(board)
		const { boards, skipped } = await scene.bring(json, { to: boardPath(board) })
		const after = await scene.fileOf(board)
		expect(skipped).toEqual([])
		expect(after.document.records).toMatchObject(before.document.records)
		const fresh = Object.keys(after.document.records).filter((id) => !(id in before.document.records))
		expect(fresh.sort()).toEqual([...(boards[0]?.records ?? [])].sort())
		expect(fresh).toHaveLength(Object.keys(before.document.records).length)
		const bottom = Math.max(...Object.values(before.document.records).map(({ xy }) => (xy as number[])?.[1] ?? 0))
		const loose = fresh.filter((id) => !('parentId' in (after.document.records[id] ?? {})) && id.startsWith('shape:'))
		for (const id of loose) {
			const { type, xy } = after.document.records[id] ?? {}
			if (type !== 'arrow') expect((xy as number[])[1]).toBeGreaterThan(bottom)
		}
		expect(after.links).toHaveLength(before.links.length * 2)
	})

	it('reaches members in one transaction, and survives a restart', async () => {
		const board = scene.groupBoard(1)
		const peer = await joinedAsStock(server.syncUrl, boardRoom(board as never), scene.opened.token)
		let updates = 0
		peer.doc.on('update', () => updates++)
		const { boards } = await scene.bring('one\ntwo\nthree', { to: boardPath(board) })
		expect(boards[0]).toMatchObject({ cards: 3, first: [{ kind: 'note', text: 'one' }, {}, {}] })
		await expect.poll(() => Object.keys(readRecords(peer.doc)).length).toBe(3)
		expect(updates).toBe(1)
		peer.leave()
		await server.restart()
		expect((await scene.contentOf(board)).cards).toHaveLength(3)
	})

	it('changes nothing in a dry run', async () => {
		const board = scene.groupBoard(0)
		const before = await scene.contentOf(board)
		const { boards } = await scene.bring('one\ntwo', { to: boardPath(board), dryRun: true })
		expect(boards).toMatchObject([{ cards: 2, records: [] }])
		expect(await scene.contentOf(board)).toEqual(before)
		const sessions = (await scene.view()).workshop.sessions[0]?.boards.length
		await scene.bring('one\ntwo', { dryRun: true })
		expect((await scene.view()).workshop.sessions[0]?.boards.length).toBe(sessions)
	})
})

describe('[IMP2] exported tables', () => {
	const tables = LOCALES.flatMap((locale) => [['csv', locale] as const, ['xlsx', locale] as const])
	it.each(tables)('are imported with their cards, links and clusters: %s in %s', async (format, locale) => {
		const before = await scene.fileOf(scene.board)
		const { bytes } = await scene.take(format, `&locale=${locale}`)
		const { boards, skipped } = await scene.bring(bytes, { name: `Plenary.${format}` })
		expect(skipped).toEqual([])
		const after = await scene.fileOf(boards[0]?.id ?? '')
		expect(after.board.title).toBe('Plenary')
		const plain = ({ cards, clusters }: BoardFile) => [
			cards.map(({ votes, reactions, ...card }) => card).sort((a, b) => (a.id < b.id ? -1 : 1)),
			clusters.map(({ id, title }) => `${id} ${title}`).sort(),
		]
		expect(plain(after)).toEqual(plain(before))
		expect(after.links.map((link) => JSON.stringify(link)).sort()).toEqual(
			before.links.map((link) => JSON.stringify(link)).sort(),
		)
		expect(after.images).toMatchObject([{ alt: '队列', path: before.images[0]?.path }])
	})
})

it.each(LOCALES)('[IMP2e] the exported workbook of a session restores each of its boards: %s', async (locale) => {
	await scene.bring('one', { to: boardPath(scene.groupBoard(0)) })
	const path = `/api/sessions/${scene.opened.workshop.session}/workbook.xlsx?locale=${locale}`
	const headers = { Authorization: `Bearer ${scene.opened.token}` }
	const response = await fetch(server.url + path, { headers })
	const { boards: before } = (await scene.view()).workshop.sessions[0] ?? expect.fail()
	const cardsOf = async (board: string) => (await scene.contentOf(board)).cards.map(({ text }) => text).sort()
	const full = (await Promise.all(before.map(async ({ id, title }) => ({ title, cards: await cardsOf(id) })))).filter(
		({ cards }) => cards.length > 0,
	)
	const bytes = new Uint8Array(await response.arrayBuffer())
	const { boards, skipped } = await scene.bring(bytes, { name: 'workbook.xlsx' })
	expect(skipped).toEqual([])
	const after = await Promise.all(boards.map(async ({ id, title }) => ({ title, cards: await cardsOf(id) })))
	expect(after.length).toBeGreaterThan(1)
	expect(after).toEqual(full)
	for (const { id } of boards) await scene.run({ type: 'board.remove', board: id, withCards: true })
})

it('[IMP2] a dry run lists the columns of an unknown table, and they can be chosen', async () => {
	const csv = 'Nummer;Karten;Ort\n1;Genehmigungen;Wien\n2;Geld;Graz\n'
	const found = await scene.bring(csv, { name: 'a.csv', dryRun: true })
	expect(found).toMatchObject({ boards: [{ cards: 2 }], table: { hasHead: true, at: { text: 2 } } })
	const columns = '&text=3&city=2&head=0'
	const imported = await scene.bring(csv, { name: 'a.csv', columns })
	expect(imported.table).toBeUndefined()
	const { cards } = await scene.contentOf(imported.boards[0]?.id ?? '')
	expect(cards.map(({ text, city }) => `${text} ${city}`).sort()).toEqual([
		'Graz Geld',
		'Ort Karten',
		'Wien Genehmigungen',
	])
	for (const wrong of ['&text=-1', '&city=x', '&kind=101', '&head=2'])
		expect(await scene.refusal(csv, { columns: wrong })).toEqual([400, 'invalid_input'])
})

it('[IMP4] an exported Markdown outline is rejected in any language, and skipped in an archive with other files', async () => {
	const outlines: Buffer[] = []
	// A person can have three exports in progress (HEAVY1).
	for (const locale of LOCALES) outlines.push((await scene.take('md', `&locale=${locale}`)).bytes)
	for (const outline of outlines)
		for (const name of ['Plenary.md', '']) expect(await scene.refusal(outline, { name })).toEqual([422, 'outline_only'])
	const files = outlines.map((bytes, n) => ({ name: `${n}.md`, bytes }))
	expect(await scene.refusal(makeZip(files), { name: 'a.zip' })).toEqual([422, 'outline_only'])
	const zip = makeZip([...files, { name: 'cards.csv', bytes: Buffer.from('Text\nPermits\n') }])
	const { boards, skipped } = await scene.bring(zip, { name: 'a.zip', dryRun: true })
	expect([boards.length, skipped.map(({ reason }) => reason)]).toEqual([1, LOCALES.map(() => 'outline_only')])
	expect((await scene.bring('- one\n- two\n', { name: 'ideas.md', dryRun: true })).boards[0]?.cards).toBe(2)
})

describe('[IMP2] an exported tldraw file', () => {
	it.each(['en', 'zh-CN'])('is imported as the same board, in %s', async (locale) => {
		const before = await scene.fileOf(scene.board)
		const { bytes } = await scene.take('tldr', `&locale=${locale}`)
		const { boards, skipped } = await scene.bring(bytes, { name: 'Plenary.tldr' })
		expect(skipped).toEqual([])
		const after = await scene.fileOf(boards[0]?.id ?? '')
		const content = ({ cards, links, clusters, images }: BoardFile) => {
			return { cards: cards.map(({ votes, reactions, ...card }) => card), links, clusters, images }
		}
		expect(content(after)).toEqual(content(before))
		const places = ({ document }: BoardFile) =>
			Object.entries(document.records).map(([id, { type, xy, wh, parentId }]) => [
				id,
				type === 'arrow' || xy,
				wh,
				parentId,
			])
		expect(places(after)).toEqual(places(before))
	})
})

describe('[IMP2] an archive', () => {
	it('has a board for each file, skips a table of the same board, and lists other files as skipped', async () => {
		const json = (await scene.take('json')).bytes
		const zip = makeZip([
			{ name: 'A/board.json', bytes: json },
			{ name: 'A/board.csv', bytes: 'Text\nthe same again' },
			{ name: 'B/第 2 组.csv', bytes: 'Text\nother' },
			{ name: 'B/notes.json', bytes: '{"my":"notes"}' },
			{ name: 'report.html', bytes: '<html>' },
			{ name: '__MACOSX/A/._board.json', bytes: 'x' },
		])
		const { boards, skipped } = await scene.bring(zip, { name: 'archive.zip' })
		expect(boards.map(({ title, cards }) => [title, cards])).toEqual([
			[(await scene.fileOf(scene.board)).board.title, scene.content.cards.length],
			['第 2 组', 1],
		])
		expect(skipped).toEqual([
			{ file: 'B/notes.json', reason: 'not_readable' },
			{ file: 'report.html', reason: 'other_file' },
		])
	})

	it('[IMP1a] becomes all of its boards or none: if one fails, the boards written before it are removed', async () => {
		const zip = makeZip(['A', 'B'].map((name) => ({ name: `${name}/list.csv`, bytes: `Text\n${name}` })))
		const before = logsIn(server)
		const run = (sql: string) => withDatabase(server, (database) => database.exec(sql))
		run(`CREATE TRIGGER refuse BEFORE INSERT ON log WHEN (SELECT count(DISTINCT room) FROM log) > ${before.length}
			BEGIN SELECT RAISE(ABORT, 'refused by the test'); END`)
		expect(await scene.refusal(zip, { name: 'two.zip' })).toEqual([503, 'storage_failed'])
		expect(logsIn(server)).toEqual(before)
		run('DROP TRIGGER refuse')
		expect((await scene.bring(zip, { name: 'two.zip' })).boards).toHaveLength(2)
		expect(logsIn(server)).toHaveLength(before.length + 2)
	})
})

function withDatabase<T>({ dataDir }: TestServer, use: (database: InstanceType<typeof Sqlite>) => T): T {
	const database = new Sqlite(join(dataDir, 'charrette.db'))
	try {
		return use(database)
	} finally {
		database.close()
	}
}

/** Returns the rooms of the stored documents. */
const logsIn = (server: TestServer) =>
	withDatabase(server, (database) => database.prepare('SELECT DISTINCT room FROM log ORDER BY room').pluck().all())
