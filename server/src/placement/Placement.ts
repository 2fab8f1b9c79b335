import { setTimeout as delay } from 'node:timers/promises'
import type { WorkshopId } from '@charrette/shared'
import type { Logger } from 'pino'
import type { NodeAddress, NodeFigures, PlacementStore } from '../ports/PlacementStore.ts'
import { StorageError } from '../ports/StorageError.ts'

const BEAT_MS = 1000
/** Requests of a workshop that is given up may take this long to end. */
const REQUESTS_MS = 1000
/** Tries to close what is still open of a workshop that this node takes. */
const MAX_RELEASES = 100
const RELEASE_RETRY_MS = 50

export interface PlacementDeps {
	store: PlacementStore
	log: Logger
	/** A workshop that nobody has used for this long is given up. */
	idleMs: number
	/**
	 * Closes the rooms of a workshop that nobody uses. Resolves with false if somebody does, or if
	 * edits are not written.
	 */
	release(workshop: WorkshopId): Promise<boolean>
	/** Closes everything at once, because other nodes own the workshops now. */
	abandon(): void
	/** Returns the figures of this node. */
	figures(): NodeFigures
	/** Called once a second with the living nodes. */
	onBeat(living: ReadonlyMap<string, NodeFigures>): Promise<void>
}

/** A workshop that this node owns. */
interface OwnedWorkshop {
	/** Number of its requests and sockets here. */
	uses: number
	/** Number of its requests. */
	requests: number
	usedAt: number
}

/** Permission to serve a request or a socket of a workshop here, until it ends. */
export interface Stay {
	leave(): void
}

/**
 * The workshops that this node owns (NODE1): it takes those that nobody owns when somebody asks for
 * them here, and gives up those that nobody uses.
 */
export class Placement {
	readonly #deps: PlacementDeps
	readonly #owned = new Map<WorkshopId, OwnedWorkshop>()
	/** The claims and the surrenders in progress, which follow one another for each workshop. */
	readonly #changing = new Map<WorkshopId, Promise<unknown>>()
	#living: ReadonlyMap<string, NodeFigures> = new Map()
	#isConnected = true
	#timer: NodeJS.Timeout | null = null
	#tickAt = 0
	#beating: Promise<void> | null = null
	#working: Promise<void> | null = null
	/** Set while this node is not registered. */
	#isRemoved = true
	#isClosing = false

	constructor(deps: PlacementDeps) {
		this.#deps = deps
	}

	get node(): NodeAddress {
		return this.#deps.store.node
	}

	/** The figures of all living nodes, at most some seconds old. */
	get all(): readonly NodeFigures[] {
		return [...this.#living.values()]
	}

	/** Whether the store could be reached last. */
	get isConnected(): boolean {
		return this.#isConnected
	}

	/**
	 * Registers this node under its address, and shows once a second that it lives. Rejects if the
	 * store fails.
	 */
	async open(url: string | null): Promise<void> {
		await this.#deps.store.register(url, { isStart: true })
		this.#isRemoved = false
		await this.#beat()
		this.#tickAt = performance.now()
		this.#timer = setInterval(() => this.#tick(), BEAT_MS)
	}

	/**
	 * Returns the node that owns a workshop, or the permission to serve a request or a socket of it
	 * here. Throws a `StorageError` if neither is known.
	 */
	async enter(workshop: WorkshopId, { isRequest }: { isRequest: boolean }): Promise<NodeAddress | Stay> {
		for (;;) {
			const owned = this.#owned.get(workshop)
			if (owned) return stayIn(owned, isRequest)
			const changing = this.#changing.get(workshop)
			if (changing) {
				await changing.catch(() => {})
				continue
			}
			if (this.#isClosing || this.#isRemoved) throw new StorageError({ cause: 'this node takes no workshop now' })
			const owner = await this.#change(workshop, () => this.#claim(workshop))
			if (owner) return owner
		}
	}

	/** Takes a new workshop, which nobody can have asked for. */
	async create(workshop: WorkshopId): Promise<void> {
		const entered = await this.enter(workshop, { isRequest: true })
		if ('leave' in entered) entered.leave()
	}

	/**
	 * Gives up a workshop: `close` closes its members and rooms, requests in progress end, and rooms
	 * that these have opened are closed, too. Requests that arrive meanwhile wait.
	 */
	async giveUp(workshop: WorkshopId, close: () => Promise<void> = async () => {}): Promise<void> {
		const owned = this.#owned.get(workshop)
		this.#owned.delete(workshop)
		await this.#change(workshop, async () => {
			await close()
			const until = performance.now() + REQUESTS_MS
			while (owned && owned.requests > 0 && performance.now() < until) await delay(RELEASE_RETRY_MS)
			await this.#deps.release(workshop)
			await this.#deps.store.giveUp([workshop])
		})
	}

