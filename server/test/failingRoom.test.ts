import { boardRoom, buildCard, CLOSE, privateRoom, putRecord, recordsOf } from '@charrette/shared'
import { afterEach, expect, it, vi } from 'vitest'
import { AttributionLog } from '../dist/rooms/AttributionLog.js'
import { RecordValidator } from '../dist/rooms/RecordValidator.js'
import { RoomLog } from '../dist/rooms/RoomLog.js'
import { join, openAsFacilitator, openWorkshop, phaseOf } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock, type StockClient } from './support/stockClient.ts'
import { until } from './support/until.ts'

/* A bug in the server throws at one point, once: nothing that was acked may be missing afterwards. */

let server: TestServer
const clients: StockClient[] = []
afterEach(async () => {
	vi.restoreAllMocks()
	for (const client of clients.splice(0)) client.leave()
	await server.stop()
})

const failOnce = (_: unknown) => {
	throw new Error('a bug')
}

const failAfterIt = (_author: unknown, change: () => void) => {
	change()
	throw new Error('a bug')
}

it.each([
	['the validator', () => vi.spyOn(RecordValidator.prototype, 'repair').mockImplementationOnce(failOnce as never)],
	['applying it', () => vi.spyOn(AttributionLog.prototype, 'attributeTo').mockImplementationOnce(failAfterIt)],
	['the log', () => vi.spyOn(RoomLog.prototype, 'append').mockImplementationOnce(failOnce as never)],
])('[ACK6] an edit during which %s throws is not acked before it is in the log', async (point, failAt) => {
	server = await startServer()
	const { joinCode } = await openWorkshop(server.url, { groups: 1 })
	const ana = await join(server.url, joinCode, 'Ana')
	const ben = await join(server.url, joinCode, 'Ben')
	const room = boardRoom(ana.board.id)
	const [author, other] = await Promise.all([ana, ben].map(({ token }) => joinedAsStock(server.syncUrl, room, token)))
	if (!author || !other) throw new Error('nobody joined')
	clients.push(author, other)
	const add = (client: StockClient, id: string) =>
		putRecord(recordsOf(client.doc), buildCard(id, { x: 0, y: 0, index: 'a1' as never }, { text: id }))
	add(author, 'before')
	await until('it arrives', () => recordsOf(other.doc).size === 1)
	failAt()
	add(author, 'meanwhile')
	await until('the room is closed', () => other.closed() === CLOSE.storage)
	if (point === 'applying it') {
		expect(author.closed()).toBe(CLOSE.rejectedEdit)
		author.provider.connect()
	}
	await until('both are back', () => author.provider.synced && other.provider.synced)
	await until('the author is acked', () => author.acked() >= 1)
	add(author, 'after')
	await until('it is acked', () => author.acked() >= 2)
	await server.restart()
	const late = await joinedAsStock(server.syncUrl, room, ben.token)
	clients.push(late)
	expect([...recordsOf(late.doc).keys()].sort()).toEqual(['shape:after', 'shape:before', 'shape:meanwhile'])
})

it('[ROOM3] [ACK6] a reveal during which the board fails empties no private document', async () => {
	server = await startServer()
	const facilitator = await openAsFacilitator(server.url, { groups: 1 })
	const ana = await join(server.url, facilitator.opened.joinCode, 'Ana')
	const { body: added } = await facilitator.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })
	await facilitator.run({ type: 'phase.goto', phase: added.made })
	const author = await joinedAsStock(server.syncUrl, privateRoom(ana.board.id, ana.participant.id), ana.token)
	clients.push(author)
	putRecord(recordsOf(author.doc), buildCard('secret', { x: 0, y: 0, index: 'a1' as never }, { text: 'secret' }))
	await until('it is acked', () => author.acked() >= 2)
	vi.spyOn(RoomLog.prototype, 'append').mockImplementationOnce(failOnce as never)
	const reveal = () => facilitator.send({ type: 'private.reveal', names: true })
	expect((await reveal()).status).toBe(500)
	await server.restart()
	expect((await reveal()).status).toBe(200)
	const late = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token)
	clients.push(late)
	expect([...recordsOf(late.doc).keys()]).toContain('shape:secret')
})
