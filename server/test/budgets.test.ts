import { boardRoom, buildCard, CLOSE, FRAME, putRecord, recordsOf, SYNC, workshopRoom } from '@charrette/shared'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { frameOf } from './support/attacks.ts'
import { call, createWorkshop, join } from './support/call.ts'
import { ackIn, openRaw, payloadOf, type RawClient } from './support/rawClient.ts'
import { NO_BUDGETS, startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock, type StockClient } from './support/stockClient.ts'
import { until } from './support/until.ts'

const EMPTY = Y.encodeStateAsUpdate(new Y.Doc())
const STEP1 = frameOf(FRAME.sync, SYNC.step1, Y.encodeStateVector(new Y.Doc()))
const QUERY = frameOf(FRAME.queryAwareness)
const ALMOST_NOTHING = 1e-3

const acksIn = ({ frames }: RawClient) => frames.map(ackIn).filter((ack) => ack !== null)
const step2sIn = ({ frames }: RawClient) => frames.filter((frame) => payloadOf(frame)?.isStep2)
const ofType = ({ frames }: RawClient, type: number) => frames.filter((frame) => frame[0] === type)

let server: TestServer
const raw: RawClient[] = []
const stock: StockClient[] = []
afterEach(async () => {
	for (const { socket } of raw.splice(0)) socket.terminate()
	for (const client of stock.splice(0)) client.leave()
	await server.stop()
})

async function enter(path: string, token: string): Promise<RawClient> {
	const client = await openRaw(`${server.syncUrl}/${path}`, token)
	raw.push(client)
	return client
}

/** Mallory, and Ana as a bystander on the same board. */
async function scene(bounds: Parameters<typeof startServer>[1]) {
	server = await startServer({}, bounds)
	const opened = await createWorkshop(server.url, { groups: 1 })
	const ana = await join(server.url, opened.joinCode, 'Ana')
	const mallory = await join(server.url, opened.joinCode, 'Mallory')
	const room = boardRoom(ana.board.id)
	const bystander = await joinedAsStock(server.syncUrl, room, ana.token)
	stock.push(bystander)
	const attacker = await enter(room, mallory.token)
	attacker.sendStep2(EMPTY)
	await until('the attacker is synced', () => acksIn(attacker).includes(1))
	/** Makes an edit as the bystander, and waits for its ack. */
	const edit = async () => {
		const before = bystander.acked()
		putRecord(recordsOf(bystander.doc), buildCard(`b${before}`, { x: 0, y: 0, index: 'a1' as never }, { text: 'b' }))
		await until('the bystander is acked', () => bystander.acked() > before)
	}
	return { opened, ana, mallory, room, bystander, attacker, edit }
}

describe('[BUDGET1] frames over the budget', () => {
	it('wait, while other members continue', async () => {
		const { attacker, edit } = await scene({ payloadFrames: { perSecond: ALMOST_NOTHING, burst: 10 } })
		for (let i = 0; i < 300; i++) attacker.sendUpdate(EMPTY)
		for (let i = 0; i < 4; i++) await edit()
		expect(Math.max(...acksIn(attacker))).toBeLessThanOrEqual(11)
		expect(attacker.closed()).toBeNull()
	})

	it('are handled later, all and in order', async () => {
		const { attacker, bystander } = await scene({ payloadFrames: { perSecond: 200, burst: 10 } })
		const doc = new Y.Doc()
		doc.on('update', (update: Uint8Array) => attacker.sendUpdate(update))
		putRecord(recordsOf(doc), buildCard('m', { x: 0, y: 0, index: 'a1' as never }, { text: 'm' }))
		for (let i = 0; i < 200; i++) recordsOf(doc).get('shape:m')?.set('xy', [i, i])
		await until('all are acked', () => acksIn(attacker).includes(202))
		expect(recordsOf(bystander.doc).get('shape:m')?.toJSON()).toMatchObject({ xy: [199, 199] })
	})

	it('are counted together for all sockets of a token', async () => {
		const { attacker, mallory, room, edit } = await scene({ otherFrames: { perSecond: ALMOST_NOTHING, burst: 40 } })
		const second = await enter(room, mallory.token)
		for (let i = 0; i < 100; i++) for (const { socket } of [attacker, second]) socket.send(QUERY)
		for (let i = 0; i < 4; i++) await edit()
		expect(ofType(attacker, FRAME.awareness).length + ofType(second, FRAME.awareness).length).toBeLessThan(45)
	})

	it('close a member that continues for long', async () => {
		const bounds = { payloadFrames: { perSecond: 20, burst: 10 }, maxPausedMs: 300, closeGraceMs: 100 }
		const { attacker } = await scene(bounds)
		for (let i = 0; i < 1000; i++) attacker.sendUpdate(EMPTY)
		await until('it is closed', () => attacker.closed() === CLOSE.tooSlow)
		expect(Math.max(...acksIn(attacker))).toBeLessThan(100)
	})

	it('only slow down a member that waits for its acks', async () => {
		const { bystander, edit } = await scene({ payloadFrames: { perSecond: 50, burst: 1 }, maxPausedMs: 100 })
		for (let i = 0; i < 20; i++) await edit()
		expect(bystander.closed()).toBeNull()
	})

	it('do not make their sender count as silent', async () => {
		const bounds = { payloadFrames: { perSecond: ALMOST_NOTHING, burst: 10 }, heartbeatMs: 50, silenceMs: 200 }
		const { attacker, edit } = await scene(bounds)
		for (let i = 0; i < 100; i++) attacker.sendUpdate(EMPTY)
		const before = ofType(attacker, FRAME.ack).length
		await until('it has had heartbeats for long', () => ofType(attacker, FRAME.ack).length > before + 12)
		await edit()
		expect(attacker.closed()).toBeNull()
	})

	it('include the cost of a step 1: a full encode, even if the answer is small', async () => {
		const { attacker, bystander, edit } = await scene({ frameBytes: { perSecond: 1, burst: 100_000 } })
		const card = buildCard('large', { x: 0, y: 0, index: 'a1' as never }, { text: 'nine months '.repeat(2500) })
		putRecord(recordsOf(bystander.doc), card)
		await edit()
		const nothingNew = frameOf(FRAME.sync, SYNC.step1, Y.encodeStateVector(bystander.doc))
		for (let i = 0; i < 100; i++) {
			const before = step2sIn(attacker).length
			attacker.socket.send(nothingNew)
			await edit().catch(() => {})
			if (step2sIn(attacker).length === before) break
		}
		expect(step2sIn(attacker).length).toBeLessThan(20)
	})
})

