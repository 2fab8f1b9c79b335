import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { BoardId, JoinResult, RecordMap } from '@charrette/shared'
import { boardRoom, buildCard, FRAME, LIMITS, putRecord, recordsOf, SYNC, textOf } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import type { FacilitatorClient } from './support/call.ts'
import { call, openWithAna } from './support/call.ts'
import { createGateBoard, EMPTY_BOARD_CAPACITY, updateOf } from './support/gateScene.ts'
import { makeZip } from './support/makeZip.ts'
import { openRaw } from './support/rawClient.ts'
import { rawUpdate } from './support/rawUpdate.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const AT = { x: 0, y: 0, index: 'a1' as never }
const MAX_SHAPES = 20
const MAX_BYTES = 64 * 1024

/** A member whose edits were refused because the board was full. */
interface RefusedMember {
	/** Number of requests for its edits since the refusal. */
	asked(): number
	nacked(): number
	/** Sends all its edits. */
	answer(): void
}

function addCards(doc: Y.Doc, count: number, prefix = 'card', text = 'text'): void {
	doc.transact(() => {
		for (let i = 0; i < count; i++) putRecord(recordsOf(doc), buildCard(`${prefix}${i}`, AT, { text }))
	})
}

describe('a board at its limit', () => {
	let server: TestServer
	let facilitator: FacilitatorClient
	let ana: JoinResult
	let board: BoardId
	const clients: StockClient[] = []
	beforeEach(async () => {
		server = await startServer({}, { maxBoardShapes: MAX_SHAPES, maxBoardBytes: MAX_BYTES, exactSizeMs: 0 })
		;({ facilitator, ana } = await openWithAna(server.url))
		board = ana.board.id
	})
	afterEach(async () => {
		for (const client of clients.splice(0)) client.leave()
		await server.stop()
	})

	async function enter(token: string): Promise<StockClient> {
		const client = await joinedAsStock(server.syncUrl, boardRoom(board), token)
		clients.push(client)
		return client
	}
	const size = ({ doc }: StockClient) => recordsOf(doc).size
	const at = ({ doc }: StockClient, id: string) => recordsOf(doc).get(`shape:${id}`) as RecordMap
	/** Whether the server has all edits of this client, and has acked them. */
	async function isSaved(client: StockClient): Promise<boolean> {
		const late = await enter(facilitator.opened.token)
		return isDeepStrictEqual(late.content(), client.content())
	}

	it('[GATE7] takes no more shapes; they are accepted over the same socket once another member has made room', async () => {
		const [mine, other] = [await enter(ana.token), await enter(facilitator.opened.token)]
		addCards(mine.doc, MAX_SHAPES)
		await until('the board is full', () => size(other) === MAX_SHAPES)
		addCards(mine.doc, 2, 'more')
		await until('it is refused', () => mine.nacked() === 1)
		at(mine, 'card1').set('xy', [5, 5])
		await until('it is refused again', () => mine.nacked() === 2)
		expect([size(mine), size(other), mine.closed()]).toEqual([MAX_SHAPES + 2, MAX_SHAPES, null])
		const acked = mine.acked()
		for (const id of ['shape:card3', 'shape:card4', 'shape:card5']) recordsOf(other.doc).delete(id)
		await until('the cards arrive', () => size(other) === MAX_SHAPES - 1)
		await until('they are acked', () => mine.acked() > acked)
		expect(at(other, 'card1').get('xy')).toEqual([5, 5])
		expect(await isSaved(mine)).toBe(true)
		expect(mine.closed()).toBe(null)
	})

	/**
	 * Opens a full board and members that were refused one after another. The members answer only
	 * when the test asks them to.
	 */
	async function openRefused(count: number) {
		const filling = await enter(ana.token)
		addCards(filling.doc, MAX_SHAPES)
		await until('the board is full', () => filling.acked() === 2)
		const refused: RefusedMember[] = []
		for (let i = 0; i < count; i++) {
			const raw = await openRaw(`${server.syncUrl}/${boardRoom(board)}`, ana.token)
			onTestFinished(() => raw.socket.terminate())
			const doc = new Y.Doc()
			addCards(doc, 1, `refused${i}-`)
			const framesOf = (type: number) => raw.frames.filter((frame) => frame[0] === type)
			const answer = () => raw.sendStep2(Y.encodeStateAsUpdate(doc))
			// The first step 1 is the one that every member gets on joining.
			const asked = () => framesOf(FRAME.sync).filter((frame) => frame[1] === SYNC.step1).length - 1
			refused.push({ asked, answer, nacked: () => framesOf(FRAME.nack).length })
			answer()
			await until('it is refused', () => framesOf(FRAME.nack).length === 1)
		}
		const removeCards = (ids: number[]) => {
			const acked = filling.acked()
			for (const id of ids) recordsOf(filling.doc).delete(`shape:card${id}`)
			return until('that is acked', () => filling.acked() === acked + ids.length)
		}
		return { refused, removeCards, asked: () => refused.map((member) => member.asked()) }
	}

	it('[GATE7c] asks every refused member once others have made room, and again after the next refusal', async () => {
		const { refused, removeCards, asked } = await openRefused(3)
		await removeCards([1])
		await until('all are asked', () => isDeepStrictEqual(asked(), [1, 1, 1]))
		for (const { answer } of refused) answer()
		await until('one fits', () => isDeepStrictEqual(refused.map(({ nacked }) => nacked()).sort(), [1, 2, 2]))
		await removeCards([2])
		await until('the others are asked', () => isDeepStrictEqual(asked().sort(), [1, 2, 2]))
		await removeCards([3])
		expect(asked().sort()).toEqual([1, 2, 2])
	})

	it('[GATE7] accepts the edits of a member who deletes the excess', async () => {
		const mine = await enter(ana.token)
		addCards(mine.doc, MAX_SHAPES + 3)
		await until('it is refused', () => mine.nacked() === 1)
		for (const id of ['shape:card3', 'shape:card4', 'shape:card5']) recordsOf(mine.doc).delete(id)
		await until('the rest is acked', () => mine.acked() > 1)
		expect(mine.closed()).toBe(null)
		expect(await isSaved(mine)).toBe(true)
	})

	it('[GATE7] takes no more bytes, but accepts deletions and small edits; deleting makes room', async () => {
		const [mine, other] = [await enter(ana.token), await enter(facilitator.opened.token)]
		const noise = () => randomBytes(4000).toString('hex')
		let count = 0
		while (mine.nacked() === 0) {
			addCards(mine.doc, 1, `n${count++}-`, noise())
			// The first ack is for step 2.
			await until('it is acked or refused', () => mine.acked() > count || mine.nacked() > 0)
		}
		expect(count).toBe(9)
		at(other, 'n0-0').set('xy', [9, 9])
		const text = textOf(recordsOf(other.doc), 'shape:n1-0')
		text?.delete(10, 7990)
		await until('both are acked, and the room asks again', () => size(other) === 9)
		expect(other.nacked()).toBe(0)
		expect(await isSaved(mine)).toBe(true)
	})

	/** Imports a list of cards, or a file of several lists; returns the status and the reason. */
	const bring = (...lists: string[][]) => bringAs(facilitator.opened.token, ...lists)
	async function bringAs(token: string, ...lists: string[][]): Promise<unknown[]> {
		const [only, ...others] = lists.map((texts) => texts.join('\n'))
		const files = [only, ...others].map((bytes = '', index) => ({ name: `${index}.txt`, bytes }))
		const path = `/api/boards/${board}/import?name=${others.length > 0 ? 'all.zip' : 'list.txt'}`
		const bytes = Buffer.from(others.length > 0 ? makeZip(files) : (only ?? ''))
		const { status, body } = await call(server.url, path, { token, bytes })
		return [status, body.error?.reason]
	}
	const textsOf = (count: number, name = 'row') => Array.from({ length: count }, (_, i) => `${name} ${i}`)
	const DONE = [200, undefined]
	const FULL = [409, 'board_full']

	it('[GATE7e] takes the import that fills it, and then no more', async () => {
		expect(await bring(textsOf(MAX_SHAPES))).toEqual(DONE)
		expect(await bring(textsOf(1))).toEqual(FULL)
	})

	it('[GATE7e] takes as many imports at once as have room, and each of them whole', async () => {
		const tokens = [facilitator.opened.token, facilitator.opened.token, ana.token]
		const answers = await Promise.all(tokens.map((token, index) => bringAs(token, textsOf(8, `list ${index}`))))
		expect(answers.filter(([status]) => status === 200)).toHaveLength(2)
		expect(answers.find(([status]) => status !== 200)).toEqual(FULL)
		expect(await bring(textsOf(2, 'four'), textsOf(3, 'five'))).toEqual(FULL)
		expect(size(await enter(facilitator.opened.token))).toBe(16)
		expect(await bring(textsOf(2, 'four'), textsOf(2, 'five'))).toEqual(DONE)
		expect(size(await enter(facilitator.opened.token))).toBe(MAX_SHAPES)
	})

	it('[GATE7e] takes no import whose text has no room', async () => {
		const long = (name: string) => Array.from({ length: 8 }, (_, i) => `${name} ${i} ${'城'.repeat(1900)}`)
		expect(await bring(long('one'))).toEqual(DONE)
		expect(await bring(long('two'))).toEqual(FULL)
		expect(size(await enter(facilitator.opened.token))).toBe(8)
	})

	it('[GATE7] opens although it has more than the limit, and can be cleaned up', async () => {
		await server.stop()
		const roomy = await startServer({ DATA_DIR: server.dataDir })
		const opened = await openWithAna(roomy.url)
		const filling = await joinedAsStock(roomy.syncUrl, boardRoom(opened.ana.board.id), opened.ana.token)
		addCards(filling.doc, 3 * MAX_SHAPES)
		await until('it is acked', () => filling.acked() === 2)
		filling.leave()
		await roomy.end()
		server = await startServer({ DATA_DIR: server.dataDir }, { maxBoardShapes: MAX_SHAPES })
		board = opened.ana.board.id
		const client = await enter(opened.ana.token)
		expect(size(client)).toBe(3 * MAX_SHAPES)
		for (let i = 0; i < 2 * MAX_SHAPES; i++) recordsOf(client.doc).delete(`shape:card${i}`)
		at(client, 'card59').set('xy', [1, 1])
		await until('all is acked', () => client.acked() === 2 * MAX_SHAPES + 2)
		addCards(client.doc, 1, 'more')
		await until('one more is refused', () => client.nacked() === 1)
		expect(client.closed()).toBe(null)
	})
})

