import pLimit from 'p-limit'
import { Piscina } from 'piscina'
import { codeOf } from '../codeOf.ts'
import {
	IDLE_MS,
	QueueFullError,
	type RunOptions,
	WorkerEndedError,
	type WorkerPool,
	type WorkerPoolOptions,
} from './WorkerPool.ts'

/**
 * Creates a pool of threads, for tasks of milliseconds whose result a user waits for: a thread
 * starts sooner than a process, and copies faster. Tasks that may wait belong in a process, because
 * V8's own threads collect the garbage of all threads at the server's priority.
 *
 * Tasks wait in `limit` rather than in Piscina's own queue. The time limit therefore starts with
 * the run. It also avoids a fault of Piscina 5.3: if no thread is kept alive (`minThreads` 0), a
 * task behind an aborted one starts only with the next call of `run`.
 */
export function createThreadPool<Task, Result>(options: WorkerPoolOptions): WorkerPool<Task, Result> {
	const { file, task: name, maxRunMs, maxQueue, maxMemoryMb, maxWorkers = 1, idleMs = IDLE_MS } = options
	const limit = pLimit({ concurrency: maxWorkers, rejectOnClear: true })
	const pool = new Piscina({
		filename: file.href,
		name,
		minThreads: 0,
		maxThreads: maxWorkers,
		idleTimeout: idleMs,
		resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
		env: {},
	})
	// Piscina replaces a thread that fails between two tasks. Without a listener, the error would end
	// the process.
	pool.on('error', () => {})
	let isClosed = false

	async function runNow(task: Task, { signal }: RunOptions): Promise<Result> {
		signal?.throwIfAborted()
		const timeout = AbortSignal.timeout(maxRunMs)
		const ended = signal ? AbortSignal.any([timeout, signal]) : timeout
		try {
			return (await pool.run(task, { signal: ended })) as Result
		} catch (cause) {
			signal?.throwIfAborted()
			if (timeout.aborted) throw new WorkerEndedError('time', { cause })
			if (codeOf(cause) === 'ERR_WORKER_OUT_OF_MEMORY') throw new WorkerEndedError('memory', { cause })
			throw cause
		}
	}

	return {
		async run(task, runOptions = {}) {
			if (limit.activeCount + limit.pendingCount >= maxWorkers + maxQueue)
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