it('[FAN4] only the newest step 1 of a member is answered', async () => {
	const { attacker, edit } = await scene(NO_BUDGETS)
	for (let i = 0; i < 2000; i++) attacker.socket.send(STEP1)
	await until('the last one is answered', async () => {
		const before = step2sIn(attacker).length
		await edit()
		return before > 0 && step2sIn(attacker).length === before
	})
	expect(step2sIn(attacker).length).toBeLessThan(200)
})

it('[BUDGET2] sockets beyond the limit of a token, a workshop or the process are closed', async () => {
	const { opened, mallory, ana, room } = await scene({ maxSocketsPerToken: 3, maxSocketsPerWorkshop: 5, maxSockets: 8 })
	const closedOf = async (path: string, token: string) => {
		const client = await enter(path, token)
		await until('it is in, or closed', () => client.frames.length > 0 || client.closed() !== null)
		return client.closed()
	}
	const hall = workshopRoom(opened.workshop.id)
	expect(await closedOf(room, mallory.token)).toBeNull()
	expect(await closedOf(room, mallory.token)).toBeNull()
	expect(await closedOf(room, mallory.token)).toBe(CLOSE.full)
	expect(await closedOf(hall, ana.token)).toBeNull()
	expect(await closedOf(hall, opened.token)).toBe(CLOSE.full)
	const other = await createWorkshop(server.url)
	for (let i = 0; i < 3; i++) expect(await closedOf(workshopRoom(other.workshop.id), other.token)).toBeNull()
	const last = await join(server.url, other.joinCode, 'Late')
	expect(await closedOf(boardRoom(last.board.id), last.token)).toBe(CLOSE.full)
	raw.at(-2)?.socket.close()
	await until('there is room again', async () => (await closedOf(boardRoom(last.board.id), last.token)) === null)
})

it('[BUDGET2] sockets of one address that have not joined yet are limited', async () => {
	const { room, mallory } = await scene({ maxPendingPerAddress: 5, maxSocketsPerToken: 100 })
	const clients = await Promise.all(Array.from({ length: 60 }, () => enter(room, mallory.token)))
	await until('some are refused', () => clients.some((client) => client.closed() === CLOSE.full))
	expect(clients.filter((client) => client.closed() === null).length).toBeGreaterThan(0)
})

it('[WIRE1] an invalid address names no room', async () => {
	const { mallory } = await scene({})
	const client = await openRaw(`${server.syncUrl.replace('/sync', '')}//`, mallory.token)
	await until('it is closed', () => client.closed() !== null)
	expect(client.closed()).toBe(CLOSE.noRoom)
})

it('[PEOPLE1] a removed member leaves the presence at once, whatever its client does', async () => {
	const { opened, attacker, bystander, mallory } = await scene({})
	attacker.sendPresence(77, 1, { cursor: { x: 1, y: 1 } })
	await until('Mallory is present', () => bystander.provider.awareness.getStates().has(77))
	// A paused socket answers no close frame.
	attacker.socket.pause()
	const body = { type: 'participant.remove', participant: mallory.participant.id }
	const path = `/api/workshops/${opened.workshop.id}/commands`
	expect((await call(server.url, path, { token: opened.token, body })).status).toBe(200)
	await until('Mallory is gone', () => !bystander.provider.awareness.getStates().has(77))
	attacker.socket.resume()
	await until('the socket is closed', () => attacker.closed() === CLOSE.noAccess)
})

describe('[BUDGET3] frames over the budget of the workshop', () => {
	it('are handled in turn: no member is kept from working, and nothing is lost', async () => {
		const { attacker, opened, room, edit } = await scene({ workshopPayloadFrames: { perSecond: 200, burst: 20 } })
		const others = await Promise.all(
			['Eve', 'Trudy', 'Oscar'].map(async (name) => enter(room, (await join(server.url, opened.joinCode, name)).token)),
		)
		const attackers = [attacker, ...others]
		for (const other of others) other.sendStep2(EMPTY)
		for (const one of attackers) for (let i = 0; i < 200; i++) one.sendUpdate(EMPTY)
		const handled = () => attackers.map((one) => Math.max(0, ...acksIn(one)))
		await until('they wait', () => handled().every((count) => count > 5))
		await edit()
		const counts = handled()
		expect(Math.max(...counts)).toBeLessThan(200)
		expect(Math.max(...counts) - Math.min(...counts)).toBeLessThan(40)
		await until('all is handled', () => handled().every((count) => count === 201))
		expect(attackers.map((one) => one.closed())).toEqual([null, null, null, null])
	})
})
