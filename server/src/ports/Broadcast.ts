/** What a node hears on a channel. */
export interface BroadcastListener {
	/** A message of another node. It may come twice. */
	receive(message: Uint8Array, node: string): void
	/** Messages may have been lost: what they were about has to be read where it is stored. */
	gap(): void
}

/**
 * Messages between the nodes of a server, best effort (NODE1): what is stored is the truth, and a message only says it sooner.
 * Messages of one node on one channel arrive in their order, and where some are missing, `gap` is called.
 */
export interface Broadcast {
	/** The name of this node, another one after each start. */
	readonly node: string
	/** Whether messages reach other nodes now. */
	readonly isConnected: boolean
	/** Sends a message to the other nodes that subscribe to a channel. It is only encoded if somebody may. */
	publish(channel: string, encode: () => Uint8Array): void
	/**
	 * Resolves with the undo once messages arrive; at once, while nothing is connected, and then `gap` is called when it is again.
	 */
	subscribe(channel: string, listener: BroadcastListener): Promise<() => void>
	close(): Promise<void>
}
