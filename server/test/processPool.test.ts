import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, expect, it } from 'vitest'
import { createProcessPool, type ProcessRunOptions } from '../dist/workers/createProcessPool.js'
import { QueueFullError, type WorkerPool, type WorkerPoolOptions } from '../dist/workers/WorkerPool.js'

const folder = mkdtempSync(join(tmpdir(), 'charrette-pool-'))
const worker = join(folder, 'worker.mjs')
writeFileSync(
	worker,
	`import os from 'node:os'
	let runs = 0
	const priority = os.getPriority()
	export async function work({ busyMs = 0, fail, hog, calls = [] }, callParent) {
		runs++
		const responses = []
		for (const request of calls) responses.push(await callParent(request))
		if (fail) throw new Error(fail)
		for (const blocks = []; hog; ) blocks.push(new Array(1e6).fill(1.5))
		for (const end = Date.now() + busyMs; Date.now() < end; );
		return { runs, pid: process.pid, bytes: new Map([['a', new Uint8Array([1, 2])]]), responses, priority, args: process.execArgv, env: Object.keys(process.env) }
	}`,
)

interface Task {
	busyMs?: number
	fail?: string
	hog?: boolean
	calls?: string[]
}
interface Result {
	runs: number
	pid: number
	bytes: Map<string, Uint8Array>
	responses: string[]
	priority: number
	args: string[]
	env: string[]
}
type Pool = WorkerPool<Task, Result, ProcessRunOptions<string, string>>
const pools: Pool[] = []

function openPool(options: Partial<WorkerPoolOptions> = {}): Pool {
	const limits = { maxRunMs: 30_000, maxQueue: 10, maxMemoryMb: 64, ...options }
	const pool = createProcessPool<Task, Result, string, string>({ file: pathToFileURL(worker), task: 'work', ...limits })
	pools.push(pool)
	return pool
}

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0)
	} catch {
		return false
	}
}

afterEach(async () => {
	for (const pool of pools.splice(0)) await pool.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('runs tasks in one other process, one after another, without the environment', async () => {
	const pool = openPool()
	const results = await Promise.all([pool.run({ busyMs: 20 }), pool.run({}), pool.run({})])
	expect(results.map(({ runs }) => runs)).toEqual([1, 2, 3])
	expect(new Set(results.map(({ pid }) => pid)).size).toBe(1)
	expect(results[0]?.pid).not.toBe(process.pid)
	expect(results[0]?.env.filter((name) => !name.startsWith('NODE_CHANNEL'))).toEqual([])
	expect([...(results[0]?.bytes.get('a') ?? [])]).toEqual([1, 2])
})

it('[HEAVY1] gives its process the lowest priority and one thread before it loads the module of its tasks', async () => {
	const { priority, args } = await openPool().run({})
	expect(priority).toBe(constants.priority.PRIORITY_LOW)
	expect(args).toContain('--single-threaded')
})

it('runs as many tasks concurrently as it may have processes, and reuses processes', async () => {
	const pool = openPool({ maxWorkers: 2 })
	let release = (_response: string) => {}
	const turn = new Promise<string>((resolve) => (release = resolve))
	const waiting = pool.run({ calls: ['a'] }, { respond: () => turn })
	const others = [await pool.run({}), await pool.run({})]
	release('now')
	const first = await waiting
	expect(others.map(({ runs }) => runs)).toEqual([1, 2])
	expect(new Set([first.pid, ...others.map(({ pid }) => pid)]).size).toBe(2)
	expect((await pool.run({})).pid).toBe(first.pid)
})

it('responds to the requests of a task, one after another', async () => {
	const respond = async (request: string) => `${request}!`
	expect((await openPool().run({ calls: ['a', 'b'] }, { respond })).responses).toEqual(['a!', 'b!'])
})

it('ends a task whose request fails, and runs the next one in a new process', async () => {
	const pool = openPool()
	const noBoard = new Error('no such board')
	await expect(pool.run({ calls: ['a'] }, { respond: () => Promise.reject(noBoard) })).rejects.toBe(noBoard)
	await expect(pool.run({ calls: ['a'] })).rejects.toThrow('takes no requests')
	expect((await pool.run({})).runs).toBe(1)
})

it('rejects with the error of a task, and runs the next task in the same process', async () => {
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

it('runs a waiting task in a new process if the task before it was ended', async () => {
	const pool = openPool()
	const { pid } = await pool.run({})
	process.kill(pid, 'SIGKILL')
	await expect.poll(() => isRunning(pid)).toBe(false)
	expect((await pool.run({})).runs).toBe(1)
})

it('ends the process after each task if it is not to be kept', async () => {
	const pool = openPool({ idleMs: 0 })
	const [first, second] = [await pool.run({}), await pool.run({})]
	expect([first.runs, second.runs]).toEqual([1, 1])
	expect(second.pid).not.toBe(first.pid)
})

it('rejects a task while the queue is full, and every task once it is closed', async () => {
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
