import { isDeepStrictEqual } from 'node:util'
import type { JoinResult, RecordMap } from '@charrette/shared'
import {
	boardRoom,
	buildCard,
	buildCluster,
	FRAME,
	isLocked,
	LOCKED_KEY,
	LOCKED_NOTE,
	putRecord,
	recordsOf,
	textOf,
} from '@charrette/shared'
import { createDecoder, hasContent, readVarString, readVarUint } from 'lib0/decoding'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { FacilitatorClient } from './support/call.ts'
import { openWithAna } from './support/call.ts'
import { createRandom, editAtRandom } from './support/randomEdits.ts'
import type { RawClient } from './support/rawClient.ts'
import { openRaw, payloadOf } from './support/rawClient.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const FRAME_ID = 'shape:axis'
const LABEL_ID = 'shape:label'

let server: TestServer
let facilitator: FacilitatorClient
let ana: JoinResult
let facilitatorClient: StockClient
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())

/** A board with a locked cluster, and a locked card with a text. */
beforeEach(async () => {
	;({ facilitator, ana } = await openWithAna(server.url))
	facilitatorClient = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), facilitator.opened.token)
	const records = recordsOf(facilitatorClient.doc)
	const cluster = buildCluster('axis', { x: 0, y: 0, index: 'a1' as never }, { title: 'High impact', w: 900, h: 600 })
	putRecord(records, cluster)
	putRecord(records, buildCard('label', { x: 10, y: 0, index: 'a2' as never }, { text: '影响' }))
	await until('the records are saved', () => facilitatorClient.acked() >= 3)
	await setLocked([FRAME_ID, LABEL_ID], true)
	await until('the records are locked', () => isLocked(at(FRAME_ID)) && isLocked(at(LABEL_ID)))
	return () => facilitatorClient.leave()
})

const setLocked = (records: string[], isSetUp: boolean) =>
	facilitator.send({ type: 'setup.mark', board: ana.board.id, records, isSetUp })
const enter = (token: string) => joinedAsStock(server.syncUrl, boardRoom(ana.board.id), token)
const at = (id: string, { doc } = facilitatorClient) => recordsOf(doc).get(id)
const layer = (client = facilitatorClient) =>
	[FRAME_ID, LABEL_ID].map((id) => {
		const text = textOf(recordsOf(client.doc), id)
		return { ...at(id, client)?.toJSON(), text: text?.toString() }
	})

/** Returns the updates of edits on a copy of the board, one for each transaction. */
function updatesOf(client: StockClient, ...changes: ((record: RecordMap, doc: Y.Doc) => void)[]): Uint8Array[] {
	const copy = new Y.Doc()
	recordsOf(copy)
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(client.doc))
	const updates: Uint8Array[] = []
	copy.on('update', (update: Uint8Array) => updates.push(update))
	for (const change of changes)
		copy.transact(() => {
			for (const id of [FRAME_ID, LABEL_ID]) {
				const record = recordsOf(copy).get(id)
				if (record) change(record, copy)
			}
		})
	return updates
}

/** Opens a modified client as Ana, synced with the room. */
async function modified(): Promise<RawClient> {
	const client = await openRaw(`${server.syncUrl}/${boardRoom(ana.board.id)}`, ana.token)
	client.sendStep2(Y.encodeStateAsUpdate(new Y.Doc()))
	return client
}

const nacks = ({ frames }: RawClient) => frames.filter((frame) => frame[0] === FRAME.nack).length

/** Returns the string after the reason of the first nack; empty if there is none. */
function noteOf({ frames }: RawClient): string {
	const decoder = createDecoder(frames.find((frame) => frame[0] === FRAME.nack) ?? new Uint8Array())
	for (const read of [readVarUint, readVarUint, readVarString]) read(decoder)
	return hasContent(decoder) ? readVarString(decoder) : ''
}

