import type {
	BoardContent,
	BoardFile,
	BoardId,
	CreatedShare,
	ImportResult,
	JoinResult,
	Snapshot,
} from '@charrette/shared'
import {
	applyThreadAction,
	boardRoom,
	buildCard,
	FACILITATOR,
	newMessageId,
	newThreadId,
	putRecord,
	readThreads,
	recordsOf,
	type ThreadAction,
} from '@charrette/shared'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FacilitatorClient } from './support/call.ts'
import { call, createWorkshop, join, openAsFacilitator } from './support/call.ts'
import { runCharrette } from './support/runCharrette.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const AT = { x: 0, y: 0, index: 'a1' as never }
const NAME = 'Xanthippe'
const [CARD_WORD, BOARD_WORD, REPLY_WORD] = ['quetzal <b>', 'ocelot', 'capybara']
const FORMATS = ['json', 'md', 'csv', 'xlsx', 'docx', 'html'] as const

let server: TestServer
let facilitator: FacilitatorClient
let author: JoinResult
let reader: JoinResult
let client: StockClient
let board: BoardId
beforeAll(async () => {
	server = await startServer()
	facilitator = await openAsFacilitator(server.url, { groups: 2 })
	author = await join(server.url, facilitator.opened.joinCode, NAME)
	reader = await join(server.url, facilitator.opened.joinCode, 'Li', 'Wuhan')
	board = author.board.id
	client = await joinedAsStock(server.syncUrl, boardRoom(board), facilitator.opened.token)
	putRecord(recordsOf(client.doc), buildCard('card', AT, { text: 'Roads' }))
	await until('the card is saved', () => client.acked() >= 2)
	await post(author, start({ type: 'card', id: 'shape:card' }, CARD_WORD))
	const onBoard = start({ type: 'board' }, BOARD_WORD)
	await post(author, onBoard)
	const reply = { thread: onBoard.thread, message: newMessageId(), text: REPLY_WORD, mentions: [author.participant.id] }
	await post(facilitator.opened, { type: 'reply', ...reply })
	await post(reader, { type: 'resolve', thread: onBoard.thread })
})
afterAll(async () => {
	client.leave()
	await server.stop()
})

function start(on: object, text: string) {
	return { type: 'start' as const, thread: newThreadId(), message: newMessageId(), on: on as never, text }
}

async function post({ token }: { token: string }, body: ThreadAction, to = board) {
	const { status } = await call(server.url, `/api/boards/${to}/threads`, { token, body })
	expect(status).toBe(204)
}

/** Returns the text of an exported file, or of all files in it. */
async function fileOf(path: string, token: string): Promise<{ status: number; text: string }> {
	const response = await fetch(server.url + path, { headers: { Authorization: `Bearer ${token}` } })
	const bytes = new Uint8Array(await response.arrayBuffer())
	const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
	const text = isZip
		? Object.values(unzipSync(bytes))
				.map((file) => strFromU8(file))
				.join('\n')
		: strFromU8(bytes)
	return { status: response.status, text }
}

const exported = (format: string, query = '', token = facilitator.opened.token) =>
	fileOf(`/api/boards/${board}/export?format=${format}${query}`, token)
const contentOf = async ({ token }: { token: string }) =>
	(await call<BoardContent>(server.url, `/api/boards/${board}/content`, { token })).body

describe('[THREAD6] the content of a board', () => {
	it('has its threads for everybody who may view it, and for nobody else', async () => {
		const stranger = await createWorkshop(server.url)
		for (const person of [facilitator.opened, author, reader]) {
			const { threads } = await contentOf(person)
			expect(threads).toMatchObject([
				{ on: 'shape:card', messages: [{ text: CARD_WORD, author: NAME, city: 'Bogotá' }] },
				{ isResolved: true, messages: [{ text: BOARD_WORD }, { text: REPLY_WORD, isFacilitator: true }] },
			])
			expect(JSON.stringify(threads)).not.toContain(author.participant.id)
		}
		const path = `/api/boards/${board}/content`
		expect((await call(server.url, path, { token: stranger.token })).status).toBe(404)
		expect((await call(server.url, path)).status).toBe(401)
	})
})

