import { randomBytes } from 'node:crypto'
import type { BoardId, RestoreResult } from '@charrette/shared'
import { boardRoom, buildCard, putRecord, type RecordMap, recordsOf, textOf } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { BOUNDS } from '../dist/rooms/bounds.js'
import { BoardCapacity } from '../dist/rooms/document/BoardCapacity.js'
import { growthOf, liveBytes } from '../dist/rooms/gate/liveContent.js'
import { openWithAna } from './support/call.ts'
import { createGateBoard, EMPTY_BOARD_CAPACITY, updateOf } from './support/gateScene.ts'
import { createRandom, editAtRandom } from './support/randomEdits.ts'
import { openRaw } from './support/rawClient.ts'
import { nacksIn } from './support/roomScene.ts'
import { at, openSnapshotScene, type SnapshotScene } from './support/snapshotScene.ts'
import { NO_BUDGETS, startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const LIVE_BYTES = 64 * 1024
const HISTORY_BYTES = 256 * 1024
/** Intervals so long that no retry is caused by time. */
const NO_HEARTBEAT = { heartbeatMs: 600_000, silenceMs: 1_200_000 }

function addCards(doc: Y.Doc, count: number, prefix: string, text = 'text'): void {
	doc.transact(() => {
		for (let i = 0; i < count; i++) putRecord(recordsOf(doc), buildCard(`${prefix}${i}`, at(0), { text }))
	})
}

describe('a board with a long edit history', () => {
	let server: TestServer
	let scene: SnapshotScene
	beforeEach(async () => {
		const bounds = { maxBoardBytes: LIVE_BYTES, maxHistoryBytes: HISTORY_BYTES, exactSizeMs: 0 }
		server = await startServer({}, { ...NO_BUDGETS, ...bounds })
		scene = await openSnapshotScene(server)
		await scene.edit((records) => {
			for (const id of ['a', 'b']) putRecord(records, buildCard(id, at(0), { text: id }))
		})
	})
	afterEach(async () => {
		scene.leave()
		await server.stop()
	})

	/** Moves two cards in turn, so that each of the values stays in the history by itself. */
	const moveOften = (moves: number) => {
		const records = recordsOf(scene.client.doc)
		scene.client.doc.transact(() => {
			for (let i = 0; i < moves; i++)
				(records.get(i % 2 ? 'shape:a' : 'shape:b') as RecordMap).set('xy', [i, scene.client.acked()])
		})
	}
	const historyBytes = () => Y.encodeStateAsUpdate(scene.client.doc).length

	/** Moves cards until the server refuses a move. */
	async function fillHistory(): Promise<void> {
		const { client } = scene
		while (client.nacked() === 0) {
			const acked = client.acked()
			moveOften(500)
			await until('it is acked or refused', () => client.acked() > acked || client.nacked() > 0)
		}
	}

	it('[GATE7] overwritten values do not count as content, and leave room for cards', async () => {
		while (historyBytes() < 3 * LIVE_BYTES) {
			const acked = scene.client.acked()
			moveOften(500)
			await until('the moves are acked', () => scene.client.acked() > acked)
		}
		await scene.add('another')
		expect([scene.client.nacked(), scene.client.closed()]).toEqual([0, null])
	})

	it('[GATE7] [GATE7d] deleted text is not refused, however much of it there was', async () => {
		for (let sum = 0; sum < 2 * HISTORY_BYTES; sum += 30_000) {
			await scene.edit((records) => textOf(records, 'shape:a')?.insert(0, 'x'.repeat(30_000)))
			await scene.edit((records) => textOf(records, 'shape:a')?.delete(0, 30_000))
		}
		expect([scene.client.nacked(), scene.client.closed()]).toEqual([0, null])
	})

	it('[GATE7f] deletes that split texts into more pieces than the history has room for are refused', async () => {
		const text = (id: string) => textOf(recordsOf(scene.client.doc), `shape:${id}`)
		await scene.edit(() => text('a')?.insert(0, 'x'.repeat(20_000)))
		scene.client.doc.transact(() => {
			for (let i = 0; i < 7000; i++) text('a')?.delete(i, 1)
		})
		await until('it is refused', () => scene.client.nacked() === 1)
		const other = await scene.enter(scene.facilitator.opened.token)
		expect(textOf(recordsOf(other.doc), 'shape:a')?.length).toBe(20_001)
		const acked = other.acked()
		textOf(recordsOf(other.doc), 'shape:a')?.delete(100, 10_000)
		await until('a deletion of one part is acked', () => other.acked() > acked)
		recordsOf(other.doc).delete('shape:a')
		await until('the deletion of the card is acked', () => other.acked() > acked + 1)
	})

	it('[GATE7f] [REST4] a full history is refused by its own reason, takes deletions, and a copy of the board goes on', async () => {
		await fillHistory()
		expect(historyBytes()).toBeGreaterThan(HISTORY_BYTES * 0.9)
		const raw = await openRaw(`${server.syncUrl}/${boardRoom(scene.ana.board.id)}`, scene.ana.token)
		raw.sendStep2(Y.encodeStateAsUpdate(scene.client.doc))
		await until('it is refused', () => nacksIn(raw.frames).length > 0)
		expect(nacksIn(raw.frames)).toEqual(['1 historyFull'])
		raw.socket.terminate()
		const other = await scene.enter(scene.facilitator.opened.token)
		const acked = other.acked()
		recordsOf(other.doc).delete('shape:b')
		await until('the deletion is acked', () => other.acked() > acked)
		expect(await scene.texts()).toEqual(['a'])
		const { id } = await scene.save('Full')
		const { board } = (await scene.post<RestoreResult>(`/api/snapshots/${id}/restore`, { mode: 'copy' })).body
		await scene.facilitator.run({ type: 'boards.freeze', boards: [board], frozen: false })
		const copy = await scene.enter(scene.ana.token, board)
		putRecord(recordsOf(copy.doc), buildCard('next', at(0), { text: 'next' }))
		await until('the copy takes it', () => copy.acked() === 2)
		expect(await scene.texts(board)).toEqual(['a', 'next'])
	})
})

describe('the live content', () => {
	it.each(Array.from({ length: 30 }, (_, index) => index + 1))(
		'[GATE7] [GATE7d] is counted by its changes, and the encoded document takes no more than estimated: seed %i',
		(seed) => {
			const random = createRandom(seed)
			const server = new Y.Doc()
			let [counted, estimated] = [0, 2]
			server.on('afterTransaction', (transaction: Y.Transaction) => {
				const { live, encoded } = growthOf(server, transaction)
				counted += live
				estimated += encoded
			})
			const people = [0, 1, 2].map(() => new Y.Doc())
			for (const person of people) recordsOf(person)
			for (let round = 0; round < 60; round++) {
				for (let i = random.below(12); i > 0; i--) editAtRandom(people[random.below(3)] as Y.Doc, random)
				const sending = people.filter(() => random.next() < 0.7)
				// Several updates in one transaction, as in a tick.
				server.transact(() => {
					for (const person of sending)
						Y.applyUpdate(server, Y.encodeStateAsUpdate(person, Y.encodeStateVector(server)))
				})
				expect(counted, `round ${round}`).toBe(liveBytes(server))
				expect(estimated, `round ${round}`).toBeGreaterThanOrEqual(Y.encodeStateAsUpdate(server).length)
				for (const person of people.filter(() => random.next() < 0.5))
					Y.applyUpdate(person, Y.encodeStateAsUpdate(server))
			}
			const loaded = new Y.Doc()
			recordsOf(loaded)
			Y.applyUpdate(loaded, Y.encodeStateAsUpdate(server))
			expect(liveBytes(loaded)).toBe(counted)
		},
	)

	it('[GATE7] is about as large as a document without history', () => {
		const doc = new Y.Doc()
		doc.transact(() => {
			for (let i = 0; i < 500; i++)
				putRecord(recordsOf(doc), buildCard(`card${i}`, at(i), { text: `Obstacle number ${i} of the morning` }))
		})
		const ratio = liveBytes(doc) / Y.encodeStateAsUpdate(doc).length
		expect(ratio).toBeGreaterThan(0.8)
		expect(ratio).toBeLessThan(1.2)
	})

	it('[GATE7] an update fits if the content that it adds, less what it deletes, fits', () => {
		const gate = createGateBoard()
		const random = createRandom(7)
		const person = gate.copy()
		for (let i = 0; i < 400; i++) {
			const update = updateOf(person, () => {
				for (let n = random.below(3); n >= 0; n--) editAtRandom(person, random)
			})
			const before = liveBytes(gate.doc)
			const growth = liveBytes(person) - before
			const take = (bytes: number) =>
				gate.take(update, { owner: 'li', capacity: { ...EMPTY_BOARD_CAPACITY, bytes } }).refusal
			if (growth > 0 && growth <= update.length) expect(take(growth - 1), `edit ${i}`).toBe('boardFull')
			expect(take(Math.max(0, growth)), `edit ${i}`).toBe(null)
			expect(liveBytes(gate.doc)).toBe(before + growth)
		}
	})
})

describe('the size of a long history', () => {
	const MAX = 4 * 1024 * 1024
	/** Opens the capacity of an empty document that counts as one with this many bytes. */
	const open = (compact: () => boolean, loadedBytes: number) => {
		const doc = new Y.Doc()
		const bounds = { ...BOUNDS, maxHistoryBytes: MAX, exactSizeMs: 0 }
		const capacity = new BoardCapacity(doc, { room: boardRoom('b' as BoardId), bounds, now: () => 0, compact })
		capacity.watch(loadedBytes)
		/** Adds a text, and returns the growth. */
		const grow = (bytes: number) => {
			const { history } = capacity.remaining()
			addCards(doc, 1, `${history}-`, 'x'.repeat(bytes))
			return history - capacity.remaining().history
		}
		return { doc, capacity, grow }
	}

	it('[GATE7d] is measured by compaction, and growth meanwhile counts on top', () => {
		let compactions = 0
		const { capacity, grow } = open(() => ++compactions > 0, MAX - 10)
		const first = grow(100)
		expect([capacity.measure(), capacity.remaining().history, compactions]).toEqual([false, 10 - first, 2])
		const end = capacity.beginCompaction()
		const second = grow(50)
		expect(second).toBeGreaterThan(50)
		end(1000)
		expect(capacity.remaining().history).toBe(MAX - 1000 - second)
	})

	it('[GATE7d] is encoded if its log cannot be compacted, or was left unchanged', () => {
		const damaged = open(() => false, MAX - 10)
		damaged.grow(100)
		const sizeOf = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc).length
		expect([damaged.capacity.measure(), damaged.capacity.remaining().history]).toEqual([
			true,
			MAX - sizeOf(damaged.doc),
		])
		const failing = open(() => true, MAX - 10)
		failing.grow(100)
		failing.capacity.measure()
		failing.capacity.beginCompaction()(0)
		expect(failing.capacity.remaining().history).toBe(MAX - sizeOf(failing.doc))
	})

	it('[GATE7d] is compacted before it is full', () => {
		let compactions = 0
		const { capacity, grow } = open(() => ++compactions > 0, (MAX * 3) / 4)
		grow(MAX / 16)
		expect(compactions).toBe(0)
		grow(MAX / 8)
		expect(compactions).toBe(1)
		capacity.beginCompaction()((MAX * 15) / 16)
		grow(1)
		expect(compactions).toBe(1)
		grow(MAX / 16)
		expect(compactions).toBe(2)
	})

	it('[GATE7] [GATE7d] takes edits again once deleting has made room, and a compaction has measured it', async () => {
		const maxHistoryBytes = 1.5 * 1024 * 1024
		const server = await startServer({}, { maxHistoryBytes, exactSizeMs: 0, ...NO_HEARTBEAT })
		onTestFinished(() => server.stop())
		const { facilitator, ana } = await openWithAna(server.url)
		const [mine, other] = await Promise.all(
			[ana.token, facilitator.opened.token].map((token) =>
				joinedAsStock(server.syncUrl, boardRoom(ana.board.id), token),
			),
		)
		if (!mine || !other) throw new Error()
		let count = 0
		while (mine.nacked() === 0) {
			addCards(mine.doc, 25, `n${count++}-`, randomBytes(4000).toString('hex'))
			// The first ack is for step 2.
			await until('they are acked or refused', () => mine.acked() > count || mine.nacked() > 0)
		}
		expect(count).toBe(8)
		const acked = mine.acked()
		other.doc.transact(() => {
			for (let i = 0; i < 25; i++) recordsOf(other.doc).delete(`shape:n3-${i}`)
		})
		await until('what was refused is acked', () => mine.acked() > acked)
		const late = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), facilitator.opened.token)
		expect(late.content()).toEqual(mine.content())
		for (const client of [mine, other, late]) client.leave()
	})
})
