import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { Broadcast, BroadcastListener } from '../../ports/Broadcast.ts'
import { decodeBroadcastFrame, encodeBroadcastFrame } from './broadcastFrame.ts'
import { connectValkey } from './connectValkey.ts'

/** A message that would make more wait than this is dropped: others read the log. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024
/** Channels whose last number is remembered; another node takes a forgotten one for a gap. */
const MAX_CHANNELS = 20_000
/** This node sends itself a message so often, and is not connected when none has come back for longer. */
const PULSE_MS = 500
const SILENCE_MS = 2000
/** Channels of one command. */
const MAX_AT_ONCE = 500

export interface ValkeyOptions {
	url: string
	/** Begins the names of all channels, so that two servers may share a Valkey. */
	prefix: string
	log: Logger
}

/** Opens the broadcast through Valkey. It resolves without it, too: then it connects when it is there. */
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
	/** The number of the last message that was sent on a channel. */
	readonly #sent = new LRUCache<string, number>({ max: MAX_CHANNELS })
	/** The number of the last message from each node, by channel. */
	readonly #received = new Map<string, Map<string, number>>()
	readonly #pulseChannel: string
	#waitingBytes = 0
	#pulsedAt = Number.NEGATIVE_INFINITY
	#isConnected = false
	/** Whether gaps were reported since the connection was lost. */
	#hasReportedGaps = false
	#onConnected: () => void = () => {}
	#pulse: NodeJS.Timeout | null = null

	constructor(options: ValkeyOptions) {
		this.#options = options
		this.#pulseChannel = `pulse ${this.node}`
		this.#publisher = connectValkey(options.url, options.log)
		this.#subscriber = connectValkey(options.url, options.log)
		this.#subscriber.on('ready', () => this.#subscribeAll())
		this.#subscriber.on('messageBuffer', (channel: Buffer, bytes: Buffer) => this.#receive(channel.toString(), bytes))
	}

	get isConnected(): boolean {
		return this.#isConnected
	}

	async start(): Promise<void> {
		this.#pulse = setInterval(() => this.#checkPulse(), PULSE_MS).unref()
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
		// The subscription of the first listener may still be on its way; commands are answered in their order.
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
		if (this.#pulse) clearInterval(this.#pulse)
		// What was published before is sent.
		if (this.#publisher.status === 'ready') await this.#publisher.quit().catch(() => {})
		this.#publisher.disconnect()
		this.#subscriber.disconnect()
	}

	#nameOf(channel: string): string {
		return `${this.#options.prefix}${channel}`
	}

	/** After a connection was lost, what was sent meanwhile is missing; so it is before the first one. */
	async #subscribeAll(): Promise<void> {
		this.#received.clear()
		const channels = [this.#pulseChannel, ...this.#listeners.keys()]
		try {
			for (let from = 0; from < channels.length; from += MAX_AT_ONCE)
				await this.#subscriber.subscribe(...channels.slice(from, from + MAX_AT_ONCE).map((name) => this.#nameOf(name)))
		} catch {
			// The connection is lost again, and the next one subscribes.
			return
		}
		this.#reportGaps()
		this.#hasReportedGaps = true
		this.#sendPulse()
	}

	#receive(name: string, bytes: Buffer): void {
		const channel = name.slice(this.#options.prefix.length)
		if (channel === this.#pulseChannel) {
			this.#pulsedAt = performance.now()
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

	#sendPulse(): void {
		if (this.#publisher.status === 'ready')
			this.#publisher.publish(this.#nameOf(this.#pulseChannel), '').catch(() => {})
	}

	#checkPulse(): void {
		this.#sendPulse()
		if (performance.now() - this.#pulsedAt > SILENCE_MS) this.#setConnected(false)
	}

	#setConnected(isConnected: boolean): void {
		if (isConnected === this.#isConnected) return
		this.#isConnected = isConnected
		if (isConnected) this.#options.log.info({}, 'Valkey connected')
		else this.#options.log.warn({}, 'Valkey is away: nodes read the database instead')
		// A connection that was silent may have lost messages without having ended.
		if (isConnected && !this.#hasReportedGaps) this.#reportGaps()
		this.#hasReportedGaps = false
		if (isConnected) this.#onConnected()
	}

	#reportGaps(): void {
		for (const listeners of [...this.#listeners.values()]) for (const listener of [...listeners]) listener.gap()
	}
}
