import { setImmediate as othersTurn } from 'node:timers/promises'
import { boardRoom, buildCard, documentOf, FRAME, putRecord, recordsOf } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { call, createWorkshop, join } from './support/call.ts'
import type { RawClient } from './support/rawClient.ts'
import { ackIn, openRaw, payloadOf } from './support/rawClient.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { joinAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const EMPTY = Y.encodeStateAsUpdate(new Y.Doc())

/** Returns the updates of adding this many cards, one by one. */
function updatesOf(cards: number): Uint8Array[] {
	const doc = new Y.Doc()
	const updates: Uint8Array[] = []
	doc.on('update', (update: Uint8Array) => updates.push(update))
	for (let i = 0; i < cards; i++)
		putRecord(recordsOf(doc), buildCard(`c${i}`, { x: i, y: 0, index: 'a1' as never }, { text: 'Permits' }))
	return updates
}

const updatesIn = ({ frames }: RawClient) => frames.filter((frame) => payloadOf(frame)?.isStep2 === false)
const acksIn = ({ frames }: RawClient) => frames.map(ackIn).filter((ack) => ack !== null)

describe('fan-out of a room', () => {
	let server: TestServer
	const raw: RawClient[] = []
	const stock: StockClient[] = []
	beforeEach(async () => {
		server = await startServer()
	})
	afterEach(async () => {
		for (const { socket } of raw.splice(0)) socket.terminate()
		for (const client of stock.splice(0)) client.leave()
		await server.stop()
	})

	/** Opens a room with an author and this many other members. */
	async function room(others: number) {
		const { joinCode, token } = await createWorkshop(server.url, { groups: 1 })
		const ana = await join(server.url, joinCode, 'Ana')
		const url = `${server.syncUrl}/${boardRoom(ana.board.id)}`
		const watchers = await Promise.all(Array.from({ length: others }, () => openRaw(url, token)))
		const author = await openRaw(url, ana.token)
		raw.push(author, ...watchers)
		author.sendStep2(EMPTY)
		await until('the author is synced', () => acksIn(author).includes(1))
		return { author, watchers, board: ana.board.id, token }
	}

	it('[FAN1] merges the updates of a tick in a large room, into the same bytes for all members', async () => {
		const { author, watchers } = await room(11)
		const updates = updatesOf(60)
		for (const update of updates) author.sendUpdate(update)
		await until('all updates are acked', () => acksIn(author).includes(61))
		const merged = Y.encodeStateAsUpdate(documentOf(updates))
		for (const watcher of watchers) {
			await until(
				'all updates have arrived',
				() => Y.encodeStateAsUpdate(documentOf(payloads(watcher))).length === merged.length,
			)
			expect(updatesIn(watcher).length).toBeLessThan(30)
			expect(updatesIn(watcher)).toEqual(updatesIn(watchers[0] as RawClient))
		}
	})

	it('[FAN1] sends each update at once in a small room, and never to its author', async () => {
		const { author, watchers } = await room(3)
		for (const [index, update] of updatesOf(5).entries()) {
			author.sendUpdate(update)
			await until('it is acked', () => acksIn(author).includes(index + 2))
		}
		for (const watcher of watchers) {
			await until('all updates have arrived', () => updatesIn(watcher).length === 5)
			expect(payloads(watcher)).toEqual(payloads(watchers[0] as RawClient))
		}
		expect(updatesIn(author)).toEqual([])
	})

	it('[FAN1] a member with a pending ack still receives other members’ edits of that tick', async () => {
		const { author, board, token } = await room(0)
		let isImported = false
		const sending = (async () => {
			while (!isImported) {
				author.sendUpdate(EMPTY)
				await othersTurn()
			}
		})()
		for (let card = 0; card < 10; card++) {
			const path = `/api/boards/${board}/import?name=a.txt`
			expect((await call(server.url, path, { token, bytes: Buffer.from(`Card ${card}`) })).status).toBe(200)
		}
		isImported = true
		await sending
		await until('all updates have arrived', () => recordsOf(documentOf(payloads(author))).size === 10)
	})

	it('[ACK1] an ack counts all payload frames of a socket, also empty and repeated ones', async () => {
		const { author } = await room(1)
		const [first, second] = updatesOf(2) as [Uint8Array, Uint8Array]
		author.sendUpdate(first)
		author.sendUpdate(EMPTY)
		author.sendUpdate(first)
		author.socket.send(Uint8Array.of(FRAME.queryAwareness))
		author.sendUpdate(second)
		await until('all updates are acked', () => acksIn(author).includes(5))
		expect(Math.max(...acksIn(author))).toBe(5)
	})

	it('[P7] 200 clients reconnect and converge after a restart, with their offline edits', async () => {
		const { joinCode } = await createWorkshop(server.url, { groups: 10 })
		for (let i = 0; i < 200; i++) {
			const { token, board } = await join(server.url, joinCode, `Person ${i}`)
			stock.push(joinAsStock(server.syncUrl, boardRoom(board.id), token))
		}
		await until('all are synced', () => stock.every(({ provider }) => provider.synced))
		await server.end()
		await until('all are disconnected', () => stock.every(({ provider }) => !provider.wsconnected))
		for (const [index, { doc }] of stock.entries())
			putRecord(
				recordsOf(doc),
				buildCard(`c${index}`, { x: index, y: 0, index: 'a1' as never }, { text: 'while away' }),
			)
		await server.restart()
		await until('all are synced again', () => stock.every(({ provider }) => provider.synced))
		const isComplete = ({ doc }: StockClient) => recordsOf(doc).size === 20
		await until('all boards are complete', () => stock.every(isComplete))
	})
})

function payloads(client: RawClient): Uint8Array[] {
	return updatesIn(client).map((frame) => payloadOf(frame)?.update ?? EMPTY)
}
