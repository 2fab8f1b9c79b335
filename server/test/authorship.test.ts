import { isDeepStrictEqual } from 'node:util'
import type { BoardContent, JoinResult, RecordMap } from '@charrette/shared'
import { boardRoom, buildCard, CLOSE, putRecord, recordsOf, textOf } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { FacilitatorClient } from './support/call.ts'
import { call, join, openWithAna } from './support/call.ts'
import { openRaw } from './support/rawClient.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const AUTHOR = 'meta.author'
const AUTHOR_NAME = 'meta.authorName'
const AT = { x: 0, y: 0, index: 'a1' as never }

let server: TestServer
let facilitator: FacilitatorClient
let ana: JoinResult
let li: JoinResult
let anaClient: StockClient
let liClient: StockClient
let facilitatorClient: StockClient
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())

/**
 * A plenary board with a card of Ana and a card of the facilitator. Li acts as Mallory in some
 * tests.
 */
beforeEach(async () => {
	;({ facilitator, ana } = await openWithAna(server.url))
	li = await join(server.url, facilitator.opened.joinCode, 'Li')
	const enter = (token: string) => joinedAsStock(server.syncUrl, boardRoom(plenary()), token)
	anaClient = await enter(ana.token)
	liClient = await enter(li.token)
	facilitatorClient = await enter(facilitator.opened.token)
	add(anaClient, 'of-ana', { author: ana.participant.id })
	add(facilitatorClient, 'of-nobody', {})
	await until('both cards are with Li', () => recordsOf(liClient.doc).size === 2)
	return () => [anaClient, liClient, facilitatorClient].map((client) => client.leave())
})

const plenary = () => ana.workshop.sessions[0]?.boards.find(({ group }) => group === null)?.id as never
const at = (client: StockClient, id: string) => recordsOf(client.doc).get(`shape:${id}`) as RecordMap
function add(client: StockClient, id: string, meta: Record<string, string>): void {
	putRecord(recordsOf(client.doc), { ...buildCard(id, AT, { text: id }), meta })
}

/** Returns the author of a card in all copies and in the server's exports. */
async function authorOf(id: string): Promise<{ id: unknown; name: unknown; shown: string | undefined }> {
	const clients = [anaClient, liClient, facilitatorClient]
	const read = (client: StockClient) => [at(client, id)?.get(AUTHOR), at(client, id)?.get(AUTHOR_NAME)]
	await until('all copies agree', () => clients.every((client) => isDeepStrictEqual(read(client), read(anaClient))))
	const late = await joinedAsStock(server.syncUrl, boardRoom(plenary()), facilitator.opened.token)
	expect(read(late)).toEqual(read(anaClient))
	late.leave()
	const token = facilitator.opened.token
	const { body } = await call<BoardContent>(server.url, `/api/boards/${plenary()}/content`, { token })
	const card = body.cards.find((found) => found.id === `shape:${id}`)
	return { id: read(anaClient)[0], name: read(anaClient)[1], shown: card?.author }
}

