import { randomBytes } from 'node:crypto'
import type { Broadcast, BroadcastListener } from '../../ports/Broadcast.ts'
import type { LeaseStore } from '../../ports/LeaseStore.ts'
import type { RateLimits } from '../../ports/RateLimits.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import { DatabaseError } from '../sqlite/DatabaseThread.ts'
import type { Outcome } from '../sqlite/threadProtocol.ts'
import type { HubCall, HubCalls, HubChannel, HubMessage, WorkerMessage } from './hubMessages.ts'
import { createLocalRateLimits } from './LocalRateLimits.ts'

/** Tasks of a worker waiting for the hub. @limit server: `storage_failed` */
const MAX_CALLS = 10_000
/** Messages in flight to the hub; workers then read the log instead. @limit server: dropped */
const MAX_WAITING_BYTES = 16 * 1024 * 1024

interface PendingCall {
	resolve(output: never): void
	reject(cause: Error): void
}

/**
 * A worker's end of the channel to its hub (NODE12). The channel ends with the hub's process, and a
 * worker ends with its channel.
 */
export class HubClient implements Broadcast {
	readonly node = randomBytes(9).toString('base64url')
	readonly isConnected = true
	readonly leases: LeaseStore = {
		acquire: (name, forMs) => withStorageErrors(() => this.#call('acquireLease', { name, forMs })),
		release: async (name) => {
			await withStorageErrors(() => this.#call('releaseLease', name))
		},
	}
	readonly limits: RateLimits = {
		take: (keys) => this.#call('takeTokens', keys).catch(() => this.#ownLimits.take(keys)),
		close: async () => {},
	}
	readonly #ownLimits = createLocalRateLimits()
	readonly #channel: HubChannel<WorkerMessage, HubMessage>
	readonly #calls = new Map<number, PendingCall>()
	readonly #listeners = new Map<string, Set<BroadcastListener>>()
	/** The channels on which no other worker listens. */
	readonly #withoutOthers = new Set<string>()
	#lastCall = 0
	#waitingBytes = 0
	#hasDropped = false
	#isClosed = false
	#onIdle: (() => void) | null = null

	constructor(channel: HubChannel<WorkerMessage, HubMessage>) {
		this.#channel = channel
		channel.onMessage((message) => this.#receive(message))
		channel.send({ type: 'hello', node: this.node })
	}

	/** Runs a task of the hub's writer thread. Rejects with a `DatabaseError`. */
	write(name: string, input: unknown): Promise<unknown> {
		return this.#call('write', { name, input })
	}

	publish(channel: string, encode: () => Uint8Array): void {
		if (this.#isClosed || this.#withoutOthers.has(channel)) return
		if (this.#waitingBytes > MAX_WAITING_BYTES) {
			this.#hasDropped = true
			return
		}
		const message = encode()
		this.#waitingBytes += message.length
		this.#channel.send({ type: 'publish', channel, message, isAfterGap: this.#hasDropped }, () => {
			this.#waitingBytes -= message.length
		})
		this.#hasDropped = false
	}

	async subscribe(channel: string, listener: BroadcastListener): Promise<() => void> {
		const all = this.#listeners.get(channel) ?? new Set()
		this.#listeners.set(channel, all.add(listener))
		await this.#call('subscribe', channel)
		return () => {
			all.delete(listener)
			if (all.size > 0 || this.#listeners.get(channel) !== all) return
			this.#listeners.delete(channel)
			this.#withoutOthers.delete(channel)
			if (!this.#isClosed) this.#channel.send({ type: 'unsubscribe', channel })
		}
	}

	/** Resolves once every call is answered. Listeners get no more messages from now on. */
	async close(): Promise<void> {
		this.#isClosed = true
		this.#listeners.clear()
		this.#withoutOthers.clear()
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
		else if (message.type === 'gap') this.#reportGap(message.channel)
		else if (message.type === 'audience') this.#setAudience(message)
		else if (message.type === 'message')
			for (const listener of [...(this.#listeners.get(message.channel) ?? [])])
				listener.receive(message.message, message.node)
	}

	#settle(id: number, outcome: Outcome): void {
		const call = this.#calls.get(id)
		this.#calls.delete(id)
		if ('output' in outcome) call?.resolve(outcome.output as never)
		else call?.reject(new DatabaseError(outcome.failure))
		if (this.#calls.size === 0) this.#onIdle?.()
	}

	/** A message that was sent before the hub heard of the end of a subscription is ignored. */
	#setAudience({ channel, isOnlySubscriber }: { channel: string; isOnlySubscriber: boolean }): void {
		if (isOnlySubscriber && this.#listeners.has(channel)) this.#withoutOthers.add(channel)
		else this.#withoutOthers.delete(channel)
	}

	#reportGap(channel: string | null): void {
		for (const [name, listeners] of [...this.#listeners])
			if (channel === null || name === channel) for (const listener of [...listeners]) listener.gap()
	}
}
