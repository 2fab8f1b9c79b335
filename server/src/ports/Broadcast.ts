/** A subscriber to a channel. */
export interface BroadcastListener {
	/** Receives a message of another node. The same message may arrive twice. */
	receive(message: Uint8Array, node: string): void
	/**
	 * Called when messages may have been lost: the subscriber has to read the affected state from its
	 * store.
	 */
	gap(): void
}

/**
 * Best-effort messages between the nodes of a server (NODE1). The stores are the source of truth; a
 * message only announces a change sooner. Messages of one node on one channel arrive in order, and
 * `gap` is called where some are missing.
 */
export interface Broadcast {
	/** The name of this node, which is different after each start. */
	readonly node: string
	/** Whether messages reach other nodes now. */
	readonly isConnected: boolean
	/**
	 * Sends a message to the other nodes that subscribe to a channel. Calls `encode` only if the
	 * message may reach a node.
	 */
	publish(channel: string, encode: () => Uint8Array): void
	/**
	 * Resolves with a function that unsubscribes, once messages arrive. While the broadcast is not
	 * connected, it resolves at once, and `gap` is called when the connection is back.
	 */
	subscribe(channel: string, listener: BroadcastListener): Promise<() => void>
	close(): Promise<void>
}
