import { documentOf, recordsOf } from '@charrette/shared'
import { Pool } from 'pg'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LOG_TABLES } from '../dist/adapters/postgres/logTables.js'
import { openPostgresDocStore } from '../dist/adapters/postgres/PostgresDocStore.js'
import { openValkeyBroadcast } from '../dist/adapters/valkey/ValkeyBroadcast.js'
import type { DocStore } from '../dist/ports/DocStore.js'
import { type AckTrackingClient, joinWithAckTracking } from './support/ackTrackingClient.ts'
import {
	createSharedWorkshop,
	type Delivery,
	injectFaults,
	type SharedWorkshop,
	startNode,
	type TestNode,
} from './support/nodes.ts'
import { describeWithPostgres } from './support/postgres.ts'
import { startPostgres, type TestPostgres } from './support/postgresProcess.ts'
import { createRandom, editAtRandom, type Random } from './support/randomEdits.ts'
import { haveConverged } from './support/stockClient.ts'
import { until } from './support/until.ts'
import { startValkey, type TestValkey } from './support/valkeyProcess.ts'

const PEOPLE = 6
const ROUNDS = 10
const EDITS_A_ROUND = 25
type Seed = [seed: number, nodes: number, found: string]
/** Fixed seeds with their reasons. Every seed that fails is added. */
const KNOWN_SEEDS: readonly Seed[] = [
	[1, 2, 'the first'],
	[20261127, 3, 'the day it was written'],
]

interface Person {
	client: AckTrackingClient
	token: string
	node: number
}

describeWithPostgres('[P1] convergence of several nodes', () => {
	let postgres: TestPostgres
	let valkey: TestValkey
	let url: string
	let workshop: SharedWorkshop
	let nodes: { node: TestNode; pool: Pool; docStore: DocStore }[] = []
	let people: Person[] = []
	beforeEach(async () => {
		;[postgres, valkey] = await Promise.all([startPostgres({ isDurable: true }), startValkey()])
		url = await postgres.createDatabase()
		const pool = new Pool({ connectionString: url })
		for (const statement of LOG_TABLES) await pool.query(statement)
		await pool.end()
		workshop = createSharedWorkshop(Array.from({ length: PEOPLE }, (_, index) => `Person ${index}`))
	})
	afterEach(async () => {
		for (const { client } of people) client.leave()
		for (const each of nodes) await closeNode(each)
		;[nodes, people] = [[], []]
		await Promise.all([postgres.remove(), valkey.remove()])
	})

	async function openNode(random: Random) {
		const pool = new Pool({ connectionString: url, max: 4 })
		pool.on('error', () => {})
		pool.on('connect', (client) => client.on('error', () => {}))
		const docStore = await openPostgresDocStore(pool)
		const broadcast = await openValkeyBroadcast({ url: valkey.url, prefix: '', log: pino({ level: 'silent' }) })
		const node = await startNode({
			docStore,
			broadcast: injectFaults(broadcast, () => deliveryAt(random)),
			workshop,
			bounds: { retryMs: 50 },
		})
		return { node, pool, docStore }
	}
	async function closeNode({ node, pool, docStore }: (typeof nodes)[number]): Promise<void> {
		await node.close()
		await docStore.close()
		await pool.end()
	}
	const syncUrl = (index: number) => nodes[index]?.node.syncUrl ?? ''

	const fresh: Seed = [Date.now() % 1e9, 2, 'fresh']
	const chosen = process.env['SEED']
	const seeds: Seed[] = chosen
		? [[Number(chosen), Number(process.env['NODES'] ?? 3), 'chosen']]
		: [...KNOWN_SEEDS, fresh]

	it.each(seeds)(
		'[NODE3] all clients, nodes and the log are deeply equal (SEED=%i, %i nodes, %s)',
		async (seed, count) => {
			const random = createRandom(seed)
			for (let i = 0; i < count; i++) nodes.push(await openNode(random))
			people = workshop.tokens.map((token, index) => {
				const node = index % count
				return { client: joinWithAckTracking(syncUrl(node), workshop.room, token), token, node }
			})

			for (let round = 0; round < ROUNDS; round++) {
				for (let edit = 0; edit < EDITS_A_ROUND; edit++) {
					editAtRandom((random.pick(people) as Person).client.doc, random)
					if (random.next() < 0.2) await new Promise((resolve) => setImmediate(resolve))
				}
				await disturbServices(random)
			}

			const clients = people.map(({ client }) => client)
			for (const { provider } of clients) provider.connect()
			await until(`all agree and every edit is acked, seed ${seed}`, () => {
				return haveConverged(clients) && clients.every((client) => client.isAllAcked())
			})
			const records = (clients[0] as AckTrackingClient).content()
			for (const { node } of nodes)
				expect(await node.rooms.read(workshop.board, (doc) => recordsOf(doc).toJSON())).toEqual(records)
			for (const { client } of people) client.leave()
			people = []
			const { updates, quarantined } = await (nodes[0] as (typeof nodes)[number]).docStore.load(workshop.room)
			expect(quarantined).toBe(0)
			expect(recordsOf(documentOf(updates)).toJSON()).toEqual(records)
		},
	)

	/**
	 * Stops Valkey or PostgreSQL for a short time, replaces a node, or moves a person to another
	 * node.
	 */
	async function disturbServices(random: Random): Promise<void> {
		const kind = random.next()
		if (kind < 0.15) {
			await valkey.stop()
			await editMeanwhile(random)
			await valkey.start()
		} else if (kind < 0.25) {
			await postgres.crash()
			await editMeanwhile(random)
			await postgres.start()
		} else if (kind < 0.4) {
			const index = random.below(nodes.length)
			const [old] = nodes.splice(index, 1, await openNode(random))
			if (old) await closeNode(old)
			people.filter(({ node }) => node === index).forEach(move(random))
		} else if (kind < 0.7) move(random)(random.pick(people) as Person)
	}

	async function editMeanwhile(random: Random): Promise<void> {
		for (let edit = 0; edit < EDITS_A_ROUND; edit++) {
			editAtRandom((random.pick(people) as Person).client.doc, random)
			await new Promise((resolve) => setImmediate(resolve))
		}
	}

	/** Reconnects a person to any node, with the same document. */
	const move = (random: Random) => (person: Person) => {
		person.node = random.below(nodes.length)
		const { provider } = person.client
		provider.disconnect()
		provider.serverUrl = syncUrl(person.node)
		provider.connect()
	}
})

function deliveryAt(random: Random): Delivery {
	const chance = random.next()
	if (chance < 0.1) return 'lost'
	if (chance < 0.2) return 'twice'
	return chance < 0.4 ? { delayMs: random.below(100) } : 'arrives'
}
