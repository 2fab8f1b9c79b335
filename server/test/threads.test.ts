import { isDeepStrictEqual } from 'node:util'
import type { BoardId, JoinResult, Practice, RecordMap, ThreadAction, ThreadTarget } from '@charrette/shared'
import {
	applyThreadAction,
	boardRoom,
	buildCard,
	FACILITATOR,
	isTextBy,
	LIMITS,
	newMessageId,
	newThreadId,
	practiceRoom,
	putRecord,
	readBoardText,
	readThreads,
	recordsOf,
} from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { FacilitatorClient } from './support/call.ts'
import { call, join, openWithAna, phaseOf } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const AT = { x: 0, y: 0, index: 'a1' as never }
const ON_CARD: ThreadTarget = { type: 'card', id: 'shape:card' }

let server: TestServer
let facilitator: FacilitatorClient
let ana: JoinResult
let li: JoinResult
let anaClient: StockClient
let liClient: StockClient
let host: StockClient
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())

const plenary = () => ana.workshop.sessions[0]?.boards.find(({ group }) => group === null)?.id as BoardId
const enter = (token: string, board = plenary()) => joinedAsStock(server.syncUrl, boardRoom(board), token)

/** A plenary board with a card, and a thread of Ana on it. */
beforeEach(async () => {
	;({ facilitator, ana } = await openWithAna(server.url))
	li = await join(server.url, facilitator.opened.joinCode, 'Li')
	anaClient = await enter(ana.token)
	liClient = await enter(li.token)
	host = await enter(facilitator.opened.token)
	putRecord(recordsOf(host.doc), buildCard('card', AT, { text: 'Roads' }))
	await until('the card is with Ana', () => recordsOf(anaClient.doc).has('shape:card'))
	return () => [anaClient, liClient, host].map((client) => client.leave())
})

/** Writes in a member's own document, under a name that may be forged. */
function write(client: StockClient, action: ThreadAction, author: string): void {
	const by = { author, isFacilitator: true, at: Date.now() }
	client.doc.transact(() => applyThreadAction(recordsOf(client.doc), action, by))
}

function start(client: StockClient, author: string, text = 'Why?') {
	const [thread, message] = [newThreadId(), newMessageId()]
	write(client, { type: 'start', thread, message, on: ON_CARD, text }, author)
	return { thread, message }
}

const noteIn = (client: StockClient, id: string) => recordsOf(client.doc).get(id) as RecordMap | undefined

/** Waits until all members read the same threads, and returns them. */
async function agreed() {
	const clients = [anaClient, liClient, host]
	const saved = (client: StockClient) => client.content()
	await until('all copies agree', () => clients.every((one) => isDeepStrictEqual(saved(one), saved(anaClient))))
	return readThreads(recordsOf(anaClient.doc))
}

/** Waits until a member has received a later edit than those of others that were sent before. */
async function settled(...clients: StockClient[]) {
	for (const client of clients) {
		const id = newMessageId().slice('note:'.length)
		putRecord(recordsOf(client.doc), buildCard(id, AT, { text: id }))
		await until('the mark is with all', () =>
			[anaClient, liClient, host].every(({ doc }) => recordsOf(doc).has(`shape:${id}`)),
		)
	}
}

