import type { LeaseStore } from '../../ports/LeaseStore.ts'
import type { NodeAddress } from '../../ports/PlacementStore.ts'
import type { RateLimits } from '../../ports/RateLimits.ts'
import { failureOf, type Outcome } from '../sqlite/threadProtocol.ts'
import type { HubCall, HubChannel, HubMessage, WorkerMessage } from './hubMessages.ts'
import { LocalPlacement } from './LocalPlacement.ts'

export interface HubDeps {
	/** Runs a task of the writer thread, after those of earlier calls. */
	write(name: string, input: unknown): Promise<unknown>
	leases: LeaseStore
	limits: RateLimits
}

/**
 * The resources that the workers of one machine share beside the database file: the writer thread
 * of the database, leases, rate limits, and the owners of workshops.
 */
export class Hub {
	readonly #deps: HubDeps
	readonly #placement = new LocalPlacement()

	constructor(deps: HubDeps) {
		this.#deps = deps
	}

	/** Connects a worker. Returns the function to call once its process has ended. */
	connect(channel: HubChannel<HubMessage, WorkerMessage>): () => void {
		const worker = new ConnectedWorker(channel, { ...this.#deps, placement: this.#placement })
		channel.onMessage((message) => worker.receive(message))
		return () => worker.close()
	}
}

class ConnectedWorker {
	readonly #channel: HubChannel<HubMessage, WorkerMessage>
	readonly #deps: HubDeps & { placement: LocalPlacement }
	#node: NodeAddress | null = null
	#isClosed = false

	constructor(channel: HubChannel<HubMessage, WorkerMessage>, deps: HubDeps & { placement: LocalPlacement }) {
		this.#channel = channel
		this.#deps = deps
	}

	receive(message: WorkerMessage): void {
		if (this.#isClosed) return
		if (message.type === 'call') void this.#answer(message.id, message.call)
		if (message.type !== 'hello') return
		this.#node = message.node
		this.#deps.placement.beat(message.node, { rooms: 0, sockets: 0 })
	}

	/**
	 * Frees the workshops of a worker that has ended, once its last writes are committed: the next
	 * owner then reads them (NODE2).
	 */
	close(): void {
		this.#isClosed = true
		const node = this.#node
		if (!node) return
		const free = () => this.#deps.placement.remove(node)
		this.#deps.write('probe', null).then(free, free)
	}

	async #answer(id: number, call: HubCall): Promise<void> {
		const outcome = await this.#run(call).then(
			(output): Outcome => ({ output }),
			(cause: unknown): Outcome => ({ failure: failureOf(cause) }),
		)
		if (!this.#isClosed) this.#channel.send({ type: 'answer', id, outcome })
	}

	async #run(call: HubCall): Promise<unknown> {
		const { write, leases, limits, placement } = this.#deps
		if (call.name === 'write') return write(call.input.name, call.input.input)
		if (call.name === 'acquireLease') return leases.acquire(call.input.name, call.input.forMs)
		if (call.name === 'takeTokens') return limits.take(call.input)
		if (!this.#node) throw new Error('a worker has not said who it is')
		if (call.name === 'beat') return placement.beat(this.#node, call.input)
		if (call.name === 'claimWorkshop') return placement.claim(call.input, this.#node)
		placement.giveUp(call.input, this.#node)
		return null
	}
}
