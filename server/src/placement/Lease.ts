import type { Logger } from 'pino'
import type { NodeFigures, PlacementStore } from '../ports/PlacementStore.ts'

const BEAT_MS = 1000

export interface LeaseDeps {
	store: PlacementStore
	log: Logger
	figures(): NodeFigures
	/**
	 * Closes everything at once, because other nodes may own the workshops now. Resolves once no
	 * request of before runs: under a new id it could write again.
	 */
	abandon(): Promise<void>
	/** Called once a second with the living nodes, while the store can be reached. */
	onBeat(living: ReadonlyMap<string, NodeFigures>): Promise<void>
}

/** The registration of this node, which shows once a second that it lives (NODE1c). */
export class Lease {
	readonly #deps: LeaseDeps
	#living: ReadonlyMap<string, NodeFigures> = new Map()
	#isConnected = true
	#isRegistered = false
	#timer: NodeJS.Timeout | null = null
	#tickAt = 0
	#beating: Promise<void> | null = null
	#working: Promise<void> | null = null
	#abandoned: Promise<void> = Promise.resolve()

	constructor(deps: LeaseDeps) {
		this.#deps = deps
	}

	get isRegistered(): boolean {
		return this.#isRegistered
	}

	/** Whether the store could be reached last. */
	get isConnected(): boolean {
		return this.#isConnected
	}

	/** The figures of all living nodes, at most some seconds old. */
	get living(): ReadonlyMap<string, NodeFigures> {
		return this.#living
	}

	/** Registers this node under its address. Rejects if the store fails. */
	async open(url: string | null): Promise<void> {
		await this.#deps.store.register(url, { isStart: true })
		this.#isRegistered = true
		await this.#beat()
		this.#tickAt = performance.now()
		this.#timer = setInterval(() => this.#tick(), BEAT_MS)
	}

	/** Shows no more that this node lives; resolves once nothing of it runs. */
	async close(): Promise<void> {
		if (this.#timer) clearInterval(this.#timer)
		await Promise.all([this.#beating, this.#working])
	}

	#tick(): void {
		const { leaseMs } = this.#deps.store
		const wasSuspended = leaseMs !== null && performance.now() - this.#tickAt > leaseMs
		this.#tickAt = performance.now()
		// Before the sockets are read, whose edits would be refused (NODE2).
		if (wasSuspended) this.#lose()
		this.#beating ??= this.#beat().finally(() => {
			this.#beating = null
		})
		this.#working ??= this.#work().finally(() => {
			this.#working = null
		})
	}

	async #beat(): Promise<void> {
		const { store, log, figures } = this.#deps
		try {
			const living = this.#isRegistered ? await store.beat(figures()) : null
			if (living) this.#living = living
			else await this.#registerAgain()
			if (!this.#isConnected) log.info('placement connected')
			this.#isConnected = true
		} catch (err) {
			if (this.#isConnected) log.warn({ err }, 'placement not connected')
			this.#isConnected = false
		}
	}

	async #work(): Promise<void> {
		await this.#beating
		if (!this.#isConnected) return
		await this.#deps
			.onBeat(this.#living)
			.catch((err: unknown) => this.#deps.log.warn({ err }, 'changes of other nodes not read'))
	}

	#lose(): void {
		if (!this.#isRegistered) return
		this.#isRegistered = false
		this.#deps.log.warn('this node was away: its members connect again')
		this.#abandoned = this.#deps.abandon()
	}

	/** Registers under a new id. What was begun under the old one is refused (NODE2). */
	async #registerAgain(): Promise<void> {
		this.#lose()
		const { store } = this.#deps
		await store.leave()
		await this.#abandoned
		await store.register(store.node.url, { isStart: false })
		this.#isRegistered = true
	}
}
