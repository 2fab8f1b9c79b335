import { type ChildProcess, fork } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import pLimit from 'p-limit'
import { QueueFullError, WorkerEndedError, type WorkerPool, type WorkerPoolOptions } from './createWorkerPool.ts'
import type { TaskAnswer } from './runTasks.ts'

const RUNNER = fileURLToPath(new URL('./runTasks.js', import.meta.url))
const IDLE_MS = 30_000

/**
 * A worker pool with one process in place of threads: memory that its tasks take, native or not, is never the server's, and
 * goes back to the system when the process ends. Task and result are copied, so that both are best small: a path, not a file.
 */
export function createProcessPool<Task, Result>(
	options: Omit<WorkerPoolOptions, 'maxThreads'>,
): WorkerPool<Task, Result> {
	const { file, task: name, maxRunMs, maxQueue, maxMemoryMb, idleMs = IDLE_MS } = options
	const limit = pLimit({ concurrency: 1, rejectOnClear: true })
	let worker: ChildProcess | null = null
	let idle: ReturnType<typeof setTimeout> | undefined
	let isClosed = false

	function end(): void {
		clearTimeout(idle)
		worker?.kill('SIGKILL')
		worker = null
	}

	function start(): ChildProcess {
		const started = fork(RUNNER, [file.href, name], {
			serialization: 'advanced',
			execArgv: [`--max-old-space-size=${maxMemoryMb}`],
			env: {},
			// What V8 says of a heap that is full is no message for the host.
			stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		})
		lowerPriority(started)
		started.once('exit', () => {
			if (worker === started) worker = null
		})
		return started
	}

	async function runNow(task: Task, signal: AbortSignal | undefined): Promise<Result> {
		signal?.throwIfAborted()
		if (isClosed) throw new Error('the pool is closed')
		clearTimeout(idle)
		worker ??= start()
		const timeout = AbortSignal.timeout(maxRunMs)
		timeout.addEventListener('abort', end)
		signal?.addEventListener('abort', end)
		try {
			return await request<Task, Result>(worker, task)
		} catch (cause) {
			signal?.throwIfAborted()
			if (timeout.aborted) throw new WorkerEndedError('time', { cause })
			throw cause
		} finally {
			timeout.removeEventListener('abort', end)
			signal?.removeEventListener('abort', end)
			if (idleMs === 0) end()
			else idle = setTimeout(end, idleMs).unref()
		}
	}

	return {
		async run(task, { signal } = {}) {
			if (limit.activeCount + limit.pendingCount >= 1 + maxQueue) throw new QueueFullError(`${name}: queue is full`)
			try {
				return await limit(runNow, task, signal)
			} catch (cause) {
				throw isClosed ? new WorkerEndedError('closed', { cause }) : cause
			}
		},
		async close() {
			isClosed = true
			limit.clearQueue()
			end()
			await limit(() => {}).catch(() => {})
			end()
		},
	}
}

/** At once: starting Node takes longer than many a task. A process that could not be started, or has ended already, has none. */
function lowerPriority({ pid }: ChildProcess): void {
	try {
		if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
	} catch {
		// Its end, or its error, is reported where it is awaited.
	}
}

/** Sends a task to the process and resolves with its result. A process that ends by itself ran out of memory. */
function request<Task, Result>(worker: ChildProcess, task: Task): Promise<Result> {
	return new Promise((resolve, reject) => {
		const settle = (finish: () => void) => {
			worker.off('message', onAnswer)
			worker.off('exit', onExit)
			worker.off('error', onError)
			finish()
		}
		const onAnswer = (answer: TaskAnswer) =>
			settle(() => ('message' in answer ? reject(new Error(answer.message)) : resolve(answer.result as Result)))
		const onError = (cause: Error) => settle(() => reject(cause))
		const onExit = () => settle(() => reject(new WorkerEndedError('memory')))
		worker.on('message', onAnswer)
		worker.on('exit', onExit)
		worker.on('error', onError)
		worker.send({ task })
	})
}