describe('[THREAD6] files', () => {
	it.each(FORMATS)('have all messages: %s', async (format) => {
		const { status, text } = await exported(format)
		expect(status).toBe(200)
		expect(text).toContain('quetzal')
		if (format === 'html') expect(text).not.toContain(CARD_WORD)
		if (format !== 'csv') for (const word of [BOARD_WORD, REPLY_WORD]) expect(text).toContain(word)
		expect(text).toContain(NAME)
	})

	it.each(FORMATS)('without authors name nobody, and neither do those of an anonymous workshop: %s', async (format) => {
		const traces = [NAME, author.participant.id, reader.participant.id, '"mentions"', 'Bogotá"}]']
		const check = ({ text }: { text: string }) => {
			expect(text).toContain('quetzal')
			for (const trace of traces) expect(text).not.toContain(trace)
		}
		check(await exported(format, '&authors=0'))
		await facilitator.run({ type: 'anonymity.set', isAnonymous: true })
		check(await exported(format))
		expect(JSON.stringify((await contentOf(reader)).threads)).not.toMatch(/Xanthippe|Bogotá|isFacilitator/)
		await facilitator.run({ type: 'anonymity.set', isAnonymous: false })
	})

	it('of one card have its threads, and no others', async () => {
		const { text } = await exported('json', '&cards=card')
		expect(text).toContain('quetzal')
		for (const word of [BOARD_WORD, REPLY_WORD]) expect(text).not.toContain(word)
	})

	it('the report has them, and a shared page does not', async () => {
		const { session } = facilitator.opened.workshop
		for (const format of ['html', 'docx']) {
			const { text } = await fileOf(`/api/sessions/${session}/report?format=${format}`, facilitator.opened.token)
			for (const word of ['quetzal', BOARD_WORD, REPLY_WORD]) expect(text).toContain(word)
		}
		const shared = await call<CreatedShare>(server.url, `/api/boards/${board}/shares`, {
			token: facilitator.opened.token,
			body: { days: 1, authors: true },
		})
		const page = await (await fetch(shared.body.link)).text()
		expect(page).toContain('Roads')
		for (const word of ['quetzal', BOARD_WORD, REPLY_WORD]) expect(page).not.toContain(word)
	})

	it('are imported with their threads, without mentions, beside the same board and in another workshop', async () => {
		const file = await exported('json')
		const other = await openAsFacilitator(server.url)
		const target = other.opened.workshop.sessions[0]?.boards[0]?.id
		for (const [token, to] of [
			[facilitator.opened.token, author.board.id === board ? reader.board.id : board],
			[other.opened.token, target],
		] as const) {
			const path = `/api/boards/${to}/import?name=a.json`
			for (let times = 0; times < 2; times++) {
				const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/octet-stream' }
				const response = await fetch(server.url + path, { method: 'POST', headers, body: file.text })
				expect(response.status).toBeLessThan(300)
				expect(((await response.json()) as ImportResult).boards).toHaveLength(1)
			}
			const read = (await call<BoardContent>(server.url, `/api/boards/${to}/content`, { token })).body
			expect(read.threads).toHaveLength(4)
			const cards = read.threads?.flatMap(({ on }) => on ?? []) ?? []
			expect(new Set(cards).size).toBe(2)
			expect(read.cards.map(({ id }) => id)).toEqual(expect.arrayContaining(cards))
			expect(read.threads?.[0]?.messages[0]?.author).toBe(NAME)
		}
		const { document } = JSON.parse(file.text) as BoardFile
		expect(Object.keys(document.records).filter((id) => id.startsWith('note:'))).toHaveLength(3)
	})
})

describe('[THREAD6] the history', () => {
	const textsIn = () => readThreads(recordsOf(client.doc)).flatMap(({ messages }) => messages.map(({ text }) => text))

	it('restores threads, with a whole version and with a card', async () => {
		const { token } = facilitator.opened
		const saved = await call<Snapshot>(server.url, `/api/boards/${board}/snapshots`, { token, body: { name: 'All' } })
		const kept = await call<BoardContent>(server.url, `/api/snapshots/${saved.body.id}/content`, { token })
		expect(kept.body.threads).toHaveLength(2)
		const before = textsIn()
		const by = { author: FACILITATOR, isFacilitator: true, at: Date.now() }
		const remove = () =>
			client.doc.transact(() => {
				for (const { id } of readThreads(recordsOf(client.doc)))
					applyThreadAction(recordsOf(client.doc), { type: 'removeThread', thread: id }, by)
				recordsOf(client.doc).delete('shape:card')
			})
		const acked = client.acked()
		remove()
		await until('the deletion is saved', () => client.acked() > acked)
		const restore = (body: object) => call(server.url, `/api/snapshots/${saved.body.id}/restore`, { token, body })
		expect((await restore({ cards: ['shape:card'] })).status).toBe(200)
		await until('the card and its thread are back', () => textsIn().length === 1)
		expect((await restore({ mode: 'edit' })).status).toBe(200)
		await until('all threads are back', () => textsIn().length === 3)
		expect(textsIn().toSorted()).toEqual(before.toSorted())
	})
})

describe('[THREAD7] [ERASE2] erasing a person', () => {
	it('erases their messages, mentions of them and their name, now and in saved versions', async () => {
		const own = await startServer()
		const scene = await openAsFacilitator(own.url)
		const ana = await join(own.url, scene.opened.joinCode, NAME)
		const say = (token: string, body: ThreadAction) =>
			call(own.url, `/api/boards/${ana.board.id}/threads`, { token, body })
		const first = start({ type: 'board' }, CARD_WORD)
		await say(ana.token, first)
		const reply = { thread: first.thread, message: newMessageId(), text: REPLY_WORD, mentions: [ana.participant.id] }
		await say(scene.opened.token, { type: 'reply', ...reply })
		await say(ana.token, start({ type: 'board' }, BOARD_WORD))
		await say(ana.token, { type: 'resolve', thread: first.thread })
		const path = `/api/boards/${ana.board.id}/snapshots`
		await call(own.url, path, { token: scene.opened.token, body: { name: 'All' } })
		await own.end()
		const env = { DATA_DIR: own.dataDir, MIN_FREE_MB: '0' }
		const erased = await runCharrette(['erase', scene.opened.workshop.id, '--yes', '--person', NAME], env)
		expect(erased.code).toBe(0)
		const again = await startServer(env)
		const { token } = scene.opened
		const now = await call<BoardContent>(again.url, `/api/boards/${ana.board.id}/content`, { token })
		const { body } = await call<{ snapshots: Snapshot[] }>(again.url, path, { token })
		const then = await call<BoardContent>(again.url, `/api/snapshots/${body.snapshots[0]?.id}/content`, { token })
		for (const { threads } of [now.body, then.body])
			expect(threads).toMatchObject([{ messages: [{ text: '', isDeleted: true }, { text: REPLY_WORD }] }])
		const file = await fetch(`${again.url}/api/boards/${ana.board.id}/export?format=json`, {
			headers: { Authorization: `Bearer ${token}` },
		})
		const text = await file.text()
		for (const trace of ['quetzal', BOARD_WORD, NAME, ana.participant.id]) expect(text).not.toContain(trace)
		await again.stop()
	})
})
