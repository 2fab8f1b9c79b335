import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { Broadcast, BroadcastListener } from '../../ports/Broadcast.ts'
import { decodeBroadcastFrame, encodeBroadcastFrame } from './broadcastFrame.ts'
import { connectValkey } from './connectValkey.ts'

/** Messages in flight to Valkey; nodes then read the log instead. @limit nodes: dropped */
const MAX_WAITING_BYTES = 16 * 1024 * 1024
/**
 * Number of channels whose last sequence number is remembered. If one is evicted, its next message
 * looks like a gap to other nodes.
 */
const MAX_CHANNELS = 20_000
/**
 * This node publishes a message to itself at this interval. It counts as disconnected if none has
 * come back for `SILENCE_MS`.
 */
const HEARTBEAT_MS = 500
const SILENCE_MS = 2000
/** Limit of the channels in one command. */
const MAX_AT_ONCE = 500

export interface ValkeyOptions {
	url: string
	/** Prefix of all channel names, so that several servers can share one Valkey. */
	prefix: string
	log: Logger
}

/**
 * Opens the broadcast through Valkey. Resolves even if Valkey is unavailable, and connects once it
 * is available.
 */
export async function openValkeyBroadcast(options: ValkeyOptions): Promise<Broadcast> {
	const broadcast = new ValkeyBroadcast(options)
	await broadcast.start()
	return broadcast
}

class ValkeyBroadcast implements Broadcast {
	readonly node = randomBytes(9).toString('base64url')
	readonly #options: ValkeyOptions
	readonly #publisher: Redis
	readonly #subscriber: Redis
	readonly #listeners = new Map<string, Set<BroadcastListener>>()
	/** The sequence number of the last message sent on each channel. */
	readonly #sent = new LRUCache<string, number>({ max: MAX_CHANNELS })
	/** The sequence number of the last message from each node, by channel. */
	readonly #received = new Map<string, Map<string, number>>()
	readonly #heartbeatChannel: string
	#waitingBytes = 0
	#heartbeatAt = Number.NEGATIVE_INFINITY
	#isConnected = false
	/** Whether gaps were reported since the connection was lost. */
	#hasReportedGaps = false
	#onConnected: () => void = () => {}
	#heartbeat: NodeJS.Timeout | null = null

	constructor(options: ValkeyOptions) {
		this.#options = options
		this.#heartbeatChannel = `pulse ${this.node}`
		this.#publisher = connectValkey(options.url, options.log)
		this.#subscriber = connectValkey(options.url, options.log)
		this.#subscriber.on('ready', () => this.#subscribeAll())
		this.#subscriber.on('messageBuffer', (channel: Buffer, bytes: Buffer) => this.#receive(channel.toString(), bytes))
	}

	get isConnected(): boolean {
		return this.#isConnected
	}

