import type { Broadcast, BroadcastListener } from '../../ports/Broadcast.ts'

type Listeners = Map<string, Set<BroadcastListener>>

/** The nodes of one process: usually one, which sends nothing to anybody. */
export class LocalBroadcast {
	readonly #nodes = new Map<string, Listeners>()

	/** Adds a node. Its name is its own. */
	connect(node: string): Broadcast {
		const listeners: Listeners = new Map()
		this.#nodes.set(node, listeners)
		return {
			node,
			isConnected: true,
			publish: (channel, encode) => this.#publish(node, channel, encode),
			async subscribe(channel, listener) {
				const all = listeners.get(channel) ?? new Set()
				listeners.set(channel, all.add(listener))
				return () => {
					all.delete(listener)
					if (all.size === 0 && listeners.get(channel) === all) listeners.delete(channel)
				}
			},
			close: async () => {
				this.#nodes.delete(node)
			},
		}
	}

	/** Has all nodes read again what is stored, as after a lost connection. */
	reportGaps(): void {
		for (const listeners of this.#nodes.values())
			for (const all of listeners.values()) for (const listener of all) listener.gap()
	}

	#publish(from: string, channel: string, encode: () => Uint8Array): void {
		let message: Uint8Array | null = null
		for (const [node, listeners] of this.#nodes) {
			if (node === from || !listeners.has(channel)) continue
			message ??= encode()
			const sent = message
			// As from elsewhere, it arrives when the sender is done.
			setImmediate(() => {
				for (const listener of listeners.get(channel) ?? []) listener.receive(sent, from)
			})
		}
	}
}
