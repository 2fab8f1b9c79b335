import { randomBytes } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { boardRoom, buildCard, CLIENT_SCHEMA_VERSION, FRAME, putRecord, recordsOf, SYNC } from '@charrette/shared'
import { afterEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { frameOf } from './support/attacks.ts'
import { createWorkshop, join } from './support/call.ts'
import { openRaw, payloadOf, type RawClient } from './support/rawClient.ts'
import { NO_BUDGETS, startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock, type StockClient } from './support/stockClient.ts'
import { until } from './support/until.ts'

const STEP1 = frameOf(FRAME.sync, SYNC.step1, Y.encodeStateVector(new Y.Doc()))
/** More than 4 MiB and the buffers of both ends of a local connection. */
const CARDS = 1600
/** Returns a text that no compression makes small. */
const text = () => randomBytes(5000).toString('base64')

let server: TestServer
let writer: StockClient
let joiner: RawClient
afterEach(async () => {
	joiner.socket.terminate()
	writer.leave()
	await server.stop()
})

async function add(cards: number, prefix: string): Promise<void> {
	const before = writer.acked()
	writer.doc.transact(() => {
		for (let i = 0; i < cards; i++)
			putRecord(
				recordsOf(writer.doc),
				buildCard(`${prefix}-${i}`, { x: i, y: 0, index: 'a1' as never }, { text: text() }),
			)
	})
	await until('it is acked', () => writer.acked() > before)
}

/** Counts the records that a client has received. Each call reads the frames since the last one. */
function createCount({ frames }: RawClient): () => number {
	const doc = new Y.Doc()
	let read = 0
	return () => {
		for (const frame of frames.slice(read)) {
			const payload = payloadOf(frame)
			if (payload) Y.applyUpdate(doc, payload.update)
			if (frame[0] === FRAME.deflatedState) Y.applyUpdateV2(doc, inflateRawSync(frame.subarray(1)))
		}
		read = frames.length
		return recordsOf(doc).size
	}
}

it.each([
	['a stock client', ''],
	['our own client', `?schema=${CLIENT_SCHEMA_VERSION}&epoch=1`],
])('[FAN3] %s on a slow line joins a large board while another member edits it', async (_who, query) => {
	server = await startServer({}, { ...NO_BUDGETS, heartbeatMs: 50, maxBoardBytes: 32 * 1024 * 1024 })
	const { joinCode } = await createWorkshop(server.url, { groups: 1 })
	const ana = await join(server.url, joinCode, 'Ana')
	const ben = await join(server.url, joinCode, 'Ben')
	const room = boardRoom(ana.board.id)
	writer = await joinedAsStock(server.syncUrl, room, ana.token)
	for (let i = 0; i < CARDS / 100; i++) await add(100, `first${i}`)
	joiner = await openRaw(`${server.syncUrl}/${room}${query}`, ben.token)
	joiner.socket.send(STEP1)
	joiner.socket.pause()
	// More than the queue of a joiner holds, so it gets a diff instead.
	for (let i = 0; i < 30; i++) await add(10, `later${i}`)
	expect(joiner.closed()).toBeNull()
	joiner.socket.resume()
	const all = CARDS + 300
	const count = createCount(joiner)
	await until('it has the whole board', () => count() === all)
	await add(1, 'last')
	await until('it has what comes after', () => count() === all + 1)
	expect(joiner.closed()).toBeNull()
})
