import pLimit from 'p-limit'
import { TaskProcess } from './TaskProcess.ts'
import {
	IDLE_MS,
	QueueFullError,
	type RunOptions,
	WorkerEndedError,
	type WorkerPool,
	type WorkerPoolOptions,
} from './WorkerPool.ts'

/** `ParentRequest` and `ParentResponse` are those of `respond`. */
export interface ProcessRunOptions<ParentRequest, ParentResponse> extends RunOptions {
	/**
	 * Responds to the requests that a running task makes with the second argument of its function. If
	 * a request fails, the task ends and rejects with the cause.
	 */
	respond?(request: ParentRequest): Promise<ParentResponse>
}

/**
 * Creates a pool of processes with low priority, for tasks that may wait. The memory of their
 * tasks, native or not, is not the server's, and is returned to the system when a process ends.
 * Their garbage is collected at their own priority. Tasks, results, requests and responses are
 * copied, so they should be small: a path rather than a file.
 */
export function createProcessPool<Task, Result, ParentRequest = never, ParentResponse = never>(
	options: WorkerPoolOptions,
): WorkerPool<Task, Result, ProcessRunOptions<ParentRequest, ParentResponse>> {
	const { task: name, maxRunMs, maxQueue, maxWorkers = 1, idleMs = IDLE_MS } = options
	const limit = pLimit({ concurrency: maxWorkers, rejectOnClear: true })
	const running = new Set<TaskProcess>()
	/**
	 * Idle processes. The most recently used one gets the next task, so that the others reach their
	 * idle time and end.
	 */
	const idle: TaskProcess[] = []
	const unsettled = new Set<Promise<Result>>()
	let isClosed = false

	function takeProcess(): TaskProcess {
		for (let last = idle.pop(); last; last = idle.pop()) if (!last.hasEnded) return last
		return new TaskProcess(options)
	}

	function keep(worker: TaskProcess): void {
		running.delete(worker)
		if (idleMs === 0 || isClosed) worker.end()
		if (worker.hasEnded) return
		worker.endAfter(idleMs)
		idle.push(worker)
	}

	async function runNow(
		task: Task,
		{ signal, respond }: ProcessRunOptions<ParentRequest, ParentResponse>,
	): Promise<Result> {
		signal?.throwIfAborted()
		if (isClosed) throw new Error('the pool is closed')
		const worker = takeProcess()
		running.add(worker)
		const timeout = AbortSignal.timeout(maxRunMs)
		const end = () => worker.end()
		timeout.addEventListener('abort', end)
		signal?.addEventListener('abort', end)
		try {
			return (await worker.run(task, respond as (request: unknown) => Promise<unknown>)) as Result
		} catch (cause) {
			signal?.throwIfAborted()
			if (timeout.aborted) throw new WorkerEndedError('time', { cause })
			throw cause
		} finally {
			timeout.removeEventListener('abort', end)
			signal?.removeEventListener('abort', end)
			keep(worker)
		}
	}

	return {
		async run(task, runOptions = {}) {
			if (limit.activeCount + limit.pendingCount >= maxWorkers + maxQueue)
				throw new QueueFullError(`${name}: queue is full`)
			const result = limit(runNow, task, runOptions)
			unsettled.add(result)
			try {
				return await result
			} catch (cause) {
				throw isClosed ? new WorkerEndedError('closed', { cause }) : cause
			} finally {
				unsettled.delete(result)
			}
		},
		async close() {
			isClosed = true
			limit.clearQueue()
			for (const worker of [...running, ...idle]) worker.end()
			await Promise.allSettled(unsettled)
		},
	}
}
