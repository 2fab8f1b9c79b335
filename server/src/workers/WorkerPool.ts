/** What a pool runs, and what one task may cost. */
export interface WorkerPoolOptions {
	/** The worker's module as it is built: `new URL('./someWorker.js', import.meta.url)`. */
	file: URL
	/** Name of the function that the module exports: it takes a task and returns its result, or a promise of it. */
	task: string
	/** How long one task may run, without the time it waits in the queue. Its worker is ended then. */
	maxRunMs: number
	/** How many tasks may wait. */
	maxQueue: number
	/** JavaScript heap of one worker. */
	maxMemoryMb: number
	/** Workers that run at the same time; 1 unless given. */
	maxWorkers?: number
	/** How long a worker without a task is kept, with its memory; 30 s unless given. */
	idleMs?: number
}

export const IDLE_MS = 30_000

/**
 * Workers for what would hold up the event loop, threads (`createThreadPool`) or processes (`createProcessPool`). They start
 * with the first task and end when idle.
 */
export interface WorkerPool<Task, Result, Options extends RunOptions = RunOptions> {
	/**
	 * Runs a task; task and result are copied. Rejects with what the task threw (its message survives, its class does not), with a
	 * `WorkerEndedError` or with a `QueueFullError`. Once `signal` aborts, a task that waits never starts, and the worker of one
	 * that runs is ended; it rejects with the signal's reason.
	 */
	run(task: Task, options?: Options): Promise<Result>
	/** Ends all workers. Tasks that run or wait reject, and so does every later one. */
	close(): Promise<void>
}

export interface RunOptions {
	signal?: AbortSignal
}

/** A worker ended before its task: it reached a limit, or the pool was closed. */
export class WorkerEndedError extends Error {
	override name = 'WorkerEndedError'
	readonly reason: 'time' | 'memory' | 'closed'

	constructor(reason: WorkerEndedError['reason'], options?: ErrorOptions) {
		super(`a worker ended before its task was done: ${reason}`, options)
		this.reason = reason
	}
}

/** The queue of a pool is full. */
export class QueueFullError extends Error {
	override name = 'QueueFullError'
}
