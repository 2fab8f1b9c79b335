import { expect, it } from 'vitest'
import { QueueFullError } from '../../workers/WorkerPool.ts'
import { type QueueOwner, READ_BOUNDS, ReadQueue } from './ReadQueue.ts'

/** Creates a queue with reads that run until they are ended. */
function openQueue() {
	const queue = new ReadQueue()
	const started: string[] = []
	const ends = new Map<string, () => void>()
	const sends = new Map<string, () => void>()
	const ask = (name: string, owner: QueueOwner, signal = new AbortController().signal) =>
		queue.run({
			owner,
			signal,
			read: () => {
				started.push(name)
				return new Promise<void>((resolve) => ends.set(name, resolve))
			},
			use: () => new Promise<void>((resolve) => sends.set(name, resolve)),
		})
	/** Ends a read and the sending of its result. */
	const finish = async (name: string) => {
		ends.get(name)?.()
		await expect.poll(() => sends.has(name)).toBe(true)
		sends.get(name)?.()
	}
	return { ask, started, ends, sends, finish }
}

const ana = { person: 'ana', workshop: 'one' }

it('[HEAVY1] of 120 reads of a person, one runs and two wait', async () => {
	const { ask, started, finish } = openQueue()
	const asked = Array.from({ length: 120 }, (_, number) => ask(String(number), ana))
	const refused = (await Promise.allSettled(asked.slice(READ_BOUNDS.maxPerPerson))).map((one) =>
		one.status === 'rejected' ? one.reason instanceof QueueFullError : false,
	)
	expect(refused).toEqual(Array(117).fill(true))
	expect(started).toEqual(['0'])
	for (const name of ['0', '1', '2']) {
		await expect.poll(() => started.at(-1)).toBe(name)
		await finish(name)
	}
	await Promise.all(asked.slice(0, 3))
})

it('[HEAVY1] many people fill the queue of their workshop, not that of others or of its facilitators', async () => {
	const { ask, started } = openQueue()
	for (let number = 0; number < 20; number++)
		void ask(`one ${number}`, { person: `p${number}`, workshop: 'one' }).catch(() => {})
	for (let number = 0; number < 3; number++) void ask(`two ${number}`, { person: `q${number}`, workshop: 'two' })
	void ask('facilitator', { person: 'f', workshop: 'one facilitators' })
	await expect.poll(() => started).toEqual(['one 0', 'one 1'])
	await expect(ask('late', { person: 'late', workshop: 'one' })).rejects.toBeInstanceOf(QueueFullError)
})

it('[HEAVY1] the next read is of a workshop that has none running', async () => {
	const { ask, started, finish } = openQueue()
	const owners = ['p', 'q', 'r'].map((person) => ({ person, workshop: 'one' }))
	const asked = owners.map((owner, number) => ask(`one ${number}`, owner))
	asked.push(ask('two', { person: 's', workshop: 'two' }))
	await expect.poll(() => started).toEqual(['one 0', 'one 1'])
	await finish('one 0')
	await expect.poll(() => started).toEqual(['one 0', 'one 1', 'two'])
	await finish('one 1')
	await expect.poll(() => started.at(-1)).toBe('one 2')
	for (const name of ['two', 'one 2']) await finish(name)
	await Promise.all(asked)
})

it('[HEAVY1] a result that is being sent keeps the place of its person, and lets others run', async () => {
	const { ask, started, ends, sends } = openQueue()
	for (const name of ['a', 'b', 'c']) void ask(name, ana)
	for (const name of ['a', 'b', 'c']) {
		await expect.poll(() => ends.has(name)).toBe(true)
		ends.get(name)?.()
	}
	await expect.poll(() => sends.size).toBe(3)
	await expect(ask('d', ana)).rejects.toBeInstanceOf(QueueFullError)
	void ask('other', { person: 'li', workshop: 'one' })
	await expect.poll(() => started.at(-1)).toBe('other')
})

it('[HEAVY1] a read whose client has gone never starts', async () => {
	const { ask, started, finish } = openQueue()
	const first = ask('first', ana)
	const gone = new AbortController()
	const waiting = ask('waiting', ana, gone.signal)
	const last = ask('last', ana)
	gone.abort()
	await expect(waiting).rejects.toBe(gone.signal.reason)
	await finish('first')
	await expect.poll(() => started).toEqual(['first', 'last'])
	await finish('last')
	await Promise.all([first, last])
})
