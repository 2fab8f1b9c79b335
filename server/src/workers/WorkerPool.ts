/** The task of a pool, and the limits of one run. */
export interface WorkerPoolOptions {
	/** The built module of the worker: `new URL('./someWorker.js', import.meta.url)`. */
	file: URL
	/**
	 * Name of the function that the module exports. It takes a task and returns its result, or a
	 * promise of it.
	 */
	task: string
	/**
	 * Limit of the time that one task runs, without its time in the queue. After it, the worker is
	 * ended.
	 */
	maxRunMs: number
	/** Limit of the queued tasks. */
	maxQueue: number
	/** Limit of one worker's JavaScript heap. */
	maxMemoryMb: number
	/** Number of workers that run at the same time; 1 by default. */
	maxWorkers?: number
	/** Time that a worker without a task is kept, with its memory; 30 s by default. */
	idleMs?: number
}

export const IDLE_MS = 30_000

/**
 * Workers for tasks that would block the event loop: threads (`createThreadPool`) or processes
 * (`createProcessPool`). They start with the first task and end when idle.
 */
export interface WorkerPool<Task, Result, Options extends RunOptions = RunOptions> {
	/**
	 * Runs a task; the task and its result are copied. Rejects with the error of the task (its
	 * message survives, its class does not), a `WorkerEndedError` or a `QueueFullError`. Once
	 * `signal` aborts, a queued task never starts, the worker of a running task is ended, and the
	 * call rejects with the signal's reason.
	 */
	run(task: Task, options?: Options): Promise<Result>
	/** Ends all workers. Running and queued tasks reject, and so does every later one. */
	close(): Promise<void>
}

export interface RunOptions {
	signal?: AbortSignal
}

/** Thrown if a worker ended before its task, because it exceeded a limit or the pool was closed. */
export class WorkerEndedError extends Error {
	override name = 'WorkerEndedError'
	readonly reason: 'time' | 'memory' | 'closed'

	constructor(reason: WorkerEndedError['reason'], options?: ErrorOptions) {
		super(`a worker ended before its task was done: ${reason}`, options)
		this.reason = reason
	}
}

/** Thrown if the queue of a pool is full. */
export class QueueFullError extends Error {
	override name = 'QueueFullError'
}
