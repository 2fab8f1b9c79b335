import { setTimeout as delay } from 'node:timers/promises'
import type { WorkshopId } from '@charrette/shared'
import type { Logger } from 'pino'
import type { NodeAddress, NodeFigures, PlacementStore } from '../ports/PlacementStore.ts'
import { StorageError } from '../ports/StorageError.ts'
import { Lease } from './Lease.ts'

/** Wait for requests of a workshop that moves. @limit nodes: `storage_failed` */
const REQUESTS_MS = 1000
/** Time of requests of a removed node, which then registers again. @limit nodes: ended */
const ABANDONED_REQUESTS_MS = 30_000
/** Tries to close what is still open of a workshop that this node takes. */
const MAX_RELEASES = 100
const RETRY_MS = 50

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
	/** Closes everything at once, because other nodes may own the workshops now. */
	abandon(): void
	/** Time after which requests are ended that still run then; 30 s by default. */
	abandonedMs?: number
	figures(): NodeFigures
	/** Called once a second with the living nodes. */
	onBeat(living: ReadonlyMap<string, NodeFigures>): Promise<void>
}

/** A workshop that this node owns. */
interface OwnedWorkshop {
	/** Number of its requests and sockets here. */
	uses: number
	requests: Set<EndableRequest>
	usedAt: number
}

/** A request in progress. */
interface EndableRequest {
	/** Closes its connection. */
	destroy(): unknown
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
	readonly lease: Lease
	readonly #deps: PlacementDeps
	readonly #owned = new Map<WorkshopId, OwnedWorkshop>()
	/**
	 * The claims and the surrenders in progress, which follow one another for each workshop. A claim
	 * resolves with the owner, if that is another node.
	 */
	readonly #changing = new Map<WorkshopId, Promise<NodeAddress | null>>()
	#isClosing = false

	constructor(deps: PlacementDeps) {
		this.#deps = deps
		this.lease = new Lease({
			...deps,
			abandon: () => this.#abandon(),
			onBeat: async (living) => {
				await deps.onBeat(living)
				await this.#giveUpIdle()
			},
		})
	}

	get node(): NodeAddress {
		return this.#deps.store.node
	}

	/**
	 * Returns the node that owns a workshop, or the permission to serve a request of it here, or a
	 * socket (null). Throws a `StorageError` if neither is known.
	 */
	async enter(workshop: WorkshopId, request: EndableRequest | null): Promise<NodeAddress | Stay> {
		for (;;) {
			const owned = this.#owned.get(workshop)
			if (owned) return stayIn(owned, request)
			const owner = await (this.#changing.get(workshop) ?? this.#take(workshop))
			if (owner) return owner
		}
	}

	#take(workshop: WorkshopId): Promise<NodeAddress | null> {
		if (this.#isClosing || !this.lease.isRegistered)
			throw new StorageError({ cause: 'this node takes no workshop now' })
		return this.#change(workshop, () => this.#claim(workshop))
	}

	/** Takes a new workshop, which nobody can have asked for. */
	async create(workshop: WorkshopId): Promise<void> {
		const entered = await this.enter(workshop, null)
		if ('leave' in entered) entered.leave()
	}

	/**
	 * Gives up a workshop: requests in progress end, while members can edit; then `close` closes the
	 * members and rooms, and those that were opened meanwhile, too. Requests that arrive wait.
	 */
	async giveUp(workshop: WorkshopId, close: () => Promise<void> = async () => {}): Promise<void> {
		const owned = this.#owned.get(workshop)
		this.#owned.delete(workshop)
		await this.#change(workshop, async () => {
			const until = performance.now() + REQUESTS_MS
			const isOver = () => performance.now() > until
			while (owned?.requests.size && !isOver()) await delay(RETRY_MS)
			// A socket that was being accepted may have joined a room meanwhile.
			for (await close(); !(await this.#deps.release(workshop)) && !isOver(); await close()) await delay(RETRY_MS)
			await this.#deps.store.giveUp([workshop])
			return null
		})
	}

	/** Takes no workshop from now on, and lets others wait for those that it has. */
	beginClosing(): void {
		this.#isClosing = true
		this.#deps.store
			.beginLeaving()
			.catch((err: unknown) => this.#deps.log.warn({ err }, 'other nodes do not know that this one ends'))
	}

	/** Gives up all workshops and ends. */
	async close(): Promise<void> {
		this.#isClosing = true
		await this.lease.close()
		this.#owned.clear()
		await this.#deps.store
			.leave()
			.catch((err: unknown) => this.#deps.log.warn({ err }, 'node not removed: others will do that in some seconds'))
	}

	/** Runs a change of the owner. There is one at a time for each workshop. */
	#change(workshop: WorkshopId, change: () => Promise<NodeAddress | null>): Promise<NodeAddress | null> {
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
			await delay(RETRY_MS)
		}
		if (store.node.id !== id || !this.lease.isRegistered)
			throw new StorageError({ cause: 'the node was removed meanwhile' })
		this.#owned.set(workshop, { uses: 0, requests: new Set(), usedAt: performance.now() })
		log.debug({ workshop }, 'workshop taken')
		return null
	}

	async #abandon(): Promise<void> {
		const owned = [...this.#owned.values()]
		this.#owned.clear()
		this.#deps.abandon()
		const until = performance.now() + (this.#deps.abandonedMs ?? ABANDONED_REQUESTS_MS)
		for (;;) {
			const requests = owned.flatMap(({ requests }) => [...requests])
			if (requests.length === 0) return
			// It sends or receives slowly. What it writes before the end of this wait is refused.
			if (performance.now() > until) for (const request of requests) request.destroy()
			await delay(RETRY_MS)
		}
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

function stayIn(owned: OwnedWorkshop, request: EndableRequest | null): Stay {
	owned.uses++
	if (request) owned.requests.add(request)
	let hasLeft = false
	return {
		leave() {
			if (hasLeft) return
			hasLeft = true
			owned.uses--
			if (request) owned.requests.delete(request)
			owned.usedAt = performance.now()
		},
	}
}
