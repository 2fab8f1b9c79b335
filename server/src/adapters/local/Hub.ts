import type { LeaseStore } from '../../ports/LeaseStore.ts'
import type { RateLimits } from '../../ports/RateLimits.ts'
import { failureOf, type Outcome } from '../sqlite/threadProtocol.ts'
import type { HubCall, HubChannel, HubMessage, WorkerMessage } from './hubMessages.ts'
import { LocalBroadcast } from './LocalBroadcast.ts'

/** Messages in flight to one worker, which then reads the log instead. @limit server: dropped */
const MAX_WAITING_BYTES = 16 * 1024 * 1024

export interface HubDeps {
	/** Runs a task of the writer thread. */
	write(name: string, input: unknown): Promise<unknown>
	leases: LeaseStore
	limits: RateLimits
}

/**
 * The resources that the workers of one machine share beside the database file: the writer thread
 * of the database, leases, rate limits and the broadcast.
 */
export class Hub {
	readonly #deps: HubDeps
	readonly #broadcast = new LocalBroadcast()

	constructor(deps: HubDeps) {
		this.#deps = deps
	}

	/** Connects a worker. Returns the function to call once its channel has ended. */
	connect(channel: HubChannel<HubMessage, WorkerMessage>): () => void {
		const worker = new ConnectedWorker(channel, { ...this.#deps, broadcast: this.#broadcast })
		channel.onMessage((message) => worker.receive(message))
		return () => worker.close()
	}
}

class ConnectedWorker {
	readonly #channel: HubChannel<HubMessage, WorkerMessage>
	readonly #deps: HubDeps & { broadcast: LocalBroadcast }
	readonly #subscriptions = new Map<string, Promise<() => void>>()
	#node: ReturnType<LocalBroadcast['connect']> | null = null
	#waitingBytes = 0
	#hasDropped = false
	#isClosed = false

	constructor(channel: HubChannel<HubMessage, WorkerMessage>, deps: HubDeps & { broadcast: LocalBroadcast }) {
		this.#channel = channel
		this.#deps = deps
	}

	receive(message: WorkerMessage): void {
		if (this.#isClosed) return
		if (message.type === 'hello') this.#node = this.#deps.broadcast.connect(message.node, this.#sendAudience)
		else if (message.type === 'call') void this.#answer(message.id, message.call)
		else if (message.type === 'unsubscribe') this.#unsubscribe(message.channel)
		else if (message.type === 'publish') {
			if (message.isAfterGap) this.#deps.broadcast.reportGaps()
			this.#node?.publish(message.channel, () => message.message)
		}
	}

	close(): void {
		this.#isClosed = true
		void this.#node?.close()
	}

	async #answer(id: number, call: HubCall): Promise<void> {
		const outcome = await this.#run(call).then(
			(output): Outcome => ({ output }),
			(cause: unknown): Outcome => ({ failure: failureOf(cause) }),
		)
		if (!this.#isClosed) this.#channel.send({ type: 'answer', id, outcome })
	}

	async #run(call: HubCall): Promise<unknown> {
		const { write, leases, limits } = this.#deps
		if (call.name === 'write') return write(call.input.name, call.input.input)
		if (call.name === 'acquireLease') return leases.acquire(call.input.name, call.input.forMs)
		if (call.name === 'releaseLease') return leases.release(call.input).then(() => null)
		if (call.name === 'takeTokens') return limits.take(call.input)
		return this.#subscribe(call.input)
	}

	async #subscribe(channel: string): Promise<null> {
		const begun = this.#subscriptions.get(channel)
		const subscription =
			begun ??
			this.#node?.subscribe(channel, {
				receive: (message, node) => this.#relay(channel, node, message),
				gap: () => this.#channel.send({ type: 'gap', channel }),
			})
		if (subscription) this.#subscriptions.set(channel, subscription)
		await subscription
		return null
	}

	readonly #sendAudience = (channel: string, isOnlySubscriber: boolean): void => {
		if (!this.#isClosed) this.#channel.send({ type: 'audience', channel, isOnlySubscriber })
	}

	#unsubscribe(channel: string): void {
		void this.#subscriptions.get(channel)?.then((end) => end())
		this.#subscriptions.delete(channel)
	}

	#relay(channel: string, node: string, message: Uint8Array): void {
		if (this.#isClosed) return
		if (this.#waitingBytes > MAX_WAITING_BYTES) {
			this.#hasDropped = true
			return
		}
		this.#waitingBytes += message.length
		this.#channel.send({ type: 'message', channel, node, message }, () => {
			this.#waitingBytes -= message.length
			if (!this.#hasDropped || this.#waitingBytes > 0 || this.#isClosed) return
			this.#hasDropped = false
			this.#channel.send({ type: 'gap', channel: null })
		})
	}
}