describe('the author of a record', () => {
	it('[AUTHOR1] of a new record is its creator, even if a stock client names another person', async () => {
		add(liClient, 'forged', { author: ana.participant.id, authorName: 'Ana' })
		add(liClient, 'named', { authorName: 'Ana' })
		await until('they arrive', () => at(anaClient, 'named') !== undefined)
		expect(await authorOf('forged')).toEqual({ id: li.participant.id, name: undefined, shown: 'Li' })
		expect(await authorOf('named')).toEqual({ id: undefined, name: undefined, shown: undefined })
		// A copy of another person's card names its author, and is not a violation.
		expect(liClient.nacked()).toBe(0)
	})

	it('[AUTHOR1] may be a participant without a device, if a facilitator names them', async () => {
		add(facilitatorClient, 'typed', { author: ana.participant.id })
		await until('it arrives', () => at(anaClient, 'typed') !== undefined)
		expect(await authorOf('typed')).toEqual({ id: ana.participant.id, name: undefined, shown: 'Ana' })
	})

	it.each(['Li', 'a facilitator'])(
		'[AUTHOR2] is not changed by %s later; the rest of the update stays',
		async (who) => {
			const client = who === 'Li' ? liClient : facilitatorClient
			client.doc.transact(() => {
				at(client, 'of-ana').set(AUTHOR, li.participant.id)
				at(client, 'of-nobody').set(AUTHOR, ana.participant.id)
				at(client, 'of-nobody').set(AUTHOR_NAME, 'Ana')
				at(client, 'of-ana').set('xy', [7, 7])
			})
			await until('it is rejected', () => client.nacked() === 1)
			await until('the card has moved', () => isDeepStrictEqual(at(anaClient, 'of-ana').get('xy'), [7, 7]))
			expect(await authorOf('of-ana')).toEqual({ id: ana.participant.id, name: undefined, shown: 'Ana' })
			expect(await authorOf('of-nobody')).toEqual({ id: undefined, name: undefined, shown: undefined })
			at(client, 'of-ana').delete(AUTHOR)
			await until('it is rejected', () => client.nacked() === 2)
			expect(await authorOf('of-ana')).toMatchObject({ shown: 'Ana' })
			expect(client.closed()).toBe(null)
		},
	)

	it('[AUTHOR2] is not changed by a lock, or by replacing the record', async () => {
		at(liClient, 'of-ana').set(AUTHOR, li.participant.id)
		at(liClient, 'of-ana').set('meta.isSetUp', true)
		await until('both are rejected', () => liClient.nacked() >= 2)
		expect(await authorOf('of-ana')).toMatchObject({ id: ana.participant.id })
		recordsOf(liClient.doc).set(
			'shape:of-ana',
			new Y.Map<unknown>([
				['type', 'card'],
				[AUTHOR, li.participant.id],
			]),
		)
		await until('it is replaced', () => textOf(recordsOf(anaClient.doc), 'shape:of-ana')?.length === 0)
		expect(await authorOf('of-ana')).toMatchObject({ id: ana.participant.id })
	})

	it('[AUTHOR3] is restored with a deleted record, whoever undoes the deletion', async () => {
		const undo = new Y.UndoManager(recordsOf(liClient.doc))
		recordsOf(liClient.doc).delete('shape:of-ana')
		await until('it is gone', () => at(anaClient, 'of-ana') === undefined)
		undo.undo()
		await until('it is back', () => at(anaClient, 'of-ana') !== undefined)
		expect(await authorOf('of-ana')).toEqual({ id: ana.participant.id, name: undefined, shown: 'Ana' })
		expect(liClient.nacked()).toBe(0)
	})

	it('[AUTHOR3] is restored after the room was closed, and no other author takes its place', async () => {
		const undo = new Y.UndoManager(recordsOf(liClient.doc))
		add(facilitatorClient, 'typed', { author: ana.participant.id })
		await until('it arrives', () => at(liClient, 'typed') !== undefined)
		for (const id of ['of-ana', 'typed']) recordsOf(liClient.doc).delete(`shape:${id}`)
		// So many rows that closing the room compacts the log.
		for (let i = 0; i < 60; i++) {
			const before = anaClient.acked()
			at(anaClient, 'of-nobody').set('xy', [i, i])
			await until('it is acked', () => anaClient.acked() > before)
		}
		await server.restart()
		await until('they are back', () => [anaClient, liClient].every(({ provider }) => provider.synced))
		while (undo.undoStack.length > 0) undo.undo()
		await until('both are back', () => at(anaClient, 'of-ana') !== undefined && at(anaClient, 'typed') !== undefined)
		expect(await authorOf('of-ana')).toEqual({ id: ana.participant.id, name: undefined, shown: 'Ana' })
		// Li could have forged any name in it.
		expect(await authorOf('typed')).toEqual({ id: undefined, name: undefined, shown: undefined })
	})

	it('[AUTHOR1a] is the participant who sends a record in a step 2, whoever it names', async () => {
		const doc = new Y.Doc()
		putRecord(recordsOf(doc), { ...buildCard('sent', AT, { text: 'x' }), meta: { author: ana.participant.id } })
		await server.restart()
		const raw = await openRaw(`${server.syncUrl}/${boardRoom(plenary())}`, li.token)
		raw.sendStep2(Y.encodeStateAsUpdate(doc))
		await until('it is there', () => at(liClient, 'sent') !== undefined)
		raw.socket.terminate()
		expect((await authorOf('sent')).shown).toBe('Li')
	})

	it('[GATE1] no other member can write with the client id of a member who is present and has not written yet', async () => {
		const ben = await join(server.url, facilitator.opened.joinCode, 'Ben')
		const newcomer = await joinedAsStock(server.syncUrl, boardRoom(plenary()), ben.token)
		await until('Ben is seen', () => anaClient.provider.awareness.getStates().has(newcomer.doc.clientID))
		const doc = new Y.Doc()
		doc.clientID = newcomer.doc.clientID
		putRecord(recordsOf(doc), buildCard('squatting', AT, { text: 'x' }))
		const raw = await openRaw(`${server.syncUrl}/${boardRoom(plenary())}`, li.token)
		raw.sendStep2(Uint8Array.of(0, 0))
		raw.sendUpdate(Y.encodeStateAsUpdate(doc))
		await until('it is refused', () => raw.closed() === CLOSE.rejectedEdit)
		add(newcomer, 'of-ben', {})
		await until('Ben’s card arrives', () => at(anaClient, 'of-ben') !== undefined)
		expect([newcomer.closed(), at(anaClient, 'squatting')]).toEqual([null, undefined])
		newcomer.leave()
	})

	it('[GATE3] a stock client that sets a field to an invalid value gets a nack, and the field returns to its default', async () => {
		at(liClient, 'of-ana').set('xy', 'nonsense')
		await until('it is rejected', () => liClient.nacked() === 1)
		await until('all have the default', () => [anaClient, liClient].every((client) => !at(client, 'of-ana').has('xy')))
		expect(liClient.closed()).toBe(null)
	})

	it('[DOC1a] a stock client may name the frame that a position is relative to, with its corner', async () => {
		const nacked = liClient.nacked()
		for (const xy of [
			[1, 2, null],
			[1, 2, 'page:board'],
			[1, 2, 'shape:frame'],
			[1, 2, 'shape:frame', -3, 4.5],
			[1, 2],
		]) {
			at(liClient, 'of-ana').set('xy', xy)
			await until('it arrives', () => isDeepStrictEqual(at(anaClient, 'of-ana').get('xy'), xy))
		}
		expect([liClient.nacked(), liClient.closed()]).toEqual([nacked, null])
		at(liClient, 'of-ana').set('xy', [1, 2, 'shape:frame', -3])
		await until('it is rejected', () => liClient.nacked() === nacked + 1)
		await until('all have the default', () => [anaClient, liClient].every((client) => !at(client, 'of-ana').has('xy')))
	})

	it('[AUTHOR1] of a record written before the first step 2 is checked like any other', async () => {
		const doc = new Y.Doc()
		putRecord(recordsOf(doc), buildCard('offline', AT, { text: 'offline' }, ana.participant.id))
		liClient.doc.transact(() => Y.applyUpdate(liClient.doc, Y.encodeStateAsUpdate(doc)))
		await until('it arrives', () => at(anaClient, 'offline') !== undefined)
		expect(await authorOf('offline')).toMatchObject({ id: li.participant.id, shown: 'Li' })
		await server.restart()
		await until('they are back', () =>
			[anaClient, liClient, facilitatorClient].every(({ provider }) => provider.synced),
		)
		expect(await authorOf('offline')).toMatchObject({ id: li.participant.id, shown: 'Li' })
		expect(await authorOf('of-ana')).toMatchObject({ id: ana.participant.id, shown: 'Ana' })
	})
})
