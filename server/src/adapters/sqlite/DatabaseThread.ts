import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import type { Failure, Outcome, Tasks, ThreadAnswer, ThreadRequest } from './threadProtocol.ts'

/** Tasks waiting for a database thread. @limit server: `storage_failed` */
const MAX_QUEUED = 10_000
const RESTART_MS = { first: 100, longest: 10_000 }

/** An error of a database thread. */
export class DatabaseError extends Error {
	override name = 'DatabaseError'
	/** SQLite's code, the system's, or one of `START_FAILURES`. */
	readonly code: string | null

	constructor({ message, code }: Failure) {
		super(message)
		this.code = code
	}
}

interface ThreadOptions {
	/** The thread's module as it is built. */
	module: URL
	file: string
	/** Limit of the tasks in one batch. */
	maxBatch: number
	/** Whether the thread has a low priority, below the event loop and the other threads. */
	isBackground?: boolean
	log?: Pick<Logger, 'info' | 'error'> | undefined
}

interface PendingTask {
	name: string
	input: unknown
	resolve(output: unknown): void
	reject(cause: Error): void
}

type State =
	| { name: 'starting' | 'ready' | 'closing' | 'closed' }
	/** Tasks are rejected with the cause until the thread runs again. */
	| { name: 'down'; cause: Error }

/**
 * The main thread's side of a database thread. It sends one batch at a time. If no batch is in
 * flight, the next one takes the tasks of one turn of the event loop; tasks that arrive while one
 * is in flight form the next batch. A thread that ends is started again, with a longer delay each
 * time.
 */
export class DatabaseThread<Of extends Tasks> {
	readonly #options: ThreadOptions
	#worker: Worker | null = null
	#state: State = { name: 'starting' }
	#queue: PendingTask[] = []
	#running: PendingTask[] | null = null
	#turn: NodeJS.Immediate | null = null
	/** Number of restarts since the last batch that was answered. */
	#restarts = 0
	#restartTimer: NodeJS.Timeout | null = null
	#opening: PromiseFunctions | null = null
	#closing: Promise<void> | null = null
	#onClosed: (() => void) | null = null

	/** Creates a thread that starts with its first task. */
	constructor(options: ThreadOptions) {
		this.#options = options
	}

	/** Starts a thread at once; rejects with a `DatabaseError` if it cannot open the database. */
	static async open<Of extends Tasks>(options: ThreadOptions): Promise<DatabaseThread<Of>> {
		const thread = new DatabaseThread<Of>(options)
		await new Promise<void>((resolve, reject) => {
			thread.#opening = { resolve, reject }
			thread.#start()
		})
		return thread
	}

	/** Runs a task after those that were sent before it. Rejects with a `DatabaseError`. */
	run<Name extends keyof Of & string>(name: Name, input: Parameters<Of[Name]>[0]): Promise<ReturnType<Of[Name]>> {
		return new Promise<unknown>((resolve, reject) => {
			const problem = this.#problem()
			if (problem) {
				reject(problem)
				return
			}
			this.#queue.push({ name, input, resolve, reject })
			if (this.#state.name === 'starting' && !this.#worker) this.#start()
			this.#nextSoon()
		}) as Promise<ReturnType<Of[Name]>>
	}

	/** Resolves once all tasks are done and the file is closed. Later tasks are rejected. */
	close(): Promise<void> {
		this.#closing ??= this.#close()
		return this.#closing
	}

	#problem(): Error | null {
		const { name } = this.#state
		if (this.#state.name === 'down') return this.#state.cause
		if (name === 'closing' || name === 'closed')
			return new DatabaseError({ message: 'the database is closed', code: null })
		if (this.#queue.length < MAX_QUEUED) return null
		return new DatabaseError({ message: 'too much waits for the database', code: null })
	}

	#start(): void {
		const { module, file, isBackground = false } = this.#options
		const worker = new Worker(module, { workerData: { file, isBackground }, env: {} })
		this.#worker = worker
		worker.on('message', (answer: ThreadAnswer) => this.#receive(answer))
		worker.on('error', (cause) => this.#fell(worker, cause))
		worker.on('exit', () => this.#fell(worker, new Error('the database thread ended')))
	}

	#receive(answer: ThreadAnswer): void {
		if ('opened' in answer) this.#opened()
		else if ('failed' in answer) this.#fell(this.#worker, new DatabaseError(answer.failed))
		else if ('outcomes' in answer) this.#settle(answer.outcomes)
		else this.#onClosed?.()
	}

	#opened(): void {
		if (this.#state.name === 'down') this.#options.log?.info({}, 'database thread runs again')
		if (this.#state.name === 'down' || this.#state.name === 'starting') this.#state = { name: 'ready' }
		this.#opening?.resolve()
		this.#opening = null
		this.#next()
	}

	/** Begins a batch with all tasks of this turn of the event loop. */
	#nextSoon(): void {
		if (this.#running) return
		this.#turn ??= setImmediate(() => {
			this.#turn = null
			this.#next()
		})
	}

	#next(): void {
		const { name } = this.#state
		if (this.#running || (name !== 'ready' && name !== 'closing')) return
		if (this.#queue.length === 0) {
			if (name === 'closing') this.#send({ close: true })
			return
		}
		this.#running = this.#queue.splice(0, this.#options.maxBatch)
		this.#send({ tasks: this.#running.map(({ name, input }) => ({ name, input })) })
	}

	#send(request: ThreadRequest): void {
		this.#worker?.postMessage(request)
	}

	#settle(outcomes: readonly Outcome[]): void {
		const settled = this.#running ?? []
		this.#running = null
		this.#restarts = 0
		for (const [index, { resolve, reject }] of settled.entries()) {
			const outcome = outcomes[index]
			if (outcome && 'output' in outcome) resolve(outcome.output)
			else reject(new DatabaseError(outcome?.failure ?? { message: 'the database thread gave no answer', code: null }))
		}
		this.#next()
	}

	/**
	 * Handles the end of a thread once, although the thread may report it by an error, an exit, or
	 * both.
	 */
	#fell(worker: Worker | null, cause: Error): void {
		if (worker !== this.#worker || this.#state.name === 'closed') return
		this.#worker = null
		void worker?.terminate()
		const lost = [...(this.#running ?? []), ...this.#queue]
		this.#running = null
		this.#queue = []
		for (const { reject } of lost) reject(cause)
		if (this.#state.name === 'closing') {
			this.#onClosed?.()
		} else if (this.#opening) {
			this.#state = { name: 'closed' }
			this.#opening.reject(cause)
		} else {
			if (this.#state.name !== 'down') this.#options.log?.error({ err: cause }, 'database thread ended')
			this.#state = { name: 'down', cause }
			this.#restartTimer = setTimeout(() => this.#start(), restartDelayMs(this.#restarts++))
		}
	}

	async #close(): Promise<void> {
		if (this.#restartTimer) clearTimeout(this.#restartTimer)
		const worker = this.#worker
		if (worker) {
			this.#state = { name: 'closing' }
			await new Promise<void>((resolve) => {
				this.#onClosed = resolve
				this.#next()
			})
		}
		this.#state = { name: 'closed' }
		await worker?.terminate()
	}
}

interface PromiseFunctions {
	resolve(): void
	reject(cause: Error): void
}

/** Returns the delay in ms before a thread is restarted that has ended so many times in a row. */
export function restartDelayMs(restarts: number): number {
	return Math.min(RESTART_MS.first * 2 ** restarts, RESTART_MS.longest)
}