describe('the gate: limits of a single update', () => {
	const li = { owner: 'li' }

	it('[GATE7] passes a paste of 2,000 lines, and refuses more than 2,500 new shapes', () => {
		const gate = createGateBoard()
		const copy = gate.copy()
		const add = (count: number, prefix: string) =>
			updateOf(copy, (records) => {
				for (let i = 0; i < count; i++) putRecord(records, buildCard(`${prefix}${i}`, AT, { text: 'line' }))
			})
		expect(gate.take(add(2000, 'a'), li).refusal).toBe(null)
		expect(gate.take(add(LIMITS.maxNewShapes + 1, 'b'), li).refusal).toBe('boardFull')
	})

	it('[GATE7] passes the undo of deleting any number of shapes', () => {
		const gate = createGateBoard()
		const copy = gate.copy()
		const records = recordsOf(copy)
		for (const prefix of ['a', 'b']) {
			const update = updateOf(copy, () => addCards(copy, 2000, prefix))
			expect(gate.take(update, li).refusal).toBe(null)
		}
		const undo = new Y.UndoManager(records)
		expect(
			gate.take(
				updateOf(copy, () => [...records.keys()].map((id) => records.delete(id))),
				li,
			).refusal,
		).toBe(null)
		const undone = updateOf(copy, () => undo.undo())
		expect(gate.take(undone, li).refusal).toBe(null)
		expect(gate.records.size).toBe(4001)
	})

	it('[GATE7] counts the deletions of an update as room for its additions', () => {
		const gate = createGateBoard()
		const copy = gate.copy()
		const swap = updateOf(copy, (records) => {
			records.delete('shape:kept')
			putRecord(records, buildCard('next', AT, { text: 'next' }))
		})
		const withRoomFor = (shape: number) => {
			const records = { ...EMPTY_BOARD_CAPACITY.records, shape }
			return { ...li, capacity: { ...EMPTY_BOARD_CAPACITY, records } }
		}
		expect(gate.take(swap, withRoomFor(-1)).refusal).toBe('boardFull')
		expect(gate.take(swap, withRoomFor(0)).refusal).toBe(null)
	})

	it('[GATE7] refuses more than 16 new client ids, and more than a member may claim in a day', () => {
		const gate = createGateBoard()
		const claim = (count: number, from: number) =>
			rawUpdate(
				Array.from({ length: count }, (_, i) => ({
					client: from - i,
					clock: 0,
					structs: [{ parent: 'records', key: `shape:c${from - i}`, content: new Y.ContentType(new Y.Map()) }],
				})),
			)
		expect(gate.take(claim(LIMITS.maxNewClients, 9000), li).refusal).toBe(null)
		expect(gate.take(claim(LIMITS.maxNewClients + 1, 8000), li).refusal).toBe('boardFull')
		expect(gate.take(claim(3, 7000), { ...li, capacity: { ...EMPTY_BOARD_CAPACITY, clients: 2 } }).refusal).toBe(
			'boardFull',
		)
	})
})
