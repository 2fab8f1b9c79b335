import { boardRoom, readBoard } from '@charrette/shared'
import { afterEach, describe, expect, it } from 'vitest'
import { call, join, openWorkshop } from './support/call.ts'
import type { Random } from './support/randomEdits.ts'
import { createRandom, editAtRandom } from './support/randomEdits.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { joinAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const CLIENTS = 5
const ROUNDS = 12
const EDITS_A_ROUND = 30
const FRESH_SEEDS = 3
/** Seeds that failed once, by what they found; each stays. */
const KNOWN_SEEDS = [1, 20261124]

describe('[P1] convergence', () => {
	let server: TestServer
	afterEach(() => server.stop())

	const fresh = Array.from({ length: FRESH_SEEDS }, (_, index) => (Date.now() + index * 7919) % 1e9)
	const seeds = process.env['SEED'] ? [Number(process.env['SEED'])] : [...KNOWN_SEEDS, ...fresh]

	it.each(seeds)('clients, server and a reload from disk are deeply equal (SEED=%i)', async (seed) => {
		const random = createRandom(seed)
		server = await startServer()
		const { joinCode, token } = await openWorkshop(server.url, { groups: 1 })
		const people = await Promise.all(
			Array.from({ length: CLIENTS }, (_, i) => join(server.url, joinCode, `Person ${i}`)),
		)
		const board = people[0]?.board.id
		if (!board) throw new Error('nobody joined')
		const clients = people.map((person) => joinAsStock(server.syncUrl, boardRoom(board), person.token))
		const contentOnServer = async () => (await call(server.url, `/api/boards/${board}/content`, { token })).body

		await runRounds(server, clients, random)

		for (const client of clients) client.provider.connect()
		await until(`all agree, seed ${seed}`, () => isSettled(clients))
		const expected = readBoard((clients[0] as StockClient).doc)
		expect(await contentOnServer()).toEqual(expected)
		for (const client of clients) client.leave()
		await server.restart()
		expect(await contentOnServer()).toEqual(expected)
		const late = joinAsStock(server.syncUrl, boardRoom(board), token)
		await until('a late joiner is synced', () => late.provider.synced)
		expect(readBoard(late.doc)).toEqual(expected)
		late.leave()
	})
})

/** Rounds of random edits by everybody, with lost connections and restarts of the server between them. */
async function runRounds(server: TestServer, clients: readonly StockClient[], random: Random): Promise<void> {
	for (let round = 0; round < ROUNDS; round++) {
		for (let edit = 0; edit < EDITS_A_ROUND; edit++) {
			const client = random.pick(clients)
			if (client) editAtRandom(client.doc, random)
			if (random.next() < 0.1) await new Promise((resolve) => setImmediate(resolve))
		}
		disturb(clients, random)
		if (random.next() < 0.2) await server.restart()
	}
}

/** Cuts somebody's connection, or lets them come back. */
function disturb(clients: readonly StockClient[], random: Random): void {
	const client = random.pick(clients)
	if (!client) return
	if (client.provider.shouldConnect) client.provider.disconnect()
	else client.provider.connect()
}

function isSettled(clients: readonly StockClient[]): boolean {
	const contents = clients.map((client) => JSON.stringify(sortKeys(client.content())))
	return clients.every((client) => client.provider.synced) && contents.every((content) => content === contents[0])
}

function sortKeys(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
	return Object.fromEntries(
		Object.entries(value)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, inner]) => [key, sortKeys(inner)]),
	)
}
