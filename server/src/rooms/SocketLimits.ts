import type { WorkshopId } from '@charrette/shared'
import type { Bounds } from './bounds.ts'
import { FrameBudget } from './FrameBudget.ts'

/** No token of ours is longer. */
const MAX_TOKEN_LENGTH = 200

interface TokenUse {
	sockets: number
	budget: FrameBudget
}

/** The place of one socket in these counts; each method returns whether there is room for it (BUDGET2). */
export interface SocketPlace {
	/** The budget that it shares with the other sockets of its token. */
	readonly budget: FrameBudget
	/** Counts it in the workshop of its token. */
	enterWorkshop(workshop: WorkshopId): boolean
	/** Notes that it has joined a room, or is closed: it is not pending any more. */
	settle(): void
	/** Takes it out of all counts. */
	leave(): void
}

/** Counts the open sockets of a process by token, workshop and address (BUDGET2). */
export class SocketLimits {
	readonly #bounds: Bounds
	readonly #tokens = new Map<string, TokenUse>()
	readonly #workshops = new Map<string, number>()
	readonly #pending = new Map<string, number>()
	#sockets = 0

	constructor(bounds: Bounds) {
		this.#bounds = bounds
	}

	/** Takes a place for a socket; null if there is none. */
	enter(token: string, address: string): SocketPlace | null {
		const { maxSockets, maxSocketsPerToken, maxPendingPerAddress } = this.#bounds
		if (this.#sockets >= maxSockets || (this.#pending.get(address) ?? 0) >= maxPendingPerAddress) return null
		const key = token.slice(0, MAX_TOKEN_LENGTH)
		const use = this.#tokens.get(key) ?? { sockets: 0, budget: new FrameBudget(this.#bounds) }
		if (use.sockets >= maxSocketsPerToken || !use.budget.takeOpening()) return null
		this.#tokens.set(key, use)
		use.sockets++
		this.#sockets++
		add(this.#pending, address, 1)
		return this.#placeOf(use, address)
	}

	/** Forgets the budgets that are full again and have no socket. */
	prune(): void {
		for (const [token, { sockets, budget }] of this.#tokens)
			if (sockets === 0 && budget.isFull) this.#tokens.delete(token)
	}

	#placeOf(use: TokenUse, address: string): SocketPlace {
		let isPending = true
		let isOpen = true
		let entered: WorkshopId | null = null
		const settle = () => {
			if (isPending) add(this.#pending, address, -1)
			isPending = false
		}
		return {
			budget: use.budget,
			enterWorkshop: (workshop) => {
				if (!isOpen || (this.#workshops.get(workshop) ?? 0) >= this.#bounds.maxSocketsPerWorkshop) return false
				entered = workshop
				add(this.#workshops, workshop, 1)
				return true
			},
			settle,
			leave: () => {
				if (!isOpen) return
				isOpen = false
				settle()
				use.sockets--
				this.#sockets--
				if (entered) add(this.#workshops, entered, -1)
			},
		}
	}
}

function add(counts: Map<string, number>, key: string, change: number): void {
	const count = (counts.get(key) ?? 0) + change
	if (count > 0) counts.set(key, count)
	else counts.delete(key)
}
