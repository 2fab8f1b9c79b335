import {
	type BoardId,
	boardRoom,
	buildCard,
	createId,
	type JoinResult,
	type KnownWorkshops,
	type LastVisits,
	type News,
	newMessageId,
	newThreadId,
	privateRoom,
	putRecord,
	recordsOf,
	textOf,
	type VisitChanges,
} from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { call, type FacilitatorClient, join, openAsFacilitator, phaseOf } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock, type StockClient } from './support/stockClient.ts'
import { until } from './support/until.ts'

/* What people are shown of the time since their last visit, over HTTP. */

let server: TestServer
let facilitator: FacilitatorClient
let ana: JoinResult
let bo: JoinResult
const open: StockClient[] = []
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
	facilitator = await openAsFacilitator(server.url, { groups: 1 })
	ana = await join(server.url, facilitator.opened.joinCode, 'Ana')
	bo = await join(server.url, facilitator.opened.joinCode, 'Bo')
	return () => {
		for (const client of open.splice(0)) client.leave()
	}
})

const board = () => ana.board.id
const enter = async ({ token }: JoinResult, room: string = boardRoom(board())) => {
	const client = await joinedAsStock(server.syncUrl, room, token)
	open.push(client)
	return client
}
async function edit(client: StockClient, change: (records: ReturnType<typeof recordsOf>) => void): Promise<void> {
	const before = client.acked()
	client.doc.transact(() => change(recordsOf(client.doc)))
	await until('it is acked', () => client.acked() > before)
}
const write = (client: StockClient, text: string) =>
	edit(client, (records) => putRecord(records, buildCard(createId(), { x: 0, y: 0, index: 'a1' as never }, { text })))
/** A time after everything that was written so far. */
async function later(): Promise<number> {
	const now = Date.now()
	await until('the time has passed', () => Date.now() > now)
	return now
}
const newsOf = async (token: string, visits: LastVisits) =>
	(await call<News>(server.url, `/api/workshops/${facilitator.opened.workshop.id}/news`, { token, body: visits })).body
const changesOf = async (token: string, since: number, of: BoardId = board()) =>
	(await call<VisitChanges>(server.url, `/api/boards/${of}/changes?since=${since}`, { token })).body
const textsIn = ({ changes }: VisitChanges) => changes.added.map(({ text }) => text).sort()
const start = (text: string) => ({
	type: 'start',
	thread: newThreadId(),
	message: newMessageId(),
	on: { type: 'board' },
	text,
})

it('[VISIT1][VISIT2] has the cards, texts and messages of others since then, and not one’s own', async () => {
	const [byAna, byBo] = [await enter(ana), await enter(bo)]
	await write(byBo, 'before')
	await write(byAna, 'changed later')
	await until('both are there', () => recordsOf(byBo.doc).size >= 2)
	const since = await later()
	await write(byBo, 'after')
	await write(byAna, 'own')
	const changed = [...recordsOf(byBo.doc).keys()].find(
		(id) => textOf(recordsOf(byBo.doc), id)?.toString() === 'changed later',
	)
	await edit(byBo, (records) => textOf(records, changed ?? '')?.insert(0, 'and '))
	await call(server.url, `/api/boards/${board()}/threads`, { token: bo.token, body: start('a word') })
	await call(server.url, `/api/boards/${board()}/threads`, { token: ana.token, body: start('my word') })
	const visits = { boards: {}, workshop: since }
	expect(await newsOf(ana.token, visits)).toEqual({ boards: [board()] })
	expect(await newsOf(ana.token, { boards: { [board()]: Date.now() + 1000 }, workshop: since })).toEqual({ boards: [] })
	const seen = await changesOf(ana.token, since)
	expect([textsIn(seen), seen.changes.changed.map(({ after }) => after.text)]).toEqual([
		['after'],
		['and changed later'],
	])
	expect(seen.messages.map(({ text, author }) => [text, author])).toEqual([['a word', 'Bo']])
	expect((await changesOf(bo.token, since)).changes.added.map(({ text }) => text)).toEqual(['own'])
})

it('[VISIT3] has no private cards, and no names while the workshop is anonymous, for no role', async () => {
	await facilitator.run({ type: 'anonymity.set', isAnonymous: true })
	await write(await enter(bo), 'nameless')
	await call(server.url, `/api/boards/${board()}/threads`, { token: bo.token, body: start('a word') })
	const { body: added } = await facilitator.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })
	await facilitator.run({ type: 'phase.goto', phase: added.made })
	await write(await enter(bo, privateRoom(board(), bo.participant.id)), 'still private')
	const { body: link } = await facilitator.send({ type: 'links.create', role: 'projector' })
	const secret = new URL(link.link ?? '').hash.slice(1)
	const projector = (await call<{ token: string }>(server.url, '/api/token', { body: { secret } })).body.token
	const stranger = await openAsFacilitator(server.url)
	for (const token of [ana.token, facilitator.opened.token, projector]) {
		const answer = await call<VisitChanges>(server.url, `/api/boards/${board()}/changes?since=0`, { token })
		expect(textsIn(answer.body)).toEqual(['nameless'])
		expect(answer.body.messages.map(({ text }) => text)).toEqual(['a word'])
		for (const leak of ['Bo"', bo.participant.id, 'still private']) expect(answer.text).not.toContain(leak)
		expect(await newsOf(token, { boards: {}, workshop: 0 })).toEqual({ boards: [board()] })
	}
	const { token } = stranger.opened
	expect((await call(server.url, `/api/boards/${board()}/changes?since=0`, { token })).status).toBe(404)
	const refused = await call(server.url, `/api/workshops/${facilitator.opened.workshop.id}/news`, {
		token,
		body: { boards: {}, workshop: 0 },
	})
	expect(refused.status).toBe(403)
})

it('[VISIT4] the home page names the boards with news, for the devices that send their visits', async () => {
	await write(await enter(bo), 'news')
	const known = async (visits: (LastVisits | null)[]) => {
		const body = { tokens: [ana.token, bo.token, 'unknown'], visits }
		return (await call<KnownWorkshops>(server.url, '/api/workshops/known', { body })).body.workshops.map(
			(one) => one?.news,
		)
	}
	const before = { boards: {}, workshop: 0 }
	expect(await known([before, before, before])).toEqual([[{ id: board(), title: ana.board.title }], [], undefined])
	expect(await known([null])).toEqual([undefined, undefined, undefined])
	expect(await known([{ boards: {}, workshop: Date.now() + 1000 }])).toEqual([[], undefined, undefined])
})

it('[VISIT1] takes at most so many boards and valid times', async () => {
	const many = Object.fromEntries(Array.from({ length: 61 }, () => [createId(), 1]))
	for (const visits of [
		{ boards: many, workshop: 0 },
		{ boards: { '../x': 1 }, workshop: 0 },
		{ boards: {}, workshop: -1 },
	]) {
		const path = `/api/workshops/${facilitator.opened.workshop.id}/news`
		expect((await call(server.url, path, { token: ana.token, body: visits })).status).toBe(400)
	}
})
