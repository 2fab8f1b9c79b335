import {
	boardRoom,
	buildCard,
	FRAME,
	type JoinResult,
	putRecord,
	recordsOf,
	type WaitingStructs,
} from '@charrette/shared'
import * as decoding from 'lib0/decoding'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { call, join, openAsFacilitator } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { haveConverged, joinAsStock, joinedAsStock, type StockClient } from './support/stockClient.ts'
import { until } from './support/until.ts'

/*
 * Ana's last edits were shown to Ben and never stored: the disk was full, and then the power went.
 * Ana is away.
 */

const AT = { x: 1, y: 2, index: 'a1' as never }
const cardIn = ({ doc }: Pick<StockClient, 'doc'>, id: string) => recordsOf(doc).get(`shape:${id}`)

describe('[GATE6b] edits that depend on structs which only the device of another person has', () => {
	let server: TestServer
	let room: string
	let ana: StockClient
	let ben: StockClient
	let ids: { ana: JoinResult; ben: JoinResult }
	/** The details of the nacks that Ben received. */
	let waits: WaitingStructs[]
	let facilitator: Awaited<ReturnType<typeof openAsFacilitator>>
	const open: StockClient[] = []

	beforeEach(async () => {
		waits = []
		server = await startServer()
		facilitator = await openAsFacilitator(server.url, { groups: 1 })
		const { joinCode } = facilitator.opened
		ids = { ana: await join(server.url, joinCode, 'Ana'), ben: await join(server.url, joinCode, 'Ben') }
		room = boardRoom(ids.ana.board.id)
		ana = joinAsStock(server.syncUrl, room, ids.ana.token)
		ben = joinAsStock(server.syncUrl, room, ids.ben.token)
		open.push(ana, ben)
		await until('both are synced', () => ana.provider.synced && ben.provider.synced)
		ana.doc.transact(() => putRecord(recordsOf(ana.doc), buildCard('saved', AT, { text: 'rain', city: 'Dakar' })))
		await until('Ben has the card', () => cardIn(ben, 'saved') !== undefined)
		ben.provider.messageHandlers[FRAME.nack] = (_encoder, decoder) => {
			decoding.readVarUint(decoder)
			expect(decoding.readVarString(decoder)).toBe('waiting')
			waits.push(JSON.parse(decoding.readVarString(decoder)) as WaitingStructs)
		}
		for (const { provider } of [ana, ben]) provider.disconnect()
		cardIn(ana, 'saved')?.set('xy', [5, 5])
		ana.doc.transact(() => putRecord(recordsOf(ana.doc), buildCard('lost', AT, { text: 'wind' })))
		// Ben has received these edits, and so never sends them.
		Y.applyUpdate(ben.doc, Y.encodeStateAsUpdate(ana.doc), ben.provider)
	})
	afterEach(async () => {
		for (const client of open.splice(0)) client.leave()
		await server.stop()
	})

	async function enterFresh(): Promise<StockClient> {
		const client = await joinedAsStock(server.syncUrl, room, facilitator.opened.token)
		open.push(client)
		return client
	}

	it('wait and are named, while the others are saved; they are sent again when the structs are there', async () => {
		cardIn(ben, 'saved')?.set('props.kind', 'obstacle')
		const blocked = ben.doc.clientID
		const from = Y.getState(ben.doc.store, blocked)
		cardIn(ben, 'lost')?.set('xy', [9, 9])
		cardIn(ben, 'saved')?.set('xy', [8, 8])
		ben.provider.connect()
		await until('he is informed', () => waits.length > 0)
		const missing = waits[0]?.missing
		expect(waits[0]).toEqual({ waiting: [[blocked, from]], missing, hasDeletes: true })
		expect(missing).toEqual([{ client: ana.doc.clientID, clock: expect.any(Number), owner: ids.ana.participant.id }])
		// As our client does, Ben goes on with a new client id.
		ben.doc.clientID = blocked + 1
		ben.provider.awareness.meta.set(blocked + 1, { clock: 0, lastUpdated: 0 })
		cardIn(ben, 'saved')?.set('props.city', 'Lima')
		await until('it is acked', () => ben.acked() === 2)
		cardIn(ben, 'lost')?.set('props.city', 'Lyon')
		await until('he is informed', () => waits.length === 2)
		const next = Y.getState(ben.doc.store, blocked + 1) - 1
		expect(waits[1]).toEqual({ waiting: [[blocked + 1, next]], missing: [], hasDeletes: false })
		const fresh = await enterFresh()
		// The saved place stays until the edit that replaces it comes.
		expect(fresh.content()).toMatchObject({
			'shape:saved': { xy: [1, 2], 'props.kind': 'obstacle', 'props.city': 'Lima' },
		})
		expect(cardIn(fresh, 'lost')).toBeUndefined()
		expect(ben.closed()).not.toBe(4422)
		ana.provider.connect()
		await until(
			'all agree',
			() => haveConverged([ana, ben, fresh]) && cardIn(fresh, 'lost')?.get('props.city') === 'Lyon',
		)
		expect(fresh.content()).toMatchObject({ 'shape:saved': { xy: [8, 8] }, 'shape:lost': { xy: [9, 9] } })
		expect(waits.length).toBe(2)
	})

	it('have no name while names are hidden', async () => {
		await facilitator.run({ type: 'anonymity.set', isAnonymous: true })
		cardIn(ben, 'lost')?.set('xy', [9, 9])
		ben.provider.connect()
		await until('he is informed', () => waits.length > 0)
		expect(waits[0]?.missing).toEqual([{ client: ana.doc.clientID, clock: expect.any(Number) }])
	})

	it('are deletes, too', async () => {
		recordsOf(ben.doc).delete('shape:lost')
		ben.provider.connect()
		await until('he is informed', () => waits.length > 0)
		expect(waits[0]).toMatchObject({ waiting: [], hasDeletes: true })
		ana.provider.connect()
		await until('all agree', () => haveConverged([ana, ben]))
		expect(cardIn(ana, 'lost')).toBeUndefined()
		expect((await call(server.url, '/healthz')).status).toBe(200)
	})
})