describe('the locked layer of a board', () => {
	it('[SETUP1d] a copy of a locked card is not locked, and its author gets no nack', async () => {
		const client = await modified()
		const [update] = updatesOf(facilitatorClient, (_, doc) => {
			const copy = buildCard('copy', { x: 1, y: 1, index: 'a3' as never }, { text: 'mine' })
			putRecord(recordsOf(doc), copy)
			recordsOf(doc).get('shape:copy')?.set(LOCKED_KEY, true)
		})
		client.sendUpdate(update as Uint8Array)
		await until('the card arrives', () => recordsOf(facilitatorClient.doc).has('shape:copy'))
		await until('the edit is acked', () => client.frames.some((frame) => frame[0] === FRAME.ack))
		expect(isLocked(at('shape:copy'))).toBe(false)
		expect(nacks(client)).toBe(0)
	})

	it.each<[string, (record: RecordMap, doc: Y.Doc) => void]>([
		['move it', (record) => record.set('xy', [500, 500])],
		['resize and rename it', (record) => record.set('wh', [1, 1]).toString() + record.set('props.name', 'mine')],
		['unlock it', (record) => record.delete(LOCKED_KEY)],
		['unlock and move it at once', (record) => [record.delete(LOCKED_KEY), record.set('xy', [9, 9])]],
		['edit its text', (_, doc) => textOf(recordsOf(doc), LABEL_ID)?.insert(0, 'not ')],
		['delete its text', (record) => record.delete('text')],
		['delete it', (_, doc) => [FRAME_ID, LABEL_ID].map((id) => recordsOf(doc).delete(id))],
		['replace it', (_, doc) => recordsOf(doc).set(FRAME_ID, new Y.Map([['type', 'card']]) as RecordMap)],
	])('[SETUP1] [P9] is unchanged when a modified client tries to %s', async (_, change) => {
		const before = layer()
		const client = await modified()
		const [update] = updatesOf(facilitatorClient, change)
		client.sendUpdate(update as Uint8Array)
		await until('the edit is rejected', () => nacks(client) > 0)
		expect(noteOf(client)).toBe(LOCKED_NOTE)
		const watch = await enter(facilitator.opened.token)
		expect(layer(watch)).toEqual(before)
		await until('the facilitator has the old layer', () => isDeepStrictEqual(layer(), before))
		await server.restart()
		const later = await enter(facilitator.opened.token)
		expect(layer(later)).toEqual(before)
		expect(client.closed()).not.toBe(4422)
		for (const one of [watch, later]) one.leave()
	})

	it('[SETUP1] [LEDGER1] undoes only a participant’s part of a text: a facilitator’s offline edit of the rest stays', async () => {
		const text = () => textOf(recordsOf(facilitatorClient.doc), LABEL_ID) as Y.Text
		facilitatorClient.provider.disconnect()
		text().delete(0, 1)
		const client = await modified()
		const watch = await enter(facilitator.opened.token)
		const [update] = updatesOf(watch, (_, doc) => textOf(recordsOf(doc), LABEL_ID)?.insert(2, ' not'))
		client.sendUpdate(update as Uint8Array)
		await until('the edit is rejected', () => nacks(client) > 0)
		facilitatorClient.provider.connect()
		await until('the facilitator’s edit arrives', () => textOf(recordsOf(watch.doc), LABEL_ID)?.toString() === '响')
		await until('the facilitator has the same text', () => text().toString() === '响')
		watch.leave()
	})

	it('[SETUP1] accepts other edits in the same update, including offline edits from before the lock', async () => {
		const client = await modified()
		const both = updatesOf(facilitatorClient, (record, doc) => {
			record.set('xy', [7, 7])
			putRecord(recordsOf(doc), buildCard('own', { x: 1, y: 1, index: 'a3' as never }, { text: 'mine' }))
		})
		client.sendStep2(both[0] as Uint8Array)
		await until('the card arrives', () => recordsOf(facilitatorClient.doc).has('shape:own'))
		expect(at(FRAME_ID)?.get('xy')).toBeUndefined()
	})

	it('[SETUP1] is never shown at another position, neither by updates nor by presence', async () => {
		const watch = await openRaw(`${server.syncUrl}/${boardRoom(ana.board.id)}`, facilitator.opened.token)
		const seen = new Y.Doc()
		const positions: unknown[] = []
		recordsOf(seen).observeDeep(() => positions.push(recordsOf(seen).get(FRAME_ID)?.get('xy')))
		const read = (frame: Uint8Array) => {
			const payload = payloadOf(frame)
			if (payload) Y.applyUpdate(seen, payload.update)
		}
		Y.applyUpdate(seen, Y.encodeStateAsUpdate(facilitatorClient.doc))
		watch.socket.on('message', (data: Buffer) => read(new Uint8Array(data)))
		const client = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token)
		const gesture = { [FRAME_ID]: { xy: [666, 666] }, 'shape:free': { xy: [1, 1] } }
		client.provider.awareness.setLocalState({ cursor: { x: 1, y: 1 }, live: gesture })
		const present = () => facilitatorClient.provider.awareness.getStates().get(client.doc.clientID)
		await until('her presence arrives', () => present()?.['live'] !== undefined)
		expect(present()?.['live']).toEqual({ 'shape:free': { xy: [1, 1] } })
		client.doc.transact(() => at(FRAME_ID, client)?.set('xy', [666, 666]))
		await until('the edit is reverted', () => at(FRAME_ID, client)?.get('xy') === undefined)
		expect(positions.filter((position) => JSON.stringify(position) === '[666,666]')).toEqual([])
		client.leave()
		watch.socket.terminate()
	})

	it('[SETUP1] can be changed by facilitators only: a participant’s lock is reverted', async () => {
		const client = await enter(ana.token)
		const own = buildCard('own', { x: 1, y: 1, index: 'a3' as never }, { text: 'mine' })
		putRecord(recordsOf(client.doc), { ...own, meta: { isSetUp: true } })
		await until('the card arrives', () => recordsOf(facilitatorClient.doc).has('shape:own'))
		await until('its lock is reverted', () => !isLocked(at('shape:own', client)))
		expect(isLocked(at('shape:own'))).toBe(false)
		client.leave()
	})

	it('[SETUP1] can be moved by facilitators, and by everyone once unlocked', async () => {
		at(FRAME_ID)?.set('xy', [40, 40])
		const client = await enter(ana.token)
		at(FRAME_ID, client)?.set('xy', [1, 1])
		await until('it is at the facilitator’s position', () => String(at(FRAME_ID, client)?.get('xy')) === '40,40')
		expect((await setLocked([FRAME_ID], false)).status).toBe(200)
		await until('it is unlocked', () => !isLocked(at(FRAME_ID, client)))
		at(FRAME_ID, client)?.set('xy', [1, 1])
		await until('it moves', () => String(at(FRAME_ID)?.get('xy')) === '1,1')
		const { status, body } = await setLocked(['shape:nothing'], true)
		expect([status, body.error?.code]).toEqual([404, 'not_found'])
		client.leave()
	})

	it('[SETUP1] [GATE5] is unchanged after random edits of a participant, and all copies agree', async () => {
		const seed = Number(process.env['SEED'] ?? 20261125)
		const random = createRandom(seed)
		const before = layer()
		const clients = await Promise.all([enter(ana.token), enter(ana.token)])
		for (let round = 0; round < 60; round++) {
			const client = clients[round % 2] as StockClient
			editAtRandom(client.doc, random)
			if (random.next() < 0.3)
				client.doc.transact(() => recordsOf(client.doc).delete(random.pick([FRAME_ID, LABEL_ID]) ?? ''))
		}
		const all = [facilitatorClient, ...clients]
		const agree = () => all.every((client) => isDeepStrictEqual(client.content(), facilitatorClient.content()))
		await until(`all agree and the layer is whole, seed ${seed}`, () => agree() && isDeepStrictEqual(layer(), before))
		for (const client of clients) client.leave()
	})
})
