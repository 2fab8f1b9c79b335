import { request } from 'node:http'
import type {
	BoardContent,
	BoardFile,
	Imported,
	Joined,
	OpenedWorkshop,
	SkipReason,
	WorkshopView,
} from '@charrette/shared'
import { boardFile, boardRoom, LIMITS, LOCALES, readRecords } from '@charrette/shared'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createImportReader } from '../dist/import/createImportReader.js'
import { makeZip } from '../dist/import/testing/makeZip.js'
import { call, join, openWorkshop } from './support/call.ts'
import type { ExportScene } from './support/exportScene.ts'
import { setExportScene } from './support/exportScene.ts'
import { sendEndlessly } from './support/sendEndlessly.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
let scene: ExportScene
let ana: Joined
beforeAll(async () => {
	server = await startServer()
	scene = await setExportScene(server)
	ana = await join(server.url, scene.opened.joinCode, 'Ana Import', 'Dakar')
})
afterAll(() => server.stop())

type File = Uint8Array | string
interface Wish {
	to?: string
	name?: string
	token?: string
	at?: TestServer
	dryRun?: boolean
}
interface Reply extends Imported {
	error: { code: string }
}

/** Brings a file in: beside what is on a board, or as boards of the session. */
async function bring(file: File, { to, name = '', token = scene.opened.token, at = server, dryRun }: Wish = {}) {
	const path = `${to ?? sessionPath()}/import?name=${encodeURIComponent(name)}${dryRun ? '&dryRun=1' : ''}`
	const answer = await call<Reply>(at.url, path, { bytes: new Uint8Array(Buffer.from(file)), token })
	return { ...answer.body, status: answer.status }
}
const sessionPath = (opened: OpenedWorkshop = scene.opened) => `/api/sessions/${opened.workshop.session}`
const boardPath = (board: string) => `/api/boards/${board}`
const refusal = async (file: File, wish: Wish = {}) => {
	const { status, error } = await bring(file, wish)
	return [status, error?.code]
}

/** A group's board with nothing on it. */
const emptyBoard = (n: number) => scene.opened.workshop.sessions[0]?.boards[n]?.id ?? ''
async function fileOf(board: string, at = server, token = scene.opened.token): Promise<BoardFile> {
	const { body } = await call<BoardFile>(at.url, `/api/boards/${board}/export?format=json`, { token })
	return boardFile.parse(body)
}
const contentOf = async (board: string, token = scene.opened.token) =>
	(await call<BoardContent>(server.url, `/api/boards/${board}/content`, { token })).body

/** What a file says of the board itself, wherever and whenever it was written; votes are of another place. */
function substance({ exportedAt, workshop, session, board, cards, ...rest }: BoardFile) {
	return { ...rest, cards: cards.map(({ votes, ...card }) => card) }
}

const named = (file: object) => JSON.stringify({ ...empty, ...file })
const empty = { format: 'charrette.board', formatVersion: 2, board: { title: 'From elsewhere' } }
const withRecords = (records: Record<string, object>) => named({ document: { schema: 1, records } })

