import type { Broadcast, BroadcastListener } from '../../ports/Broadcast.ts'

type Listeners = Map<string, Set<BroadcastListener>>

/**
 * The broadcast between the nodes of one process. Usually there is only one node, and messages go
 * nowhere.
 */
export class LocalBroadcast {
	readonly #nodes = new Map<string, Listeners>()

	/** Adds a node, whose name is unique. */
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

	/** Makes the listeners of all nodes read the stored state again, as after a lost connection. */
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
			// Delivers it in a later turn of the event loop, as a message from another machine would be.
			setImmediate(() => {
				for (const listener of listeners.get(channel) ?? []) listener.receive(sent, from)
			})
		}
	}
}
