import type { WorkshopId } from '@charrette/shared'
import type { Bounds } from '../bounds.ts'
import { FrameBudget } from './FrameBudget.ts'
import { Throttle } from './Throttle.ts'

/** No token that the server issues is longer. */
const MAX_TOKEN_LENGTH = 200

interface WorkshopUse {
	sockets: number
	throttle: Throttle
}

interface TokenUse {
	sockets: number
	budget: FrameBudget
}

/** The slot of one socket in these counts (BUDGET2). */
export interface SocketSlot {
	/** The budget that it shares with the other sockets of its token. */
	readonly budget: FrameBudget
	/**
	 * Counts it in the workshop of its token. Returns the throttle of that workshop, or null if there
	 * is no space.
	 */
	enterWorkshop(workshop: WorkshopId): Throttle | null
	/** Ends its pending state: it has joined a room, or is closed. */
	endPending(): void
	/** Removes it from all counts. */
	leave(): void
}

/** Counts the open sockets of a process by token, workshop and address (BUDGET2). */
export class SocketLimits {
	readonly #bounds: Bounds
	readonly #tokens = new Map<string, TokenUse>()
	readonly #workshops = new Map<WorkshopId, WorkshopUse>()
	readonly #pending = new Map<string, number>()
	#sockets = 0

	constructor(bounds: Bounds) {
		this.#bounds = bounds
	}

	/** Takes a slot for a socket; null if there is none. */
	enter(token: string, address: string): SocketSlot | null {
		const { maxSockets, maxSocketsPerToken, maxPendingPerAddress } = this.#bounds
		if (this.#sockets >= maxSockets || (this.#pending.get(address) ?? 0) >= maxPendingPerAddress) return null
		const key = token.slice(0, MAX_TOKEN_LENGTH)
		const use = this.#tokens.get(key) ?? { sockets: 0, budget: new FrameBudget(this.#bounds) }
		if (use.sockets >= maxSocketsPerToken || !use.budget.takeOpening()) return null
		this.#tokens.set(key, use)
		use.sockets++
		this.#sockets++
		add(this.#pending, address, 1)
		return this.#createSlot(use, address)
	}

	/** Forgets the budgets that are full again and have no socket. */
	prune(): void {
		for (const [token, { sockets, budget }] of this.#tokens)
			if (sockets === 0 && budget.isFull) this.#tokens.delete(token)
	}

	#createThrottle(): Throttle {
		const { workshopPayloadFrames, workshopOtherFrames, workshopFrameBytes } = this.#bounds
		return new Throttle({
			payloadFrames: workshopPayloadFrames,
			otherFrames: workshopOtherFrames,
			frameBytes: workshopFrameBytes,
		})
	}

	#leaveWorkshop(workshop: WorkshopId): void {
		const use = this.#workshops.get(workshop)
		if (!use) return
		use.sockets--
		if (use.sockets === 0) this.#workshops.delete(workshop)
	}

	#createSlot(use: TokenUse, address: string): SocketSlot {
		let isPending = true
		let isOpen = true
		let entered: WorkshopId | null = null
		const endPending = () => {
			if (isPending) add(this.#pending, address, -1)
			isPending = false
		}
		return {
			budget: use.budget,
			enterWorkshop: (workshop) => {
				const { throttle, sockets } = this.#workshops.get(workshop) ?? {
					throttle: this.#createThrottle(),
					sockets: 0,
				}
				if (!isOpen || sockets >= this.#bounds.maxSocketsPerWorkshop) return null
				entered = workshop
				this.#workshops.set(workshop, { throttle, sockets: sockets + 1 })
				return throttle
			},
			endPending,
			leave: () => {
				if (!isOpen) return
				isOpen = false
				endPending()
				use.sockets--
				this.#sockets--
				if (entered) this.#leaveWorkshop(entered)
			},
		}
	}
}

function add(counts: Map<string, number>, key: string, change: number): void {
	const count = (counts.get(key) ?? 0) + change
	if (count > 0) counts.set(key, count)
	else counts.delete(key)
}
