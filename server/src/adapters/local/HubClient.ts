import type { LeaseStore } from '../../ports/LeaseStore.ts'
import type { NodeAddress, PlacementStore } from '../../ports/PlacementStore.ts'
import type { RateLimits } from '../../ports/RateLimits.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import { DatabaseError } from '../sqlite/DatabaseThread.ts'
import type { Outcome } from '../sqlite/threadProtocol.ts'
import type { HubCall, HubCalls, HubChannel, HubMessage, WorkerMessage } from './hubMessages.ts'
import { createLocalRateLimits } from './LocalRateLimits.ts'

/** Tasks of a worker waiting for the hub. @limit server: `storage_failed` */
const MAX_CALLS = 10_000

interface PendingCall {
	resolve(output: never): void
	reject(cause: Error): void
}

/**
 * A worker's end of the channel to its hub (NODE5). The channel ends with the hub's process, and a
 * worker ends with its channel.
 */
export class HubClient {
	readonly leases: LeaseStore = {
		acquire: (name, forMs) => withStorageErrors(() => this.#call('acquireLease', { name, forMs })),
	}
	readonly limits: RateLimits = {
		take: (keys) => this.#call('takeTokens', keys).catch(() => this.#ownLimits.take(keys)),
		close: async () => {},
	}
	readonly placement: PlacementStore
	readonly #ownLimits = createLocalRateLimits()
	readonly #channel: HubChannel<WorkerMessage, HubMessage>
	readonly #calls = new Map<number, PendingCall>()
	#lastCall = 0
	#isClosed = false
	#onIdle: (() => void) | null = null

	/** `node` is the address of this worker. */
	constructor(channel: HubChannel<WorkerMessage, HubMessage>, node: NodeAddress) {
		this.#channel = channel
		channel.onMessage((message) => this.#receive(message))
		this.placement = {
			node,
			leaseMs: null,
			claim: (workshop) => withStorageErrors(() => this.#call('claimWorkshop', workshop)),
			giveUp: async (workshops) => {
				await withStorageErrors(() => this.#call('giveUpWorkshops', workshops))
			},
			beat: (figures) => withStorageErrors(async () => new Map(await this.#call('beat', figures))),
			register: async () => channel.send({ type: 'hello', node }),
			beginLeaving: async () => channel.send({ type: 'hello', node: { ...node, isLeaving: true } }),
			// The hub removes a worker once its process has ended.
			leave: async () => {},
		}
	}

	/** Runs a task of the hub's writer thread. Rejects with a `DatabaseError`. */
	write(name: string, input: unknown): Promise<unknown> {
		return this.#call('write', { name, input })
	}

	/** Resolves once every call is answered. */
	async close(): Promise<void> {
		this.#isClosed = true
		if (this.#calls.size === 0) return
		await new Promise<void>((resolve) => {
			this.#onIdle = resolve
		})
	}

	#call<Name extends keyof HubCalls>(name: Name, input: HubCalls[Name]['input']): Promise<HubCalls[Name]['output']> {
		return new Promise((resolve, reject) => {
			if (this.#isClosed || this.#calls.size >= MAX_CALLS) {
				const message = this.#isClosed ? 'the database is closed' : 'too much waits for the database'
				reject(new DatabaseError({ message, code: null }))
				return
			}
			const id = ++this.#lastCall
			this.#calls.set(id, { resolve, reject })
			this.#channel.send({ type: 'call', id, call: { name, input } as HubCall })
		})
	}

	#receive(message: HubMessage): void {
		if (message.type === 'answer') this.#settle(message.id, message.outcome)
	}

	#settle(id: number, outcome: Outcome): void {
		const call = this.#calls.get(id)
		this.#calls.delete(id)
		if ('output' in outcome) call?.resolve(outcome.output as never)
		else call?.reject(new DatabaseError(outcome.failure))
		if (this.#calls.size === 0) this.#onIdle?.()
	}
}
