import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { constants, getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, expect, it } from 'vitest'
import { createProcessPool } from '../dist/workers/createProcessPool.js'
import { QueueFullError, type WorkerPool } from '../dist/workers/createWorkerPool.js'

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
		return { runs, pid: process.pid, bytes: new Map([['a', new Uint8Array([1, 2])]]), env: Object.keys(process.env) }
	}`,
)

interface Task {
	busyMs?: number
	fail?: string
	hog?: boolean
}
interface Result {
	runs: number
	pid: number
	bytes: Map<string, Uint8Array>
	env: string[]
}
const pools: WorkerPool<Task, Result>[] = []

function openPool(options: { maxRunMs?: number; maxQueue?: number; idleMs?: number } = {}): WorkerPool<Task, Result> {
	const limits = { maxRunMs: 30_000, maxQueue: 10, maxMemoryMb: 64, ...options }
	const pool = createProcessPool<Task, Result>({ file: pathToFileURL(worker), task: 'work', ...limits })
	pools.push(pool)
	return pool
}

afterEach(async () => {
	for (const pool of pools.splice(0)) await pool.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('runs tasks in one other process, one after the other, without the environment', async () => {
	const pool = openPool()
	const results = await Promise.all([pool.run({ busyMs: 20 }), pool.run({}), pool.run({})])
	expect(results.map(({ runs }) => runs)).toEqual([1, 2, 3])
	expect(new Set(results.map(({ pid }) => pid)).size).toBe(1)
	expect(results[0]?.pid).not.toBe(process.pid)
	expect(results[0]?.env.filter((name) => !name.startsWith('NODE_CHANNEL'))).toEqual([])
	expect([...(results[0]?.bytes.get('a') ?? [])]).toEqual([1, 2])
})

it('[HEAVY1] gives its process a low priority', async () => {
	const { pid } = await openPool().run({})
	expect(getPriority(pid)).toBe(constants.priority.PRIORITY_BELOW_NORMAL)
})

it('rejects with what a task threw, and runs the next task in the same process', async () => {
	const pool = openPool()
	await expect(pool.run({ fail: 'no such font' })).rejects.toThrow('no such font')
	expect((await pool.run({})).runs).toBe(2)
})

it('ends a task at its time limit, and runs the next one in a new process', async () => {
	const pool = openPool({ maxRunMs: 3000 })
	const endless = pool.run({ busyMs: 600_000 })
	const waiting = pool.run({ busyMs: 10 })
	await expect(endless).rejects.toMatchObject({ name: 'WorkerEndedError', reason: 'time' })
	expect((await waiting).runs).toBe(1)
})

it('survives a task that needs too much memory, and runs the next one', async () => {
	const pool = openPool()
	await expect(pool.run({ hog: true })).rejects.toMatchObject({ name: 'WorkerEndedError', reason: 'memory' })
	expect((await pool.run({})).runs).toBe(1)
})

it('ends the process after each task if it is not to be kept', async () => {
	const pool = openPool({ idleMs: 0 })
	const [first, second] = [await pool.run({}), await pool.run({})]
	expect([first.runs, second.runs]).toEqual([1, 1])
	expect(second.pid).not.toBe(first.pid)
})

it('rejects a task while the queue is full, and every one once it is closed', async () => {
	const pool = openPool({ maxQueue: 1 })
	const taken = [pool.run({ busyMs: 20 }), pool.run({})]
	await expect(pool.run({})).rejects.toThrow(QueueFullError)
	await Promise.all(taken)
	const running = pool.run({ busyMs: 600_000 }).catch((cause: unknown) => cause)
	await pool.close()
	expect(await running).toMatchObject({ name: 'WorkerEndedError', reason: 'closed' })
	await expect(pool.run({})).rejects.toMatchObject({ reason: 'closed' })
})

it('ends the process of a task whose signal aborts', async () => {
	const pool = openPool()
	const gone = new AbortController()
	const running = pool.run({ busyMs: 600_000 }, { signal: gone.signal })
	gone.abort()
	await expect(running).rejects.toBe(gone.signal.reason)
	expect((await pool.run({})).runs).toBe(1)
})
