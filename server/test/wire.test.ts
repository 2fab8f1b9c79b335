import { boardRoom, buildCard, CLOSE, createId, putRecord, recordsOf } from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { call, createWorkshop, join } from './support/call.ts'
import { createRandom } from './support/randomEdits.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const bytes = (...parts: (number | Uint8Array)[]) =>
	Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : part)))
const STEP2 = (update: Uint8Array) => bytes(0, 1, varuint(update.length), update)
const UPDATE = (update: Uint8Array) => bytes(0, 2, varuint(update.length), update)

function varuint(value: number): Uint8Array {
	const out: number[] = []
	let rest = value
	while (rest > 127) {
		out.push(128 | (rest & 127))
		rest = Math.floor(rest / 128)
	}
	return Uint8Array.from([...out, rest])
}

describe('invalid frames', () => {
	let server: TestServer
	let token: string
	let room: string
	let board: string
	let facilitator: string

	beforeAll(async () => {
		server = await startServer()
		const opened = await createWorkshop(server.url)
		const ana = await join(server.url, opened.joinCode, 'Ana')
		facilitator = opened.token
		token = ana.token
		board = ana.board.id
		room = boardRoom(ana.board.id)
		const client = await joinedAsStock(server.syncUrl, room, token)
		putRecord(recordsOf(client.doc), buildCard('kept', { x: 0, y: 0, index: 'a1' as never }, { text: 'kept' }))
		await until('the card is acked', () => client.acked() >= 2)
		client.leave()
	})
	afterAll(() => server.stop())

	/** Opens a bare socket, sends these frames, and returns the close code. */
	async function closeCode(path: string, protocols: string[], frames: (Buffer | string)[] = []): Promise<number> {
		const socket = new WebSocket(`${server.syncUrl}/${path}`, protocols)
		socket.on('error', () => {})
		socket.on('open', () => {
			for (const frame of frames) socket.send(frame)
		})
		return new Promise((resolve) => socket.on('close', resolve))
	}

	async function expectNothingChanged(): Promise<void> {
		const { body } = await call<{ cards: { text: string }[] }>(server.url, `/api/boards/${board}/content`, {
			token: facilitator,
		})
		expect(body.cards.map((card) => card.text)).toEqual(['kept'])
	}

	it('[WIRE1] closes a socket without a valid token, a room or access, each with its close code', async () => {
		const other = await createWorkshop(server.url)
		expect(await closeCode(room, [])).toBe(CLOSE.badToken)
		expect(await closeCode(room, ['charrette.v1'])).toBe(CLOSE.badToken)
		expect(await closeCode(room, ['charrette.v1', 'no-such-token'])).toBe(CLOSE.badToken)
		for (const wrong of [`board:${createId()}`, 'board:..%2F..%2Fetc', 'board:', 'lobby', '%E0%A4%A', 'board:a:b'])
			expect(await closeCode(wrong, ['charrette.v1', token]), wrong).toBe(CLOSE.noRoom)
		expect(await closeCode(room, ['charrette.v1', other.token])).toBe(CLOSE.noRoom)
		expect(await closeCode(`workshop:${other.workshop.id}`, ['charrette.v1', token])).toBe(CLOSE.noAccess)
	})

	it('[WIRE3] closes a socket that sends a malformed frame', async () => {
		const garbage = [
			bytes(0),
			bytes(0, 9, 0),
			bytes(0, 2, 200, 1),
			bytes(1, 3, 9, 9, 9),
			bytes(255, 255, 255),
			Buffer.alloc(0),
			'text',
		]
		for (const frame of garbage)
			expect(await closeCode(room, ['charrette.v1', token], [frame]), String(frame)).toBe(CLOSE.badFrame)
		await expectNothingChanged()
	})

	it('[WIRE4] closes a socket whose frame is too large', async () => {
		const step2 = STEP2(Y.encodeStateAsUpdate(new Y.Doc()))
		const large = UPDATE(new Uint8Array(1024 * 1024 + 1))
		expect(await closeCode(room, ['charrette.v1', token], [step2, large])).toBe(CLOSE.rejectedEdit)
		expect(await closeCode(room, ['charrette.v1', token], [Buffer.alloc(6 * 1024 * 1024)])).toBe(1009)
		await expectNothingChanged()
	})

	it('[WIRE2] ignores unknown frame types', async () => {
		const socket = new WebSocket(`${server.syncUrl}/${room}`, ['charrette.v1', token])
		await new Promise((resolve) => socket.on('open', resolve))
		for (const type of [2, 4, 50, 100, 120, 121, 122, 123, 127]) socket.send(bytes(type, 1, 2, 3))
		const answered = new Promise((resolve) =>
			socket.on('message', (data: Buffer) => data[0] === 0 && data[1] === 1 && resolve(true)),
		)
		socket.send(bytes(0, 0, 1, 0))
		expect(await answered).toBe(true)
		socket.terminate()
	})

	it('[GATE2] ignores updates before step 2, which contains them', async () => {
		const doc = new Y.Doc()
		const records = recordsOf(doc)
		const updates: Uint8Array[] = []
		doc.on('update', (update: Uint8Array) => updates.push(update))
		putRecord(records, buildCard('early', { x: 0, y: 0, index: 'a1' as never }, {}))
		records.get('shape:early')?.set('xy', [1, 1])
		const socket = new WebSocket(`${server.syncUrl}/${room}`, ['charrette.v1', token])
		const acks: number[] = []
		socket.on('message', (data: Buffer) => data[0] === 120 && acks.push(data[1] ?? -1))
		await new Promise((resolve) => socket.on('open', resolve))
		socket.send(UPDATE(updates[1] as Uint8Array))
		await expectNothingChanged()
		records.delete('shape:early')
		socket.send(STEP2(Y.encodeStateAsUpdate(doc)))
		await until('step 2 is acked', () => acks.at(-1) === 2)
		expect(acks).not.toContain(1)
		socket.terminate()
	})

	it('[GATE1] refuses an update with a gap, foreign types, or deletes of future structs', async () => {
		const step2 = STEP2(Y.encodeStateAsUpdate(new Y.Doc()))
		const gap = new Y.Doc()
		recordsOf(gap).set('shape:a', new Y.Map())
		const state = Y.encodeStateVector(gap)
		recordsOf(gap).set('shape:b', new Y.Map())
		const embedded = new Y.Doc()
		embedded.getText('t').insertEmbed(0, { image: 'x' })
		const foreign = new Y.Doc()
		foreign.getMap('records').set('shape:x', new Y.XmlElement('script') as never)
		// No structs, and a delete of clocks 0 to 9 of a client that has written nothing.
		const futureDelete = bytes(0, 1, varuint(123456), 1, 0, 10)
		const attacks: [Uint8Array, number][] = [
			[Y.encodeStateAsUpdate(gap, state), CLOSE.storage],
			[Y.encodeStateAsUpdate(embedded), CLOSE.rejectedEdit],
			[Y.encodeStateAsUpdate(foreign), CLOSE.rejectedEdit],
			[futureDelete, CLOSE.rejectedEdit],
			[bytes(9, 9, 9, 9), CLOSE.rejectedEdit],
		]
		for (const [update, code] of attacks)
			expect(await closeCode(room, ['charrette.v1', token], [step2, UPDATE(update)])).toBe(code)
		await expectNothingChanged()
	})

	it('[GATE5] 2,000 random frames from two roles change nothing', async () => {
		const seed = Number(process.env['SEED'] ?? Date.now() % 1e9)
		const random = createRandom(seed)
		const base = [
			STEP2(Y.encodeStateAsUpdate(new Y.Doc())),
			bytes(0, 0, 1, 0),
			bytes(1, 4, 1, 5, 1, 2, 123, 125),
			bytes(3),
		]
		for (let batch = 0; batch < 40; batch++) {
			const frames = Array.from({ length: 50 }, () => {
				const frame = Buffer.from(random.pick(base) ?? [])
				for (let i = 0; i < 3; i++) frame[random.below(frame.length)] = random.below(256)
				return frame
			})
			const socket = new WebSocket(`${server.syncUrl}/${room}`, ['charrette.v1', batch % 2 ? token : facilitator])
			socket.on('error', () => {})
			await new Promise((resolve) => socket.on('open', resolve))
			for (const frame of frames) socket.send(frame)
			socket.close()
			await new Promise((resolve) => socket.on('close', resolve))
		}
		await expect(expectNothingChanged(), `seed ${seed}`).resolves.toBeUndefined()
	})
})
