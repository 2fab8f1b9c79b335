import { join as joinPath } from 'node:path'
import { crc32, inflateRawSync } from 'node:zlib'
import {
	boardRoom,
	buildCard,
	CLIENT_SCHEMA_VERSION,
	CLOSE,
	createId,
	FRAME,
	putRecord,
	recordsOf,
	textOf,
} from '@charrette/shared'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import { call, createWorkshop, join } from './support/call.ts'
import type { RawClient } from './support/rawClient.ts'
import { ackIn, openRaw, payloadOf } from './support/rawClient.ts'
import type { TestServer } from './support/startServer.ts'
import { NO_BUDGETS, startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const IDLE_MS = 100
const EMPTY = Uint8Array.of(0, 0)

describe('the life of a room', () => {
	let server: TestServer
	const open: StockClient[] = []
	const raw: RawClient[] = []

	beforeAll(async () => {
		server = await startServer({}, { ...NO_BUDGETS, idleMs: IDLE_MS, exactSizeMs: 0 })
	})
	afterEach(() => {
		for (const client of open.splice(0)) client.leave()
		for (const { socket } of raw.splice(0)) socket.terminate()
	})
	afterAll(() => server.stop())

	async function scene() {
		const opened = await createWorkshop(server.url)
		const ana = await join(server.url, opened.joinCode, 'Ana')
		return { facilitator: opened.token, token: ana.token, board: ana.board.id, room: boardRoom(ana.board.id) }
	}
	async function enter(room: string, token: string): Promise<StockClient> {
		const client = await joinedAsStock(server.syncUrl, room, token)
		open.push(client)
		return client
	}
	async function enterRaw(path: string, token: string): Promise<RawClient> {
		const client = await openRaw(`${server.syncUrl}/${path}`, token)
		raw.push(client)
		return client
	}
	const write = (client: StockClient, id: string, text = id) =>
		putRecord(recordsOf(client.doc), buildCard(id, { x: 1, y: 2, index: 'a1' as never }, { text }))
	const contentOf = async (board: string, token: string) =>
		(await call<{ cards: { text: string }[] }>(server.url, `/api/boards/${board}/content`, { token })).body.cards.map(
			(card) => card.text,
		)
	const logRows = (room: string) => {
		const db = new Sqlite(joinPath(server.dataDir, 'charrette.db'), { readonly: true })
		try {
			return db.prepare('SELECT count(*) FROM log WHERE room = ? AND retired IS NULL').pluck().get(room) as number
		} finally {
			db.close()
		}
	}

	/** Types into a card until its log has this many rows: one edit after another, each acked. */
	async function type(client: StockClient, id: string, rows: number): Promise<void> {
		for (let i = 0; i < rows; i++) {
			const before = client.acked()
			textOf(recordsOf(client.doc), `shape:${id}`)?.insert(0, 'x')
			await until(`edit ${i} is acked`, () => client.acked() > before)
		}
	}

	it('[ROOM4] is evicted when idle, its log compacted, and loads again unchanged', async () => {
		const { room, token, board, facilitator } = await scene()
		const client = await enter(room, token)
		write(client, 'kept')
		await type(client, 'kept', 60)
		expect(logRows(room)).toBeGreaterThan(50)
		client.leave()
		await until('its log is one row', () => logRows(room) === 1)
		expect(await contentOf(board, facilitator)).toEqual([`${'x'.repeat(60)}kept`])
		const again = await enter(room, token)
		expect(textOf(recordsOf(again.doc), 'shape:kept')?.toString()).toHaveLength(64)
	})

	it('[ROOM4] keeps a member who joins while it is being evicted', async () => {
		const { room, token, board, facilitator } = await scene()
		for (let round = 0; round < 4; round++) {
			const client = await enter(room, token)
			write(client, `round${round}`)
			await type(client, `round${round}`, 60)
			client.leave()
			await until('its log is compacted', () => logRows(room) === 1)
		}
		expect(await contentOf(board, facilitator)).toHaveLength(4)
	}, 60_000)

	it('[LOG2] compacts a long log while people keep writing', async () => {
		const { room, token } = await scene()
		const client = await enter(room, token)
		write(client, 'long')
		await type(client, 'long', 520)
		await until('the log is compacted', () => logRows(room) < 100)
		await type(client, 'long', 5)
		await server.restart()
		const again = await enter(room, token)
		expect(textOf(recordsOf(again.doc), 'shape:long')?.toString()).toHaveLength(529)
	}, 60_000)

	it('[FAN4, WIRE4] sends the whole document to many joining clients, in the most compact form that each reads', async () => {
		const { room, token } = await scene()
		const author = await enter(room, token)
		for (let i = 0; i < 300; i++) write(author, createId(), `Permits take nine months, case ${i}`)
		await until('all edits are acked', () => author.acked() >= 301)
		const ours = await Promise.all(
			Array.from({ length: 10 }, () => enterRaw(`${room}?schema=${CLIENT_SCHEMA_VERSION}&epoch=1`, token)),
		)
		const stock = await enterRaw(room, token)
		for (const client of [...ours, stock]) client.socket.send(Uint8Array.of(0, 0, 1, 0))
		for (let i = 0; i < 40; i++) write(author, `late${i}`)
		await until('all edits are acked', () => author.acked() >= 341)
		const seenBy = ({ frames }: RawClient) => {
			const doc = new Y.Doc()
			for (const frame of frames) {
				const payload = payloadOf(frame)
				if (payload) Y.applyUpdate(doc, payload.update)
				if (frame[0] === FRAME.deflatedState) Y.applyUpdateV2(doc, inflateRawSync(frame.subarray(1)))
			}
			return recordsOf(doc).toJSON()
		}
		const all = recordsOf(author.doc).toJSON()
		for (const client of [...ours, stock]) {
			await until('it has the whole board', () => Object.keys(seenBy(client)).length === 340)
			expect(seenBy(client)).toEqual(all)
		}
		const sizeOf = (client: RawClient, type: number) => client.frames.find((frame) => frame[0] === type)?.length ?? 0
		expect(sizeOf(stock, FRAME.deflatedState)).toBe(0)
		const whole = Y.encodeStateAsUpdate(author.doc).length
		for (const client of ours) expect(sizeOf(client, FRAME.deflatedState)).toBeLessThan(whole / 4)
	})

	it('[FAN2] throttles presence to its budget while edits continue', async () => {
		const { room, token } = await scene()
		const watcher = await enterRaw(room, token)
		const crowd = await Promise.all(Array.from({ length: 25 }, () => enterRaw(room, token)))
		const selection = Array.from({ length: 50 }, (_, i) => `shape:${'x'.repeat(20)}${i}`)
		const editor = await enter(room, token)
		write(editor, 'meanwhile')
		const startedAt = performance.now()
		for (let move = 0; move < 25; move++) {
			for (const [index, client] of crowd.entries())
				client.sendPresence(1000 + index, move, { cursor: { x: move, y: index }, selection })
			await type(editor, 'meanwhile', 1)
		}
		const elapsed = performance.now() - startedAt
		const bytes = watcher.frames.filter((frame) => frame[0] === FRAME.awareness).reduce((sum, f) => sum + f.length, 0)
		// One tick of presence may exceed the budget: the states of 25 people with their selections.
		expect(bytes).toBeLessThan(48 * 1.024 * elapsed + 25 * 2048)
		expect(bytes).toBeGreaterThan(25 * 1000)
	}, 60_000)

	it('[FAN3] closes a member that reads nothing, and keeps the others', async () => {
		const { room, token, facilitator } = await scene()
		const author = await enter(room, token)
		const stuck = await enterRaw(room, facilitator)
		stuck.sendPresence(77, 1, { cursor: { x: 1, y: 1 } })
		await until('it is seen', () => author.provider.awareness.getStates().has(77))
		stuck.socket.pause()
		write(author, 'long')
		const text = textOf(recordsOf(author.doc), 'shape:long') as Y.Text
		// The socket takes some megabytes before it buffers. The board stays small, so that it never
		// fills up.
		for (let i = 0; author.provider.awareness.getStates().has(77); i++) {
			expect(i).toBeLessThan(1500)
			const before = author.acked()
			author.doc.transact(() => {
				text.delete(0, text.length)
				text.insert(0, `${i}${'许可'.repeat(5000)}`)
			})
			await until('it is acked', () => author.acked() !== before)
		}
		const again = await enter(room, facilitator)
		expect(recordsOf(again.doc).toJSON()).toEqual(recordsOf(author.doc).toJSON())
	}, 60_000)

	it('[DOC7] refuses a client of an older schema, and accepts a stock client', async () => {
		const { room, token } = await scene()
		const old = await enterRaw(`${room}?schema=1&epoch=1`, token)
		await until('it is closed', () => old.closed() === CLOSE.clientTooOld)
		const stock = await enterRaw(room, token)
		await until('step 1 arrives', () => stock.frames.some((frame) => frame[0] === 0))
	})

	it('[DOC7] does not open a document of a newer schema, and leaves it unchanged', async () => {
		const { room, token } = await scene()
		const newer = new Y.Doc()
		newer.getMap('meta').set('schema', 99)
		const update = Y.encodeStateAsUpdate(newer)
		const db = new Sqlite(joinPath(server.dataDir, 'charrette.db'))
		const insert = db.prepare('INSERT INTO log (room, seq, at, form, crc, bytes) VALUES (?, 1000000, 0, 0, ?, ?)')
		insert.run(room, crc32(update), update)
		db.close()
		const client = await enterRaw(room, token)
		await until('it is closed for good', () => client.closed() === CLOSE.unreadable)
		expect(logRows(room)).toBe(1)
	})

	it('[GATE3] repairs a record before it is sent to others, and sends its author a nack', async () => {
		const { room, token, facilitator } = await scene()
		const author = await enter(room, token)
		const seen: unknown[] = []
		const watcher = await enter(room, facilitator)
		recordsOf(watcher.doc).observeDeep(() => seen.push(recordsOf(watcher.doc).get('shape:bad')?.get('props.kind')))
		const forger = await enterRaw(room, token)
		const doc = new Y.Doc()
		putRecord(recordsOf(doc), buildCard('bad', { x: 0, y: 0, index: 'a1' as never }, { text: 'bad' }))
		recordsOf(doc).get('shape:bad')?.set('props.kind', 'no such kind')
		forger.sendStep2(EMPTY)
		forger.sendUpdate(Y.encodeStateAsUpdate(doc))
		await until('it is acked', () => forger.frames.some((frame) => ackIn(frame) === 2))
		await until('the author has it', () => recordsOf(author.doc).has('shape:bad'))
		expect(forger.frames.filter((frame) => frame[0] === FRAME.nack).map((frame) => [...frame])).toEqual([
			[FRAME.nack, 2, 7, ...new TextEncoder().encode('invalid')],
		])
		await until('the watcher has it', () => seen.length > 0)
		expect(seen).not.toContain('no such kind')
	})
})