	async start(): Promise<void> {
		this.#heartbeat = setInterval(() => this.#checkHeartbeat(), HEARTBEAT_MS).unref()
		const connected = new Promise<void>((resolve) => {
			this.#onConnected = resolve
		})
		const clients = [this.#publisher, this.#subscriber]
		const isThere = await Promise.all(
			clients.map((client) =>
				client.connect().then(
					() => true,
					() => false,
				),
			),
		)
		if (isThere.every(Boolean)) await Promise.race([connected, delay(SILENCE_MS, undefined, { ref: false })])
	}

	publish(channel: string, encode: () => Uint8Array): void {
		const sequence = (this.#sent.get(channel) ?? 0) + 1
		this.#sent.set(channel, sequence)
		if (this.#publisher.status !== 'ready' || this.#waitingBytes > MAX_WAITING_BYTES) return
		const bytes = encodeBroadcastFrame({ node: this.node, sequence, message: encode() })
		this.#waitingBytes += bytes.length
		const settle = () => {
			this.#waitingBytes -= bytes.length
		}
		this.#publisher.publish(this.#nameOf(channel), bytes).then(settle, settle)
	}

	async subscribe(channel: string, listener: BroadcastListener): Promise<() => void> {
		const known = this.#listeners.get(channel)
		const all = known ?? new Set()
		this.#listeners.set(channel, all.add(listener))
		// The subscription for the channel's first listener may still be in flight. Valkey answers
		// commands in order, so this one resolves after it.
		if (this.#subscriber.status === 'ready') await this.#subscriber.subscribe(this.#nameOf(channel)).catch(() => {})
		return () => {
			all.delete(listener)
			if (all.size > 0 || this.#listeners.get(channel) !== all) return
			this.#listeners.delete(channel)
			this.#received.delete(channel)
			if (this.#subscriber.status === 'ready') this.#subscriber.unsubscribe(this.#nameOf(channel)).catch(() => {})
		}
	}

	async close(): Promise<void> {
		this.#listeners.clear()
		if (this.#heartbeat) clearInterval(this.#heartbeat)
		// `quit` waits until the messages that were published before are sent.
		if (this.#publisher.status === 'ready') await this.#publisher.quit().catch(() => {})
		this.#publisher.disconnect()
		this.#subscriber.disconnect()
	}

	#nameOf(channel: string): string {
		return `${this.#options.prefix}${channel}`
	}

	/**
	 * Subscribes to all channels after each connect, and reports gaps: messages sent while there was
	 * no connection, and before the first one, are missing.
	 */
	async #subscribeAll(): Promise<void> {
		this.#received.clear()
		const channels = [this.#heartbeatChannel, ...this.#listeners.keys()]
		try {
			for (let from = 0; from < channels.length; from += MAX_AT_ONCE)
				await this.#subscriber.subscribe(...channels.slice(from, from + MAX_AT_ONCE).map((name) => this.#nameOf(name)))
		} catch {
			// The connection is lost again. The next connect subscribes.
			return
		}
		this.#reportGaps()
		this.#hasReportedGaps = true
		this.#sendHeartbeat()
	}

	#receive(name: string, bytes: Buffer): void {
		const channel = name.slice(this.#options.prefix.length)
		if (channel === this.#heartbeatChannel) {
			this.#heartbeatAt = performance.now()
			this.#setConnected(true)
			return
		}
		const listeners = this.#listeners.get(channel)
		if (!listeners) return
		try {
			const { node, sequence, message } = decodeBroadcastFrame(bytes)
			if (node === this.node) return
			const isGap = this.#isGap(channel, node, sequence)
			for (const listener of [...listeners]) {
				listener.receive(message, node)
				if (isGap) listener.gap()
			}
		} catch (cause) {
			this.#options.log.warn({ channel, err: cause }, 'broadcast message not read')
		}
	}

	#isGap(channel: string, node: string, sequence: number): boolean {
		const numbers = this.#received.get(channel) ?? new Map<string, number>()
		this.#received.set(channel, numbers)
		const last = numbers.get(node)
		numbers.set(node, sequence)
		return last !== undefined && sequence !== last + 1
	}

	#sendHeartbeat(): void {
		if (this.#publisher.status === 'ready')
			this.#publisher.publish(this.#nameOf(this.#heartbeatChannel), '').catch(() => {})
	}

	#checkHeartbeat(): void {
		this.#sendHeartbeat()
		if (performance.now() - this.#heartbeatAt > SILENCE_MS) this.#setConnected(false)
	}

	#setConnected(isConnected: boolean): void {
		if (isConnected === this.#isConnected) return
		this.#isConnected = isConnected
		if (isConnected) this.#options.log.info({}, 'Valkey connected')
		else this.#options.log.warn({}, 'Valkey is away: nodes read the database instead')
		// A connection that was silent may have lost messages although it never ended.
		if (isConnected && !this.#hasReportedGaps) this.#reportGaps()
		this.#hasReportedGaps = false
		if (isConnected) this.#onConnected()
	}

	#reportGaps(): void {
		for (const listeners of [...this.#listeners.values()]) for (const listener of [...listeners]) listener.gap()
	}
}
