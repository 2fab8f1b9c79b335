import type { Broadcast, BroadcastListener } from '../../ports/Broadcast.ts'

type Listeners = Map<string, Set<BroadcastListener>>

/**
 * The broadcast between the nodes of one process. Usually there is only one node, and messages go
 * nowhere.
 */
export class LocalBroadcast {
	readonly #nodes = new Map<string, Listeners>()
	readonly #audiences = new Map<string, (channel: string, isOnlySubscriber: boolean) => void>()

	/**
	 * Adds a node, whose name is unique. While the node subscribes to a channel, `onAudience` reports
	 * whether it is the only subscriber: at first, and whenever that changes.
	 */
	connect(node: string, onAudience: (channel: string, isOnlySubscriber: boolean) => void = () => {}): Broadcast {
		const listeners: Listeners = new Map()
		this.#nodes.set(node, listeners)
		this.#audiences.set(node, onAudience)
		const announce = (channel: string) => this.#announceAudience(channel)
		return {
			node,
			isConnected: true,
			publish: (channel, encode) => this.#publish(node, channel, encode),
			async subscribe(channel, listener) {
				const all = listeners.get(channel) ?? new Set()
				const isFirst = all.size === 0
				listeners.set(channel, all.add(listener))
				if (isFirst) announce(channel)
				return () => {
					all.delete(listener)
					if (all.size > 0 || listeners.get(channel) !== all) return
					listeners.delete(channel)
					announce(channel)
				}
			},
			close: async () => {
				this.#nodes.delete(node)
				this.#audiences.delete(node)
				for (const channel of listeners.keys()) announce(channel)
			},
		}
	}

	/** Makes the listeners of all nodes read the stored state again, as after a lost connection. */
	reportGaps(): void {
		for (const listeners of this.#nodes.values())
			for (const all of listeners.values()) for (const listener of all) listener.gap()
	}

	/** Between three nodes and more, nothing changes for any of them. */
	#announceAudience(channel: string): void {
		const nodes = [...this.#nodes].filter(([, listeners]) => listeners.has(channel))
		if (nodes.length > 2) return
		for (const [node] of nodes) this.#audiences.get(node)?.(channel, nodes.length === 1)
	}

	#publish(from: string, channel: string, encode: () => Uint8Array): void {
		let message: Uint8Array | null = null
		for (const [node, listeners] of this.#nodes) {
			if (node === from || !listeners.has(channel)) continue
			message ??= encode()
			const sent = message
			// Delivers it in a later turn of the event loop, as a message from another machine would be.
			setImmediate(() => {
				for (const listener of listeners.get(channel) ?? []) listener.receive(sent, from)
			})
		}
	}
}
