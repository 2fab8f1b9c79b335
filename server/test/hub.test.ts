import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import type { WorkshopId } from '@charrette/shared'
import { afterAll, describe, expect, it } from 'vitest'
import { Hub } from '../dist/adapters/local/Hub.js'
import { HubClient } from '../dist/adapters/local/HubClient.js'
import { createLocalLeases } from '../dist/adapters/local/LocalLeases.js'
import { createLocalRateLimits } from '../dist/adapters/local/LocalRateLimits.js'
import { createSqliteStores } from '../dist/adapters/sqlite/createSqliteStores.js'
import { DatabaseError } from '../dist/adapters/sqlite/DatabaseThread.js'
import { openSqliteWriter, readSqliteDatabase, type SqliteWriter } from '../dist/adapters/sqlite/SqliteDatabase.js'
import { docStoreContract } from './contracts/docStoreContract.ts'
import { logEndContract } from './contracts/logEndContract.ts'
import { rateLimitsContract } from './contracts/rateLimitsContract.ts'
import { makeDataDir } from './support/startServer.ts'
import { until } from './support/until.ts'

/** A hub whose workers are connected by channels that clone messages, as between processes. */
function openHub(write: SqliteWriter['run'] = () => Promise.reject(new Error('there is no database'))) {
	const hub = new Hub({
		write: (name, input) => write(name as never, input as never),
		leases: createLocalLeases(),
		limits: createLocalRateLimits(),
	})
	let workers = 0
	return {
		connect() {
			const { port1: hubEnd, port2: workerEnd } = new MessageChannel()
			const disconnect = hub.connect({
				send: (message) => hubEnd.postMessage(message),
				onMessage: (listener) => hubEnd.on('message', listener),
			})
			const name = `worker ${++workers}`
			const client = new HubClient(
				{
					send: (message) => workerEnd.postMessage(message),
					onMessage: (listener) => workerEnd.on('message', listener),
				},
				{ id: name, url: null, machine: 'here', socket: `/${name}.sock`, isLeaving: false },
			)
			const close = client.close.bind(client)
			return Object.assign(client, {
				async close() {
					await close()
					disconnect()
					workerEnd.close()
				},
			})
		},
	}
}

rateLimitsContract('of workers', async () => {
	const client = openHub().connect()
	return { take: client.limits.take, close: () => client.close() }
})

describe('stores that write through a hub', () => {
	const folder = makeDataDir()
	afterAll(() => rmSync(folder, { recursive: true, force: true }))
	let files = 0
	async function openDocStore(file: string) {
		const writer = await openSqliteWriter(file)
		const client = openHub(writer.run.bind(writer)).connect()
		const database = readSqliteDatabase(file, {
			run: client.write.bind(client) as SqliteWriter['run'],
			async close() {
				await client.close()
				await writer.close()
			},
		})
		return createSqliteStores(database, { participantMs: 1000 }).docStore
	}
	docStoreContract('SQLite through a hub', () => openDocStore(join(folder, 'log.db')))
	logEndContract('SQLite through a hub', () => openDocStore(join(folder, `positions ${++files}.db`)))
})

it('[NODE5][NODE6a] a job is taken by one worker, and again after its lease expires', async () => {
	let now = 0
	const leases = createLocalLeases(() => now)
	expect(await leases.acquire('sweep', 1000)).toBe(true)
	now = 999
	expect([await leases.acquire('sweep', 1000), await leases.acquire('follow', 1000)]).toEqual([false, true])
	now = 1000
	expect(await leases.acquire('sweep', 1000)).toBe(true)
	const hub = openHub()
	const workers = [hub.connect(), hub.connect(), hub.connect()]
	const taken = await Promise.all(workers.map((worker) => worker.leases.acquire('sweep', 60_000)))
	expect(taken.filter(Boolean)).toHaveLength(1)
	await Promise.all(workers.map((worker) => worker.close()))
})

it('[NODE5] a task refused by the database is refused in the worker, with its code', async () => {
	const refused = new DatabaseError({ message: 'an append was refused', code: 'LOG_ENDED' })
	const client = openHub(() => Promise.reject(refused)).connect()
	await expect(client.write('append', new Uint8Array())).rejects.toMatchObject({ code: 'LOG_ENDED' })
	await expect(client.write('append', new Uint8Array())).rejects.toThrow(DatabaseError)
	await client.close()
})

const WORKSHOP = 'w1' as WorkshopId

it('[NODE1][NODE5] one of the workers that ask for a workshop owns it, until it gives it up', async () => {
	const hub = openHub()
	const workers = [hub.connect(), hub.connect(), hub.connect()]
	for (const { placement } of workers) await placement.register(null, { isStart: true })
	const owners = await Promise.all(workers.map(({ placement }) => placement.claim(WORKSHOP)))
	expect(owners.map(({ id }) => id)).toEqual(['worker 1', 'worker 1', 'worker 1'])
	await workers[1]?.placement.giveUp([WORKSHOP])
	expect((await workers[1]?.placement.claim(WORKSHOP))?.id).toBe('worker 1')
	await workers[0]?.placement.giveUp([WORKSHOP])
	expect((await workers[1]?.placement.claim(WORKSHOP))?.id).toBe('worker 2')
	const figures = { rooms: 2, sockets: 30 }
	await workers[0]?.placement.beat(figures)
	expect((await workers[1]?.placement.beat(figures))?.get('worker 1')).toEqual(figures)
	await Promise.all(workers.map((worker) => worker.close()))
})

it('[NODE3b][NODE5] a worker that begins to end is leaving, and owns its workshops until it gives them up', async () => {
	const hub = openHub()
	const [ending, other] = [hub.connect(), hub.connect()]
	for (const { placement } of [ending, other]) await placement.register(null, { isStart: true })
	await ending.placement.claim(WORKSHOP)
	await ending.placement.beginLeaving()
	await ending.placement.beat({ rooms: 1, sockets: 1 })
	expect(await other.placement.claim(WORKSHOP)).toMatchObject({ id: 'worker 1', isLeaving: true })
	await ending.placement.giveUp([WORKSHOP])
	expect((await other.placement.claim(WORKSHOP)).id).toBe('worker 2')
	await Promise.all([ending.close(), other.close()])
})

it('[NODE2][NODE5] a workshop of a worker that has ended is free once its last writes are committed', async () => {
	let commit = () => {}
	const committed = new Promise<void>((resolve) => {
		commit = resolve
	})
	const hub = openHub(async () => committed as never)
	const [ended, other] = [hub.connect(), hub.connect()]
	await ended.placement.register(null, { isStart: true })
	await other.placement.register(null, { isStart: true })
	await ended.placement.claim(WORKSHOP)
	await ended.close()
	expect((await other.placement.claim(WORKSHOP)).id).toBe('worker 1')
	commit()
	await until('the other owns it', async () => (await other.placement.claim(WORKSHOP)).id === 'worker 2')
	await other.close()
})