describe('[THREAD3] the author of a message', () => {
	it('is the member who writes it, whatever the message says', async () => {
		const { message } = start(liClient, ana.participant.id)
		await settled(liClient)
		await agreed()
		expect(noteIn(host, message)?.get('meta.author')).toBe(li.participant.id)
		const own = start(host, li.participant.id)
		await settled(host)
		await agreed()
		expect(noteIn(liClient, own.message)?.get('meta.author')).toBe(FACILITATOR)
	})

	it('alone changes it, and the facilitator removes it', async () => {
		const { thread, message } = start(anaClient, ana.participant.id)
		await until('it is with all', () => [liClient, host].every((client) => noteIn(client, message)))
		const before = noteIn(anaClient, message)?.toJSON()
		for (const client of [liClient, host]) {
			const note = noteIn(client, message)
			note?.set('text', 'Forged')
			note?.set('mentions', ['everybody'])
			note?.set('meta.author', li.participant.id)
			note?.set('at', 1)
			note?.set('extra', 'more')
			await settled(client)
			await agreed()
			expect(noteIn(host, message)?.toJSON()).toEqual(before)
			expect(client.nacked()).toBeGreaterThan(0)
		}
		recordsOf(liClient.doc).delete(message)
		recordsOf(liClient.doc).delete(thread)
		await settled(liClient)
		expect((await agreed())[0]?.messages[0]?.text).toBe('Why?')
		write(anaClient, { type: 'edit', message, text: 'How?' }, ana.participant.id)
		await settled(anaClient)
		expect((await agreed())[0]?.messages[0]?.text).toBe('How?')
		write(host, { type: 'remove', message }, FACILITATOR)
		await settled(host)
		expect(await agreed()).toEqual([])
		expect(noteIn(liClient, thread)).toBe(undefined)
	})

	it('moves neither the thread, nor its time, nor who has resolved it', async () => {
		const { thread, message } = start(anaClient, ana.participant.id)
		await until('it is with Li', () => noteIn(liClient, message) !== undefined)
		const target = noteIn(liClient, thread)
		target?.set('on', { type: 'board' })
		target?.set('createdAt', 1)
		target?.set('resolved', { by: ana.participant.id, at: Date.now() + 1e9 })
		noteIn(anaClient, message)?.set('thread', 'thread:other')
		noteIn(anaClient, message)?.set('at', Date.now() + 1e9)
		await settled(liClient, anaClient)
		const [read] = await agreed()
		expect(read?.on).toEqual(ON_CARD)
		expect(read?.resolved?.by).toBe(li.participant.id)
		for (const time of [read?.resolved?.at, read?.messages[0]?.at, read?.createdAt])
			expect(time).toBeLessThanOrEqual(Date.now())
		expect(read?.createdAt).toBeGreaterThan(1)
	})

	it('stays when others undo a deletion', async () => {
		const { thread, message } = start(anaClient, ana.participant.id)
		await until('the thread is with the facilitator', () => noteIn(host, message) !== undefined)
		const undo = new Y.UndoManager(recordsOf(host.doc))
		write(host, { type: 'removeThread', thread }, FACILITATOR)
		await settled(host)
		undo.undo()
		undo.undo()
		await settled(host)
		expect((await agreed())[0]?.messages[0]?.author).toBe(ana.participant.id)
	})
})

it('[THREAD3] a reply brings back the thread that somebody deletes at the same time', async () => {
	const { thread, message } = start(anaClient, ana.participant.id)
	await until('the thread is with Li', () => noteIn(liClient, message) !== undefined)
	liClient.provider.disconnect()
	write(anaClient, { type: 'remove', message }, ana.participant.id)
	write(liClient, { type: 'reply', thread, message: newMessageId(), text: 'Because' }, li.participant.id)
	await until('the thread is deleted', () => !recordsOf(host.doc).has(thread))
	liClient.provider.connect()
	await until('the reply is with Ana', () => readThreads(recordsOf(anaClient.doc)).length > 0)
	expect(await agreed()).toMatchObject([{ id: thread, messages: [{ text: 'Because', author: li.participant.id }] }])
})

it('[THREAD6] a message is a text of the board for translations', () => {
	const { message } = start(host, FACILITATOR, 'Warum?')
	expect(readBoardText(recordsOf(host.doc), message)).toBe('Warum?')
	expect(isTextBy(recordsOf(host.doc), message, ana.participant.id)).toBe(false)
})

it('[TALK7] the thread on a practice is in its document, with the same rules, and not in what is published', async () => {
	const { id } = facilitator.opened.workshop
	const { token } = facilitator.opened
	const body = { locale: 'en', fields: { title: 'One office', abstract: 'One counter.' } }
	const begun = await call<{ practice: Practice }>(server.url, `/api/workshops/${id}/practices`, { token, body })
	const practice = begun.body.practice.id
	const [one, two] = [
		await joinedAsStock(server.syncUrl, practiceRoom(practice), ana.token),
		await joinedAsStock(server.syncUrl, practiceRoom(practice), li.token),
	]
	const [thread, message] = [newThreadId(), newMessageId()]
	write(one, { type: 'start', thread, message, on: { type: 'practice' }, text: 'Which year?' }, li.participant.id)
	await until('the other has it', () => noteIn(two, message) !== undefined)
	two.doc.transact(() => noteIn(two, message)?.set('text', 'Forged'))
	await until('the change is refused', () => two.nacked() > 0)
	await until('it is undone', () => noteIn(two, message)?.get('text') === 'Which year?')
	expect(noteIn(two, message)?.get('meta.author')).toBe(ana.participant.id)
	await call(server.url, `/api/practices/${practice}`, {
		token,
		method: 'PATCH',
		body: { facts: { city: { name: 'Dakar' } } },
	})
	const published = await call(server.url, `/api/practices/${practice}/publish`, {
		token,
		body: { visibility: 'public' },
	})
	expect(published.status).toBe(200)
	const view = await call(server.url, `/api/practices/${practice}`, { token: li.token })
	expect(view.text).toContain('One counter.')
	expect(view.text).not.toContain('Which year?')
	for (const client of [one, two]) client.leave()
})

