export interface FlushLoopDeps {
	/** Whether anything is to be written or sent. */
	hasWork(): boolean
	/** Resolves when the next flush is due. */
	waitForTick(): Promise<void>
	/** Writes and sends everything queued. */
	flush(): Promise<void>
	/** Called when a flush was interrupted; it has to call `stop`. */
	onError(cause: unknown): void
}

/** Flushes a room while there is work, one flush after the other. */
export class FlushLoop {
	readonly #deps: FlushLoopDeps
	#flushing: Promise<void> | null = null
	/** Resolves once everything queued now has been sent. */
	#nextSent: Deferred | null = null
	/** While set, nothing is written or sent. */
	#holding: Promise<void> | null = null
	#failure: { cause: unknown } | null = null

	constructor(deps: FlushLoopDeps) {
		this.#deps = deps
	}

	get isRunning(): boolean {
		return this.#flushing !== null
	}

	/**
	 * Starts a flush if there is work. Called for every frame, so it creates no promise if a flush is
	 * running.
	 */
	run(): void {
		if (this.#failure || this.#flushing || !this.#deps.hasWork()) return
		this.#flushing = this.#flushQueued()
		this.#flushing.catch(this.#deps.onError)
	}

	/**
	 * Resolves once everything queued now has been sent. Does not wait for later updates, of which a
	 * busy room always has more. Rejects when the loop is stopped.
	 */
	async sendQueued(): Promise<void> {
		this.throwFailure()
		this.run()
		if (this.#flushing) {
			this.#nextSent ??= createDeferred()
			await this.#nextSent.promise
		}
		this.throwFailure()
	}

	/** Resolves once the queues are empty, which may never happen while members are connected. */
	async sendAll(): Promise<void> {
		this.throwFailure()
		this.run()
		await this.#flushing
		this.throwFailure()
	}

	/** Writes and sends nothing before this promise resolves. It must not reject. */
	holdUntil(until: Promise<void>): void {
		const holding = Promise.all([this.#holding, until]).then(() => {
			if (this.#holding === holding) this.#holding = null
		})
		this.#holding = holding
	}

	/** Ends the loop for good. */
	stop(cause: unknown): void {
		this.#failure ??= { cause }
	}

	throwFailure(): void {
		if (this.#failure) throw this.#failure.cause
	}

	async #flushQueued(): Promise<void> {
		const { hasWork, waitForTick, flush, onError } = this.#deps
		let sent: Deferred | null = null
		try {
			while (!this.#failure && hasWork()) {
				await waitForTick()
				while (this.#holding) await this.#holding
				if (this.#failure) break
				sent = this.#nextSent
				this.#nextSent = null
				await flush()
				sent?.resolve()
			}
		} catch (cause) {
			// Updates taken from the queues exist only in the document until the commit ends.
			onError(cause)
			throw cause
		} finally {
			// Runs in the same step as the last check for work, so that nothing queued in between stays
			// unsent.
			this.#flushing = null
			sent?.resolve()
			this.#nextSent?.resolve()
			this.#nextSent = null
		}
	}
}

interface Deferred {
	promise: Promise<void>
	resolve(): void
}

function createDeferred(): Deferred {
	let resolve = () => {}
	const promise = new Promise<void>((settle) => {
		resolve = settle
	})
	return { promise, resolve }
}
