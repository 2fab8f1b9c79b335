import type { Transferable } from 'node:worker_threads'
import pLimit from 'p-limit'
import { Piscina } from 'piscina'
import type { BackgroundTask } from './runBackgroundTask.ts'

const BACKGROUND_RUNNER = new URL('./runBackgroundTask.js', import.meta.url)

/** What a pool runs, and what one task may cost. */
export interface WorkerPoolOptions {
	/** The worker's module as it is built: `new URL('./someWorker.js', import.meta.url)`. */
	file: URL
	/**
	 * Name of the function that the module exports: it takes a task and returns its result, or a
	 * promise of it.
	 */
	task: string
	/**
	 * How long one task may run, without the time it waits in the queue. Its thread is ended then.
	 */
	maxRunMs: number
	/** How many tasks may wait. */
	maxQueue: number
	/** JavaScript heap of one thread. */
	maxMemoryMb: number
	/** Threads that run at the same time; 1 unless given. */
	maxThreads?: number
	/** How long a thread without a task is kept, with its memory; 30 s unless given. */
	idleMs?: number
	/**
	 * Whether the threads wait for the event loop where they share a processor, from their first module on: to start one at
	 * the same priority holds edits up for a tenth of a second on a busy core.
	 */
	isBackground?: boolean
}

/**
 * Threads for work that would hold up the event loop. They start with the first task and end when
 * idle.
 */
export interface WorkerPool<Task, Result> {
	/**
	 * Runs a task; task and result are copied between the threads. Rejects with what the task threw
	 * (its message survives, its class does not), with a `WorkerEndedError` or with a
	 * `QueueFullError`. Once `signal` aborts, a task that waits never starts, and the thread of one that runs is ended; it
	 * rejects with the signal's reason. `transfer` lists what is moved to the thread instead of copied.
	 */
	run(task: Task, options?: RunOptions): Promise<Result>
	/** Ends all threads. Tasks that run or wait reject, and so does every later one. */
	close(): Promise<void>
}

interface RunOptions {
	signal?: AbortSignal
	transfer?: readonly Transferable[]
}

/** A thread ended before its task: it reached a limit, or the pool was closed. */
export class WorkerEndedError extends Error {
	override name = 'WorkerEndedError'
	readonly reason: 'time' | 'memory' | 'closed'

	constructor(reason: WorkerEndedError['reason'], options?: ErrorOptions) {
		super(`a worker thread ended before its task was done: ${reason}`, options)
		this.reason = reason
	}
}

/** The queue of a pool is full. */
export class QueueFullError extends Error {
	override name = 'QueueFullError'
}

/**
 * A pool of worker threads with a bounded queue, a time limit and a memory limit.
 *
 * Tasks wait in `limit` rather than in Piscina's own queue: the time limit starts with the run, and
 * in Piscina 5.3 a task that waits behind an aborted one starts only with the next call of `run`,
 * if no thread is kept alive (`minThreads` 0).
 */
export function createWorkerPool<Task, Result>(options: WorkerPoolOptions): WorkerPool<Task, Result> {
	const { file, task: name, maxRunMs, maxQueue, maxMemoryMb, maxThreads = 1, idleMs = 30_000, isBackground } = options
	const limit = pLimit({ concurrency: maxThreads, rejectOnClear: true })
	const pool = new Piscina({
		filename: isBackground ? BACKGROUND_RUNNER.href : file.href,
		name: isBackground ? 'runBackgroundTask' : name,
		minThreads: 0,
		maxThreads,
		idleTimeout: idleMs,
		resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
		env: {},
	})
	// A thread that fails between two tasks is followed by a new one; without a listener it would end
	// the process.
	pool.on('error', () => {})
	let isClosed = false

	async function runNow(task: Task, { signal, transfer = [] }: RunOptions): Promise<Result> {
		signal?.throwIfAborted()
		const timeout = AbortSignal.timeout(maxRunMs)
		const ended = signal ? AbortSignal.any([timeout, signal]) : timeout
		try {
			const sent = isBackground ? ({ file: file.href, name, task } satisfies BackgroundTask) : task
			return (await pool.run(sent, { signal: ended, transferList: [...transfer] as never })) as Result
		} catch (cause) {
			signal?.throwIfAborted()
			if (timeout.aborted) throw new WorkerEndedError('time', { cause })
			if (isOutOfMemory(cause)) throw new WorkerEndedError('memory', { cause })
			throw cause
		}
	}

	return {
		async run(task, runOptions = {}) {
			if (limit.activeCount + limit.pendingCount >= maxThreads + maxQueue)
				throw new QueueFullError(`${name}: queue is full`)
			try {
				if (isClosed) throw new Error('the pool is closed')
				return await limit(runNow, task, runOptions)
			} catch (cause) {
				throw isClosed ? new WorkerEndedError('closed', { cause }) : cause
			}
		},
		async close() {
			isClosed = true
			limit.clearQueue()
			await pool.destroy()
		},
	}
}

function isOutOfMemory(cause: unknown): boolean {
	return cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
