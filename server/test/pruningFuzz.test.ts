import { setImmediate as turn } from 'node:timers/promises'
import { boardRoom, buildCard, isPruningClient, type JoinResult, putRecord, recordsOf } from '@charrette/shared'
import { afterEach, describe, expect, it } from 'vitest'
import { type AckTrackingClient, joinWithAckTracking } from './support/ackTrackingClient.ts'
import { call, createWorkshop, join } from './support/call.ts'
import { createRandom, type Random } from './support/randomEdits.ts'
import { MANY_PRUNINGS, NO_BUDGETS, startServer, type TestServer } from './support/startServer.ts'
import { haveConverged } from './support/stockClient.ts'
import { until } from './support/until.ts'

const PEOPLE = 4
const EDITS = 1500
const CARDS = ['a', 'b', 'c']
type Seed = [seed: number, found: string]
const KNOWN_SEEDS: readonly Seed[] = [[1, 'the first']]

describe('[P1] [DOC8b] people edit while their document is pruned many times', () => {
	let server: TestServer
	const clients: AckTrackingClient[] = []
	afterEach(async () => {
		for (const client of clients.splice(0)) client.leave()
		await server.stop()
	})

	const chosen = process.env['SEED']
	const seeds: Seed[] = chosen ? [[Number(chosen), 'chosen']] : [...KNOWN_SEEDS, [Date.now() % 1e9, 'fresh']]

	it.each(seeds)('and nobody loses an edit of a field that only they edit (SEED=%i, %s)', async (seed) => {
		const random = createRandom(seed)
		server = await startServer({}, { ...NO_BUDGETS, ...MANY_PRUNINGS })
		const { joinCode, token } = await createWorkshop(server.url, { groups: 1 })
		const joined: JoinResult[] = []
		for (let index = 0; index < PEOPLE; index++) joined.push(await join(server.url, joinCode, `Person ${index}`))
		const board = joined[0]?.board.id ?? ''
		for (const { token: own } of joined)
			clients.push(joinWithAckTracking(server.syncUrl, boardRoom(board as never), own))
		const [first] = clients as [AckTrackingClient]
		await until('all have joined', () => haveConverged(clients))
		for (const id of CARDS)
			putRecord(recordsOf(first.doc), buildCard(id, { x: 1, y: 2, index: 'a1' as never }, { text: id }))
		await until('all have the cards', () => haveConverged(clients) && recordsOf(first.doc).size === CARDS.length)

		const own = await editAtRandom(random)

		await until(
			`all is acked and all agree, seed ${seed}`,
			() => clients.every((client) => client.isAllAcked()) && haveConverged(clients),
		)
		const content = first.content() as Record<string, Record<string, unknown>>
		const found = new Map(
			[...own.keys()].map((name) => [name, content[name.split(' ')[0] ?? '']?.[name.split(' ')[1] ?? '']]),
		)
		expect(found).toEqual(own)
		expect([...first.doc.store.clients.keys()].filter(isPruningClient).length).toBeGreaterThan(5)
		const { body } = await call<{ cards: unknown[] }>(server.url, `/api/boards/${board}/content`, { token })
		expect(body.cards).toHaveLength(CARDS.length)
	})

	/** Edits shared fields, and fields of one person each. Returns the last values of the latter. */
	async function editAtRandom(random: Random): Promise<Map<string, unknown>> {
		const own = new Map<string, unknown>()
		for (let edit = 0; edit < EDITS; edit++) {
			const index = random.below(PEOPLE)
			const id = `shape:${random.pick(CARDS)}`
			const record = recordsOf((clients[index] as AckTrackingClient).doc).get(id)
			const isOwn = random.below(3) > 0
			const key = isOwn ? `meta.own${index}` : 'props.city'
			const value = random.below(12) === 0 ? undefined : `value ${edit}`
			if (value === undefined) record?.delete(key)
			else record?.set(key, value)
			if (isOwn) own.set(`${id} ${key}`, value)
			if (random.below(3) === 0) await turn()
		}
		return own
	}
})