describe('[THREAD2] limits', () => {
	it('a flood of messages is refused, and the board stays as it was', async () => {
		const { thread } = start(liClient, li.participant.id)
		await settled(liClient)
		const by = { author: li.participant.id, isFacilitator: false, at: Date.now() }
		const [one, two] = [newThreadId(), newThreadId()]
		liClient.doc.transact(() => {
			const records = recordsOf(liClient.doc)
			for (const other of [one, two]) {
				const [message, on] = [newMessageId(), { type: 'board' } as const]
				applyThreadAction(records, { type: 'start', thread: other, message, on, text: 'x' }, by)
				for (let at = 0; at < 300; at++)
					applyThreadAction(records, { type: 'reply', thread: other, message: newMessageId(), text: 'x' }, by)
			}
		})
		await until('the flood is refused', () => liClient.nacked() > 1)
		await settled(host)
		expect(readThreads(recordsOf(host.doc))).toMatchObject([{ id: thread }])
		expect(liClient.closed()).toBe(null)
	})
})

describe('[THREAD4] people who may not edit the board', () => {
	const post = ({ token }: { token: string }, body: ThreadAction, board = plenary()) =>
		call(server.url, `/api/boards/${board}/threads`, { token, body })

	it('write through the server, on a board that takes threads', async () => {
		const elsewhere = (await facilitator.state()).sessions[0]?.boards.find(
			({ id, group }) => group !== null && id !== li.board.id,
		)
		const board = elsewhere?.id as BoardId
		const [thread, message] = [newThreadId(), newMessageId()]
		const on = { type: 'board' } as const
		expect(await post(li, { type: 'start', thread, message, on, text: ' Hi ' }, board)).toMatchObject({ status: 204 })
		expect(await post(li, { type: 'start', thread, message, on, text: 'Hi' }, board)).toMatchObject({ status: 204 })
		const reader = await enter(facilitator.opened.token, board)
		expect(readThreads(recordsOf(reader.doc))).toMatchObject([
			{ id: thread, on, messages: [{ text: 'Hi', author: li.participant.id }] },
		])
		expect((await post(li, { type: 'edit', message: newMessageId(), text: 'x' }, board)).status).toBe(404)
		reader.leave()
	})

	it('write on a frozen board only if the phase says so', async () => {
		await facilitator.run({ type: 'boards.freeze', boards: [plenary()], frozen: true })
		const [thread, message] = [newThreadId(), newMessageId()]
		const action: ThreadAction = { type: 'start', thread, message, on: ON_CARD, text: 'Hi' }
		expect((await post(li, action)).body.error).toMatchObject({ code: 'not_now', reason: 'threads_closed' })
		const { sessions } = await facilitator.run({
			type: 'phase.add',
			session: ana.workshop.session,
			phase: phaseOf('present', { takesThreads: true }),
		})
		await facilitator.run({ type: 'phase.goto', phase: sessions[0]?.phases.at(-1)?.id ?? null })
		expect((await post(li, action)).status).toBe(204)
		expect((await post(facilitator.opened, action)).status).toBe(204)
	})

	it.each([
		[{ type: 'start', thread: 'thread:a', message: 'note:a', on: { type: 'planet' }, text: 'x' }],
		[{ type: 'reply', thread: 'shape:a', message: 'note:a', text: 'x' }],
		[{ type: 'reply', thread: 'thread:a', message: 'note:a', text: 'x'.repeat(LIMITS.maxThreadTextLength + 1) }],
		[{ type: 'reply', thread: 'thread:a', message: 'note:a', text: ' ' }],
		[{ type: 'erase' }],
	])('[THREAD2] refuses %j', async (body) => {
		expect((await post(li, body as never)).status).toBe(400)
	})
})