describe('[IMP1] a board that comes back from its JSON', () => {
	it('is the same in its own workshop, positions, strokes, pictures and authors too', async () => {
		const before = await fileOf(scene.board)
		const { boards, skipped, status } = await bring((await scene.take('json')).bytes, { name: 'x.json' })
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
		expect(substance(await fileOf(boards[0]?.id ?? ''))).toEqual(substance(before))
	})

	it('is the same on another server, where authors are names', async () => {
		const far = await startServer()
		const opened = await openWorkshop(far.url)
		const token = opened.token
		const before = substance(await fileOf(scene.board))
		const taken = (await scene.take('json')).bytes
		const { boards, skipped } = await bring(taken, { to: sessionPath(opened), at: far, token })
		const after = substance(await fileOf(boards[0]?.id ?? '', far, token))
		await far.stop()
		expect(skipped).toEqual([])
		const names = new Map(before.people?.map(({ id, name }) => [id, name]))
		const records = Object.entries(before.document.records).map(([id, fields]) => {
			const name = names.get(String(fields['meta.author']))
			return [id, name === undefined ? fields : { ...fields, 'meta.authorName': name }]
		})
		expect(after).toEqual({ ...before, people: [], document: { schema: 1, records: Object.fromEntries(records) } })
		expect(after.cards.find(({ id }) => id === 'shape:c1')?.author).toBe('=李')
	})

	it('of version 1 has its content, laid out', async () => {
		const before = await fileOf(scene.board)
		const { document, pictures, people, ...old } = before
		const { boards, skipped } = await bring(JSON.stringify({ ...old, formatVersion: 1 }))
		expect(skipped).toEqual([])
		const after = await fileOf(boards[0]?.id ?? '')
		const inOrder = ({ cards, links, clusters, images, coverage }: BoardFile) => ({
			cards: cards.map(({ votes, ...card }) => card).sort((a, b) => (a.id < b.id ? -1 : 1)),
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

describe('[IMP1] what comes beside', () => {
	it('replaces nothing, lies below what is there, and is told by its new ids', async () => {
		const board = emptyBoard(0)
		const json = (await scene.take('json')).bytes
		await bring(json, { to: boardPath(board) })
		const before = await fileOf(board)
		const { boards, skipped } = await bring(json, { to: boardPath(board) })
		const after = await fileOf(board)
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

	it('is seen by those who are there, in one step, and survives a restart', async () => {
		const board = emptyBoard(1)
		const peer = await joinedAsStock(server.syncUrl, boardRoom(board as never), scene.opened.token)
		let steps = 0
		peer.doc.on('update', () => steps++)
		const { boards } = await bring('one\ntwo\nthree', { to: boardPath(board) })
		expect(boards[0]).toMatchObject({ cards: 3, first: [{ kind: 'note', text: 'one' }, {}, {}] })
		await expect.poll(() => Object.keys(readRecords(peer.doc)).length).toBe(3)
		expect(steps).toBe(1)
		peer.leave()
		await server.restart()
		expect((await contentOf(board)).cards).toHaveLength(3)
	})

	it('is only shown when that is asked for', async () => {
		const board = emptyBoard(0)
		const before = await contentOf(board)
		const { boards } = await bring('one\ntwo', { to: boardPath(board), dryRun: true })
		expect(boards).toMatchObject([{ cards: 2, records: [] }])
		expect(await contentOf(board)).toEqual(before)
		const sessions = (await view()).workshop.sessions[0]?.boards.length
		await bring('one\ntwo', { dryRun: true })
		expect((await view()).workshop.sessions[0]?.boards.length).toBe(sessions)
	})
})

async function view(): Promise<WorkshopView> {
	const path = `/api/workshops/${scene.opened.workshop.id}`
	return (await call<WorkshopView>(server.url, path, { token: scene.opened.token })).body
}

it('[IMP5] a board of its own can be taken away again, and no other', async () => {
	const { boards } = await bring('Text\nx', { name: 'a.csv' })
	const board = boards[0]?.id ?? ''
	await scene.run({ type: 'spotlight.set', board })
	const codeOf = async (command: object) => (await scene.tell({ type: 'board.remove', ...command })).body.error?.code
	expect(await codeOf({ board: scene.board, withCards: true })).toBe('not_now')
	expect(await codeOf({ board: emptyBoard(0), withCards: true })).toBe('not_now')
	expect(await codeOf({ board })).toBe('not_now')
	expect(await codeOf({ board: 'none' })).toBe('not_found')
	expect(await codeOf({ board, withCards: true })).toBeUndefined()
	const { workshop } = await view()
	expect([workshop.sessions[0]?.boards.some(({ id }) => id === board), workshop.spotlight]).toEqual([false, null])
})

describe('[IMP2] our own tables', () => {
	const tables = LOCALES.flatMap((locale) => [['csv', locale] as const, ['xlsx', locale] as const])
	it.each(tables)('come back with their cards, links and clusters: %s in %s', async (format, locale) => {
		const before = await fileOf(scene.board)
		const { bytes } = await scene.take(format, `&locale=${locale}`)
		const { boards, skipped } = await bring(bytes, { name: `Plenary.${format}` })
		expect(skipped).toEqual([])
		const after = await fileOf(boards[0]?.id ?? '')
		expect(after.board.title).toBe('Plenary')
		const titles = (file: BoardFile) => new Map(file.clusters.map(({ id, title }) => [id, title]))
		const plain = (file: BoardFile) =>
			file.cards
				.map(({ votes, cluster, ...card }) => ({ ...card, cluster: titles(file).get(cluster ?? '') }))
				.sort((a, b) => (a.id < b.id ? -1 : 1))
		expect(plain(after)).toEqual(plain(before))
		expect(after.links.map((link) => JSON.stringify(link)).sort()).toEqual(
			before.links.map((link) => JSON.stringify(link)).sort(),
		)
		expect(after.images).toMatchObject([{ alt: '队列', path: before.images[0]?.path }])
	})
})

describe('[IMP2] a tldraw file of ours', () => {
	it.each(['en', 'zh-CN'])('comes back as the board it was, in %s', async (locale) => {
		const before = await fileOf(scene.board)
		const { bytes } = await scene.take('tldr', `&locale=${locale}`)
		const { boards, skipped } = await bring(bytes, { name: 'Plenary.tldr' })
		expect(skipped).toEqual([])
		const after = await fileOf(boards[0]?.id ?? '')
		const content = ({ cards, links, clusters, images }: BoardFile) => {
			return { cards: cards.map(({ votes, ...card }) => card), links, clusters, images }
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
	it('is a board for each of its files; a copy of one as a table is none, and what is no board is told', async () => {
		const json = (await scene.take('json')).bytes
		const zip = makeZip([
			{ name: 'A/board.json', bytes: json },
			{ name: 'A/board.csv', bytes: 'Text\nthe same again' },
			{ name: 'B/第 2 组.csv', bytes: 'Text\nother' },
			{ name: 'B/notes.json', bytes: '{"my":"notes"}' },
			{ name: 'report.html', bytes: '<html>' },
			{ name: '__MACOSX/A/._board.json', bytes: 'x' },
		])
		const { boards, skipped } = await bring(zip, { name: 'pack.zip' })
		expect(boards.map(({ title, cards }) => [title, cards])).toEqual([
			[(await fileOf(scene.board)).board.title, scene.content.cards.length],
			['第 2 组', 1],
		])
		expect(skipped).toEqual([{ file: 'B/notes.json', reason: 'not_readable' }])
	})
})

describe('[IMP5] who brings what in', () => {
	it('participants bring lists and boards to where they may write, as theirs, and set nothing up', async () => {
		const board = ana.board.id
		const to = boardPath(board)
		const token = ana.token
		const { boards } = await bring('from a list', { to, token })
		const listed = (await fileOf(board)).document.records[boards[0]?.records[0] ?? '']
		expect(listed).toMatchObject({ 'meta.author': ana.participant.id, 'props.city': 'Dakar' })
		const setUp = withRecords({ 'shape:s': { type: 'card', text: 'x', 'meta.isSetUp': true } })
		const brought = (await bring(setUp, { to, token })).boards[0]?.records[0] ?? ''
		expect((await fileOf(board)).document.records[brought]).not.toHaveProperty('meta.isSetUp')
		const byDesk = (await bring(setUp, { to: boardPath(emptyBoard(1)) })).boards[0]?.records[0] ?? ''
		expect((await fileOf(emptyBoard(1))).document.records[byDesk]).toHaveProperty('meta.isSetUp', true)
	})

	it('drawings, archives and new boards are for facilitators', async () => {
		const to = boardPath(ana.board.id)
		const token = ana.token
		const drawing = { tldrawFileFormatVersion: 1, records: [{ typeName: 'page', id: 'page:p' }] }
		const note = {
			typeName: 'shape',
			id: 'shape:n',
			type: 'note',
			x: 0,
			y: 0,
			parentId: 'page:p',
			props: { text: 'x' },
		}
		const tldr = JSON.stringify({ ...drawing, records: [...drawing.records, note] })
		const zip = makeZip([{ name: 'a.csv', bytes: 'Text\nx' }])
		expect(await refusal(tldr, { to, token, name: 'a.tldr' })).toEqual([403, 'not_allowed'])
		expect(await refusal(zip, { to, token })).toEqual([403, 'not_allowed'])
		expect(await refusal('x', { token })).toEqual([403, 'not_allowed'])
		expect(await refusal(tldr, { to, name: 'a.tldr' })).toEqual([200, undefined])
	})

	it('nobody brings anything to a board that they may only look at, or that is not theirs', async () => {
		const other = scene.opened.workshop.sessions[0]?.boards.find(
			({ group }) => group !== null && group !== ana.participant.group,
		)
		expect(await refusal('x', { to: boardPath(other?.id ?? ''), token: ana.token })).toEqual([403, 'view_only'])
		const stranger = await openWorkshop(server.url)
		expect(await refusal('x', { to: boardPath(scene.board), token: stranger.token })).toEqual([404, 'not_found'])
		expect(await refusal('x', { to: boardPath(scene.board), token: 'nobody' })).toEqual([401, 'not_signed_in'])
		expect(await refusal('x', { token: stranger.token })).toEqual([404, 'not_found'])
	})

	it('[ANON1] a name that came along is hidden like any other', async () => {
		const { boards } = await bring('Text,Author\nhers,Zoë from elsewhere\n', { name: 'a.csv' })
		const board = boards[0]?.id ?? ''
		expect((await contentOf(board)).cards).toMatchObject([{ author: 'Zoë from elsewhere' }])
		await scene.run({ type: 'anonymity.set', isAnonymous: true })
		expect(JSON.stringify(await contentOf(board))).not.toContain('Zoë')
		expect(
			(await call(server.url, `/api/boards/${board}/export?format=json`, { token: scene.opened.token })).text,
		).not.toContain('Zoë')
		await scene.run({ type: 'anonymity.set', isAnonymous: false })
	})
})

describe('[IMP4] what is wrong with a file', () => {
	it('is told record by record, and the rest comes in as the gate would have it', async () => {
		const deep = Array.from({ length: 20 }).reduce<unknown>((inner) => [inner], 1)
		const records = {
			'shape:good': { type: 'card', text: 'good', 'props.kind': 'obstacle', 'acme.own': { kept: true } },
			'shape:mended': { type: 'card', text: 'mended', 'props.kind': 'sunshine', xy: ['a', 'b'] },
			'shape:long': { type: 'card', text: 'x'.repeat(LIMITS.maxRecordBytes + 1) },
			'shape:deep': { type: 'card', text: 'deep', 'acme.deep': deep },
			'shape:script': { type: 'image', wh: [9, 9], 'props.path': 'javascript:alert(1)' },
			'shape:gone': { type: 'image', wh: [9, 9], 'props.path': `/api/images/${'0'.repeat(40)}` },
			'shape:embed': { type: 'embed', 'props.url': 'https://evil.example' },
			'shape:none': null as never,
			'../../x': { type: 'card' },
			'shape:proto': JSON.parse('{"type":"card","text":"proto","__proto__":{"x":1},"constructor.x":1}'),
		}
		const { boards, skipped } = await bring(withRecords(records), { name: 'a.json' })
		const reasons = skipped.map(({ entry, reason }): [string | undefined, SkipReason] => [entry, reason])
		expect(reasons.sort()).toEqual(
			(
				[
					['shape:mended', 'mended'],
					['shape:long', 'text_cut'],
					['shape:deep', 'mended'],
					['shape:script', 'not_readable'],
					['shape:gone', 'no_picture'],
					['shape:embed', 'not_readable'],
					['shape:none', 'not_readable'],
					['../../x', 'not_readable'],
					['shape:proto', 'mended'],
				] as const
			).toSorted(),
		)
		const after = await fileOf(boards[0]?.id ?? '')
		expect(Object.keys(after.document.records)).toEqual([
			'shape:deep',
			'shape:good',
			'shape:long',
			'shape:mended',
			'shape:proto',
		])
		expect(after.document.records['shape:good']).toEqual(records['shape:good'])
		expect(after.document.records['shape:proto']).toEqual({ type: 'card', text: 'proto' })
	})

	it('is told up to a hundred times, and then counted', async () => {
		const rows = Array.from({ length: 130 }, () => 'Obstacle,')
		const { skipped, more } = await bring(['Kind,Text', ...rows, 'Note,x'].join('\n'), { name: 'a.csv' })
		expect([skipped.length, more, skipped[0]]).toEqual([100, 30, { line: 2, reason: 'no_text' }])
	})

	it('is told with a code when nothing of it can be taken', async () => {
		const newer = JSON.stringify({ ...empty, formatVersion: 3 })
		const bomb = makeZip([{ name: 'a.csv', bytes: new Uint8Array(40 * 1024 * 1024) }])
		expect(await refusal(newer, { name: 'a.json' })).toEqual([422, 'newer_format'])
		expect(await refusal('%PDF-1.7', { name: 'a.pdf' })).toEqual([415, 'unknown_format'])
		expect(await refusal('PK\x03\x04damaged', { name: 'a.zip' })).toEqual([422, 'damaged_file'])
		expect(await refusal(bomb, { name: 'a.zip' })).toEqual([422, 'too_much_inside'])
		expect(await refusal('[['.repeat(1e6), { name: 'a.json' })).toEqual([422, 'too_much_inside'])
		expect(await refusal(' ', {})).toEqual([422, 'nothing_inside'])
	})

	it('[IMP3] is its size, of which no more is read than may be', async () => {
		const answer = await sendEndlessly(upload(2 ** 31))
		expect([answer.status, answer.code]).toEqual([413, 'too_large'])
		expect(answer.sent).toBeLessThan(LIMITS.maxImportBytes)
	})

	it('[IMP3] is that the server has its hands full; it is taken when they are free again', async () => {
		let refused = 0
		const slow = Array.from({ length: 9 }, () => upload(1000))
		for (const one of slow) {
			one.on('error', () => {})
			one.once('response', () => refused++)
			one.write('Text')
		}
		await until('the server has its hands full', () => refused === 1)
		const path = `${sessionPath()}/import?dryRun=1`
		const { status, headers, body } = await call(server.url, path, {
			bytes: new Uint8Array([120]),
			token: scene.opened.token,
		})
		expect([status, body.error.code, headers.get('Retry-After')]).toEqual([503, 'busy', '2'])
		for (const one of slow) one.destroy()
		await until('it takes files again', async () => (await bring('x', { dryRun: true })).status === 200)
	})

	it('is that a session would have more boards than it may', async () => {
		const { workshop } = await view()
		const room = LIMITS.maxBoards - (workshop.sessions[0]?.boards.length ?? 0)
		const files = Array.from({ length: room + 1 }, (_, n) => ({ name: `${n}.csv`, bytes: 'Text\nx' }))
		expect(await refusal(makeZip(files), { name: 'many.zip' })).toEqual([409, 'not_now'])
		expect((await view()).workshop.sessions[0]?.boards.length).toBe(workshop.sessions[0]?.boards.length)
	})
})

it('[IMG2] a picture that came along is drawn anew, whatever it claims to be', async () => {
	const red = { width: 40, height: 30, channels: 3 as const, background: '#ff0000' }
	const drawn = await sharp({ create: red }).png().toBuffer()
	const base64 = Buffer.concat([drawn, Buffer.from('<script>alert(1)</script>')]).toString('base64')
	const [id, path] = ['0'.repeat(40), `/api/images/${'0'.repeat(40)}`]
	const records = { 'shape:i': { type: 'image', wh: [40, 30], 'props.path': path } }
	const pictures = {
		[id]: { type: 'image/png' as const, base64 },
		['f'.repeat(40)]: { type: 'image/png', base64: 'AAAA' },
	}
	const { boards, skipped } = await bring(named({ document: { schema: 1, records }, pictures }))
	expect(skipped).toEqual([])
	const [image] = (await fileOf(boards[0]?.id ?? '')).images
	expect(image?.path).not.toBe(path)
	const kept = Buffer.from(await (await fetch(server.url + image?.path)).arrayBuffer())
	expect([kept.includes('script'), (await sharp(kept).metadata()).width]).toEqual([false, 40])
})

it('[IMP3] a file that takes too long is given up with its thread, and the next one is read', async () => {
	const reader = createImportReader(1000)
	// Shapes that all want the same place in the stack are told apart by asking each about each.
	const shapes = Array.from({ length: LIMITS.maxImportedRecords }, (_, n) => [`shape:${n}`, { type: 'card' }])
	const slow = Buffer.from(withRecords(Object.fromEntries(shapes)))
	await expect(reader.read(slow, 'slow.json')).rejects.toMatchObject({ reason: 'too_much_inside' })
	const isRead = () =>
		reader
			.read(Buffer.from('one'), '')
			.then(({ source }) => source === 'list')
			.catch(() => false)
	await until('the next file is read', isRead)
	await reader.close()
})

/** A file on its way to a board of its own, said to be so long. */
function upload(length: number) {
	const headers = { Authorization: `Bearer ${scene.opened.token}`, 'Content-Length': String(length) }
	return request(`${server.url}${sessionPath()}/import`, { method: 'POST', headers })
}
