import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { createThreadPool } from './createThreadPool.ts'
import { QueueFullError, WorkerEndedError, type WorkerPool } from './WorkerPool.ts'

const folder = mkdtempSync(join(tmpdir(), 'charrette-pool-'))
const worker = join(folder, 'worker.mjs')
writeFileSync(
	worker,
	`let runs = 0
	export function work({ busyMs = 0, fail, hog }) {
		runs++
		if (fail) throw new Error(fail)
		for (const blocks = []; hog; ) blocks.push(new Array(1e6).fill(1.5))
		for (const end = Date.now() + busyMs; Date.now() < end; );
		return { runs, env: Object.keys(process.env) }
	}`,
)

interface Task {
	busyMs?: number
	fail?: string
	hog?: boolean
}
type Result = { runs: number; env: string[] }

/** Threads start slowly on a busy machine. */
vi.setConfig({ testTimeout: 60_000 })

const pools: WorkerPool<Task, Result>[] = []

function openPool(options: { maxRunMs?: number; maxQueue?: number } = {}): WorkerPool<Task, Result> {
	const pool = createThreadPool<Task, Result>({
		file: pathToFileURL(worker),
		task: 'work',
		maxRunMs: 20_000,
		maxQueue: 10,
		maxMemoryMb: 64,
		...options,
	})
	pools.push(pool)
	return pool
}

afterEach(async () => {
	for (const pool of pools.splice(0)) await pool.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('runs tasks in one thread, one after the other, without the environment', async () => {
	const pool = openPool()
	const results = await Promise.all([pool.run({ busyMs: 20 }), pool.run({}), pool.run({})])
	expect(results.map(({ runs }) => runs)).toEqual([1, 2, 3])
	expect(results[0]?.env).toEqual([])
})

it('rejects with the error of a task, and runs the next task in the same thread', async () => {
	const pool = openPool()
	await expect(pool.run({ fail: 'no such font' })).rejects.toThrow('no such font')
	expect((await pool.run({})).runs).toBe(2)
})

it('ends a task at its time limit; a queued task keeps its full time and runs in a new thread', async () => {
	const pool = openPool({ maxRunMs: 3000 })
	const endless = pool.run({ busyMs: 60_000 })
	const waiting = pool.run({ busyMs: 10 })
	await expect(endless).rejects.toMatchObject({ name: 'WorkerEndedError', reason: 'time' })
	expect((await waiting).runs).toBe(1)
})

it('ends a task at its memory limit, and runs the next one', async () => {
	const pool = openPool()
	await expect(pool.run({ hog: true })).rejects.toMatchObject({ name: 'WorkerEndedError', reason: 'memory' })
	expect((await pool.run({})).runs).toBe(1)
})

it('rejects a task while the queue is full', async () => {
	const pool = openPool({ maxQueue: 1 })
	const taken = [pool.run({ busyMs: 20 }), pool.run({})]
	await expect(pool.run({})).rejects.toThrow(QueueFullError)
	await Promise.all(taken)
	expect((await pool.run({})).runs).toBe(3)
})

it('rejects running, queued and later tasks once it is closed', async () => {
	const pool = openPool()
	const tasks = [pool.run({ busyMs: 60_000 }), pool.run({})].map((task) => task.catch((cause: unknown) => cause))
	await pool.close()
	for (const cause of [...(await Promise.all(tasks)), await pool.run({}).catch((cause: unknown) => cause)])
		expect(cause).toMatchObject({ name: new WorkerEndedError('closed').name, reason: 'closed' })
})

it('ends the thread of a task whose signal aborts, and never starts such a queued task', async () => {
	const pool = openPool()
	const gone = new AbortController()
	const running = pool.run({ busyMs: 600_000 }, { signal: gone.signal })
	const waiting = pool.run({ busyMs: 600_000 }, { signal: gone.signal })
	gone.abort()
	await expect(running).rejects.toBe(gone.signal.reason)
	await expect(waiting).rejects.toBe(gone.signal.reason)
	expect((await pool.run({})).runs).toBe(1)
})
