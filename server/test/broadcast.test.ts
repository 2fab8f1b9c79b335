import { Redis } from 'ioredis'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { LocalBroadcast } from '../dist/adapters/local/LocalBroadcast.js'
import { encodeBroadcastFrame } from '../dist/adapters/valkey/broadcastFrame.js'
import { openValkeyBroadcast } from '../dist/adapters/valkey/ValkeyBroadcast.js'
import type { Broadcast } from '../dist/ports/Broadcast.js'
import { broadcastContract } from './contracts/broadcastContract.ts'
import { listenOn, textBytes } from './support/broadcasts.ts'
import { describeWithValkey } from './support/programs.ts'
import { until } from './support/until.ts'
import { startValkey, type TestValkey } from './support/valkeyProcess.ts'

const hub = new LocalBroadcast()
let count = 0
broadcastContract('in one process', async () => hub.connect(`node ${++count}`))

describeWithValkey('the broadcast through Valkey', () => {
	let valkey: TestValkey
	beforeAll(async () => {
		valkey = await startValkey()
	})
	afterAll(() => valkey.remove())

	const opened: Broadcast[] = []
	afterEach(async () => {
		await Promise.all(opened.splice(0).map((node) => node.close()))
	})
	async function connect(prefix = 'test:'): Promise<Broadcast> {
		const node = await openValkeyBroadcast({ url: valkey.url, prefix, log: pino({ level: 'silent' }) })
		opened.push(node)
		return node
	}

	broadcastContract('Valkey', () => connect())

	it('[NODE2] a jump in the numbers of a node is a gap; a message of another node, or the first message, is not', async () => {
		const node = await connect()
		const heard = await listenOn(node, 'a')
		const client = new Redis(valkey.url)
		const send = (from: string, sequence: number) =>
			client.publish('test:a', encodeBroadcastFrame({ node: from, sequence, message: textBytes('x') }))
		for (const [from, sequence] of [
			['x', 7],
			['y', 1],
			['x', 8],
		] as const)
			await send(from, sequence)
		await until('three arrived', () => heard.messages.length === 3)
		expect(heard.gaps).toBe(0)
		await send('x', 10)
		await until('the gap is noticed', () => heard.gaps === 1)
		await client.publish('test:a', Buffer.of(255))
		await send('x', 11)
		await until('bytes that are no frame are left out', () => heard.messages.length === 5)
		expect(heard.gaps).toBe(1)
		await client.quit()
	})

	it('[NODE1] two servers that share a Valkey do not receive each other’s messages', async () => {
		const [one, other, same] = [await connect(), await connect('other:'), await connect()]
		const [apart, heard] = [await listenOn(other, 'a'), await listenOn(same, 'a')]
		one.publish('a', () => textBytes('1'))
		await until('it arrived', () => heard.texts.length === 1)
		expect(apart.texts).toEqual([])
	})

	it('[NODE3] without Valkey nothing waits; after it recovers, every channel has a gap and messages arrive again', async () => {
		const [one, two] = [await connect(), await connect()]
		const heard = await listenOn(two, 'a')
		await until('both are connected', () => one.isConnected && two.isConnected)
		const before = heard.gaps
		await valkey.stop()
		await until('both notice it', () => !one.isConnected && !two.isConnected)
		let encoded = 0
		for (let i = 0; i < 100; i++)
			one.publish('a', () => {
				encoded++
				return textBytes('lost')
			})
		expect(encoded).toBe(0)
		const late = await listenOn(two, 'b')
		const third = await connect()
		const first = await listenOn(third, 'a')
		await valkey.start()
		await until('all are connected again', () => [one, two, third].every(({ isConnected }) => isConnected))
		await until('every channel had a gap', () => heard.gaps > before && late.gaps > 0 && first.gaps > 0)
		one.publish('a', () => textBytes('1'))
		one.publish('b', () => textBytes('2'))
		await until('messages arrive', () => heard.texts.length + first.texts.length + late.texts.length === 3)
		expect([heard.texts, first.texts, late.texts]).toEqual([['1'], ['1'], ['2']])
	})
})
