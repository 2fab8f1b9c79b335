import type { JoinResult } from '@charrette/shared'
import { boardRoom, readBoard, recordsOf } from '@charrette/shared'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { AckTrackingClient } from './support/ackTrackingClient.ts'
import { joinWithAckTracking } from './support/ackTrackingClient.ts'
import { call, createWorkshop, join } from './support/call.ts'
import { readDisk } from './support/disk.ts'
import type { FaultyProxy } from './support/faultyProxy.ts'
import { openFaultyProxy } from './support/faultyProxy.ts'
import type { Random } from './support/randomEdits.ts'
import { createRandom, editAtRandom } from './support/randomEdits.ts'
import type { TestServer } from './support/startServer.ts'
import { NO_BUDGETS, startServer } from './support/startServer.ts'
import { haveConverged, joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const MIN_CLIENTS = 3
const MAX_CLIENTS = 8
const ROUNDS = 12
const EDITS_A_ROUND = 30
const FRESH_SEEDS = 2
type Seed = [seed: number, found: string]
/** Fixed seeds with their reasons. Every seed that fails is added. */
const KNOWN_SEEDS: readonly Seed[] = [
	[1, 'the first'],
	[20261124, 'the day it was written'],
	[707924414, 'a restart while sockets are being accepted'],
]

/** A person who edits, undoes, disconnects, reconnects, and reloads the page. */
interface Person {
	client: AckTrackingClient
	undo: Y.UndoManager
	/** The address of the server, directly or through the slow proxy. */
	syncUrl: string
	token: string
}

describe('[P1] convergence', () => {
	let server: TestServer
	let proxy: FaultyProxy
	let people: Person[] = []
	afterEach(async () => {
		for (const { client } of people) client.leave()
		await proxy.close()
		await server.stop()
	})

	const fresh = Array.from({ length: FRESH_SEEDS }, (_, i): Seed => [(Date.now() + i * 7919) % 1e9, 'fresh'])
	const chosen = process.env['SEED']
	const seeds: Seed[] = chosen ? [[Number(chosen), 'chosen']] : [...KNOWN_SEEDS, ...fresh]

	it.each(seeds)('clients, server and the document on disk are deeply equal (SEED=%i, %s)', async (seed) => {
		const random = createRandom(seed)
		server = await startServer({}, NO_BUDGETS)
		proxy = await openFaultyProxy(Number(new URL(server.url).port))
		const { joinCode, token } = await createWorkshop(server.url, { groups: 1 })
		const count = MIN_CLIENTS + random.below(MAX_CLIENTS - MIN_CLIENTS + 1)
		const names = Array.from({ length: count }, (_, index) => `Person ${index}`)
		const joined = await Promise.all(names.map((name) => join(server.url, joinCode, name)))
		const board = (joined[0] as JoinResult).board.id
		const room = boardRoom(board)
		const slowUrl = `ws://127.0.0.1:${proxy.port}/sync`
		people = joined.map((one, index) =>
			personIn(room, { syncUrl: index % 2 ? slowUrl : server.syncUrl, token: one.token }),
		)
		const contentOnServer = async () => (await call(server.url, `/api/boards/${board}/content`, { token })).body

		await runRounds(random)

		proxy.set({})
		const clients = people.map((person) => person.client)
		for (const { provider } of clients) provider.connect()
		await until(`all agree and every edit is acked, seed ${seed}`, () => {
			return haveConverged(clients) && clients.every((client) => client.isAllAcked())
		})
		const [first] = clients as [AckTrackingClient]
		const [records, content] = [first.content(), readBoard(first.doc)]
		expect(await contentOnServer()).toEqual(content)
		for (const client of clients) client.leave()
		await server.restart()
		expect(await contentOnServer()).toEqual(content)
		const late = await joinedAsStock(server.syncUrl, room, token)
		expect(late.content()).toEqual(records)
		late.leave()
		await server.end()
		const onDisk = (await readDisk(server.dataDir, [room])).get(room)
		expect(onDisk?.quarantined).toBe(0)
		expect(onDisk && recordsOf(onDisk.doc).toJSON()).toEqual(records)
	})

	/**
	 * Runs rounds of random edits, with random faults of connections, pages and the server between
	 * them.
	 */
	async function runRounds(random: Random): Promise<void> {
		for (let round = 0; round < ROUNDS; round++) {
			for (let edit = 0; edit < EDITS_A_ROUND; edit++) {
				actAtRandom(random.pick(people) as Person, random)
				if (random.next() < 0.1) await new Promise((resolve) => setImmediate(resolve))
			}
			disturb(random)
			if (random.next() < 0.2) await server.restart()
		}
	}

	/** Disconnects, reconnects or reloads a random person, and changes the delay of the proxy. */
	function disturb(random: Random): void {
		const index = random.below(people.length)
		const person = people[index] as Person
		const { provider } = person.client
		if (random.next() < 0.3) people[index] = reload(person)
		else if (provider.shouldConnect) provider.disconnect()
		else provider.connect()
		proxy.set({ delayMs: random.below(40) })
	}
})

function personIn(room: string, { syncUrl, token }: { syncUrl: string; token: string }, doc = new Y.Doc()): Person {
	const client = joinWithAckTracking(syncUrl, room, token, doc)
	return { client, undo: new Y.UndoManager(recordsOf(doc), { captureTimeout: 0 }), syncUrl, token }
}

/**
 * Returns the person after a reload of the page: with a new document, from the copy that the
 * browser stored (ACK5).
 */
function reload(person: Person): Person {
	const { client, syncUrl, token } = person
	const stored = new Y.Doc()
	Y.applyUpdate(stored, Y.encodeStateAsUpdate(client.doc))
	client.leave()
	return personIn(client.room, { syncUrl, token }, stored)
}

/** Makes a random edit, or occasionally an undo or redo. */
function actAtRandom({ client, undo }: Person, random: Random): void {
	const kind = random.next()
	if (kind < 0.08) undo.undo()
	else if (kind < 0.12) undo.redo()
	else editAtRandom(client.doc, random)
}