	/** Takes no workshop from now on. */
	beginClosing(): void {
		this.#isClosing = true
	}

	/** Gives up all workshops and ends. */
	async close(): Promise<void> {
		this.#isClosing = true
		if (this.#timer) clearInterval(this.#timer)
		await Promise.all([this.#beating, this.#working])
		const { store, log } = this.#deps
		const owned = [...this.#owned.keys()]
		this.#owned.clear()
		try {
			if (owned.length > 0) await store.giveUp(owned)
			await store.leave()
		} catch (err) {
			log.warn({ err }, 'node not removed: its workshops are free once it has not been seen for some seconds')
		}
	}

	/** Runs a change of the owner. There is one at a time for each workshop. */
	#change<Done>(workshop: WorkshopId, change: () => Promise<Done>): Promise<Done> {
		const before = this.#changing.get(workshop) ?? Promise.resolve()
		const changing = before.catch(() => {}).then(change)
		const tracked = changing.finally(() => {
			if (this.#changing.get(workshop) === tracked) this.#changing.delete(workshop)
		})
		this.#changing.set(workshop, tracked)
		tracked.catch(() => {})
		return changing
	}

	/** Returns the owner of a workshop; null if it is this node now. */
	async #claim(workshop: WorkshopId): Promise<NodeAddress | null> {
		const { store, log } = this.#deps
		const { id } = store.node
		const owner = await store.claim(workshop)
		if (owner.id !== id) return owner
		// A job in the background may have read a board that others have edited since.
		for (let tries = 0; !(await this.#deps.release(workshop)); tries++) {
			if (tries === MAX_RELEASES) throw new Error(`rooms of workshop ${workshop} do not close`)
			await delay(RELEASE_RETRY_MS)
		}
		if (store.node.id !== id) throw new StorageError({ cause: 'the node was removed' })
		this.#owned.set(workshop, { uses: 0, requests: 0, usedAt: performance.now() })
		log.debug({ workshop }, 'workshop taken')
		return null
	}

	#tick(): void {
		const { leaseMs } = this.#deps.store
		const isLate = leaseMs !== null && performance.now() - this.#tickAt > leaseMs
		this.#tickAt = performance.now()
		if (isLate) {
			// Before the sockets are read, whose edits would be refused (NODE2).
			this.#isRemoved = true
			this.#abandon()
		}
		this.#beating ??= this.#beat().finally(() => {
			this.#beating = null
		})
		this.#working ??= this.#work().finally(() => {
			this.#working = null
		})
	}

	async #beat(): Promise<void> {
		const { store, log } = this.#deps
		try {
			const living = this.#isRemoved ? null : await store.beat(this.#deps.figures())
			if (living === null) await this.#registerAgain()
			else this.#living = living
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
		try {
			await this.#deps.onBeat(this.#living)
			await this.#giveUpIdle()
		} catch (err) {
			this.#deps.log.warn({ err }, 'changes of other nodes not read')
		}
	}

	#abandon(): void {
		this.#owned.clear()
		this.#deps.abandon()
	}

	/** Registers under a new id. What was begun under the old one is refused (NODE2). */
	async #registerAgain(): Promise<void> {
		this.#deps.log.warn('this node was away: its members connect again')
		this.#isRemoved = true
		this.#abandon()
		await this.#deps.store.leave()
		await this.#deps.store.register(this.node.url, { isStart: false })
		this.#isRemoved = false
	}

	async #giveUpIdle(): Promise<void> {
		const before = performance.now() - this.#deps.idleMs
		const isIdle = (owned: OwnedWorkshop) => owned.uses === 0 && owned.usedAt < before
		for (const [workshop, owned] of [...this.#owned]) {
			if (!isIdle(owned) || !(await this.#deps.release(workshop))) continue
			if (isIdle(owned) && this.#owned.get(workshop) === owned) await this.giveUp(workshop)
		}
	}
}

function stayIn(owned: OwnedWorkshop, isRequest: boolean): Stay {
	const count = (change: 1 | -1) => {
		owned.uses += change
		if (isRequest) owned.requests += change
	}
	count(1)
	let hasLeft = false
	return {
		leave() {
			if (hasLeft) return
			hasLeft = true
			count(-1)
			owned.usedAt = performance.now()
		},
	}
}
