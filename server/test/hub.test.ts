import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterAll, describe, expect, it } from 'vitest'
import { Hub } from '../dist/adapters/local/Hub.js'
import { HubClient } from '../dist/adapters/local/HubClient.js'
import type { HubMessage, WorkerMessage } from '../dist/adapters/local/hubMessages.js'
import { createLocalLeases } from '../dist/adapters/local/LocalLeases.js'
import { createLocalRateLimits } from '../dist/adapters/local/LocalRateLimits.js'
import { createSqliteStores } from '../dist/adapters/sqlite/createSqliteStores.js'
import { DatabaseError } from '../dist/adapters/sqlite/DatabaseThread.js'
import { openSqliteWriter, readSqliteDatabase, type SqliteWriter } from '../dist/adapters/sqlite/SqliteDatabase.js'
import { broadcastContract } from './contracts/broadcastContract.ts'
import { docStoreContract } from './contracts/docStoreContract.ts'
import { logPositionContract } from './contracts/logPositionContract.ts'
import { rateLimitsContract } from './contracts/rateLimitsContract.ts'
import { listenOn, textBytes } from './support/broadcasts.ts'
import { makeDataDir } from './support/startServer.ts'
import { until } from './support/until.ts'

/**
 * A message channel that clones messages, as between processes. A test may delay their delivery.
 */
class WorkerChannel {
	readonly hubEnd: MessagePort
	readonly workerEnd: MessagePort
	isSlow = false
	#unsent: (() => void)[] = []

	constructor() {
		const { port1, port2 } = new MessageChannel()
		;[this.hubEnd, this.workerEnd] = [port1, port2]
	}

	send(port: MessagePort, message: unknown, onSent: () => void = () => {}): void {
		port.postMessage(message)
		if (this.isSlow) this.#unsent.push(onSent)
		else onSent()
	}

	release(): void {
		this.isSlow = false
		for (const onSent of this.#unsent.splice(0)) onSent()
	}
}

function openHub(write: SqliteWriter['run'] = () => Promise.reject(new Error('there is no database'))) {
	const leases = createLocalLeases()
	const hub = new Hub({
		write: (name, input) => write(name as never, input as never),
		leases,
		limits: createLocalRateLimits(),
	})
	return {
		connect(channel = new WorkerChannel()): HubClient {
			const disconnect = hub.connect({
				send: (message: HubMessage, onSent) => channel.send(channel.hubEnd, message, onSent),
				onMessage: (listener: (message: WorkerMessage) => void) => channel.hubEnd.on('message', listener),
			})
			const client = new HubClient({
				send: (message: WorkerMessage, onSent) => channel.send(channel.workerEnd, message, onSent),
				onMessage: (listener: (message: HubMessage) => void) => channel.workerEnd.on('message', listener),
			})
			const close = client.close.bind(client)
			client.close = async () => {
				await close()
				disconnect()
				channel.workerEnd.close()
			}
			return client
		},
	}
}

const shared = openHub()
broadcastContract(
	'between workers',
	async () => shared.connect(),
	(worker) => worker.limits.take([]),
)
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
	logPositionContract('SQLite through a hub', () => openDocStore(join(folder, `positions ${++files}.db`)))
})

it('[NODE9][NODE12] a job is taken by one worker, and again after its lease expires', async () => {
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

it('[NODE12] a task refused by the database is refused in the worker, with its code', async () => {
	const refused = new DatabaseError({ message: 'an append was refused', code: 'LOG_ENDED' })
	const client = openHub(() => Promise.reject(refused)).connect()
	await expect(client.write('append', new Uint8Array())).rejects.toMatchObject({ code: 'LOG_ENDED' })
	await expect(client.write('append', new Uint8Array())).rejects.toThrow(DatabaseError)
	await client.close()
})

it('[NODE12] messages that a slow worker cannot take are dropped, and it is notified of the gap', async () => {
	const hub = openHub()
	const slow = new WorkerChannel()
	const [sender, receiver] = [hub.connect(), hub.connect(slow)]
	const heard = await listenOn(receiver, 'a')
	slow.isSlow = true
	const megabyte = new Uint8Array(2 ** 20)
	for (let i = 0; i < 40; i++) sender.publish('a', () => megabyte)
	await sender.limits.take([])
	await until('it has what fits', () => heard.messages.length === 17)
	expect(heard.gaps).toBe(0)
	slow.release()
	await until('it hears of the gap', () => heard.gaps === 1)
	sender.publish('a', () => textBytes('again'))
	await until('messages arrive again', () => heard.texts.at(-1) === 'again')
	expect(heard.messages).toHaveLength(18)
	await Promise.all([sender.close(), receiver.close()])
})

it('[NODE12] messages that a worker cannot send are dropped, and the others are notified of the gap', async () => {
	const hub = openHub()
	const slow = new WorkerChannel()
	const [sender, receiver] = [hub.connect(slow), hub.connect()]
	const heard = await listenOn(receiver, 'a')
	slow.isSlow = true
	let encoded = 0
	for (let i = 0; i < 40; i++)
		sender.publish('a', () => {
			encoded++
			return new Uint8Array(2 ** 20)
		})
	expect(encoded).toBe(17)
	slow.release()
	sender.publish('a', () => textBytes('again'))
	await until('messages arrive again', () => heard.texts.at(-1) === 'again')
	expect(heard.gaps).toBe(1)
	await Promise.all([sender.close(), receiver.close()])
})

it('[NODE12b] a worker sends no messages while no other worker subscribes to the channel', async () => {
	const hub = openHub()
	const [sender, receiver] = [hub.connect(), hub.connect()]
	await listenOn(sender, 'a')
	let encoded = 0
	const publish = () =>
		sender.publish('a', () => {
			encoded++
			return textBytes(`${encoded}`)
		})
	publish()
	expect(encoded).toBe(0)
	const received = await listenOn(receiver, 'a')
	// The answer of a later call comes after the news of the subscription.
	await sender.limits.take([])
	publish()
	await until('the message arrives', () => received.texts.at(-1) === '1')
	await receiver.close()
	await until('the hub knows that the worker has ended', async () => {
		await sender.limits.take([])
		const before = encoded
		publish()
		return encoded === before
	})
	expect(received.gaps).toBe(0)
	await sender.close()
})
