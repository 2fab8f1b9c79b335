import type { WorkshopId } from '@charrette/shared'

/** How other processes of the server reach a node. */
export interface NodeAddress {
	/** Random, and different after each start. */
	id: string
	/** Its base URL for other machines, without a trailing slash; null with SQLite. */
	url: string | null
	/** The machine's process that started it; nodes of one machine pass sockets to each other. */
	machine: string
	/**
	 * Whether its workshops may soon be another's: it ends, or has not shown for a while that it
	 * lives.
	 */
	isLeaving: boolean
	/** The path of the Unix socket on which it serves nodes of its machine; null if it is alone. */
	socket: string | null
}

/** The figures of a node for the host of the server. */
export interface NodeFigures {
	/** Open rooms. */
	rooms: number
	/** Members of all rooms. */
	sockets: number
}

/**
 * Records which node owns a workshop (NODE1): while a node lives, nobody else takes a workshop that
 * it has claimed. All times are the database's. A store that fails throws a `StorageError`.
 */
export interface PlacementStore {
	/** The address of this node, whose id changes when it registers again. */
	readonly node: NodeAddress
	/**
	 * Time in ms after which others may remove a node that has not shown that it lives; null if only
	 * its end removes it.
	 */
	readonly leaseMs: number | null
	/** Takes a workshop that no living node owns. Returns its owner, which may be this node. */
	claim(workshop: WorkshopId): Promise<NodeAddress>
	/** Gives up workshops of this node. */
	giveUp(workshops: readonly WorkshopId[]): Promise<void>
	/**
	 * Shows that this node lives, and removes the nodes that have not shown it in time. Returns the
	 * figures of the living nodes by id; null if others have removed this one, so that it owns
	 * nothing.
	 */
	beat(figures: NodeFigures): Promise<ReadonlyMap<string, NodeFigures> | null>
	/**
	 * Registers this node under a new id: at its start, and after it was removed. At its start it
	 * removes an earlier node at its address, which has ended, since only one listens there.
	 */
	register(url: string | null, options: { isStart: boolean }): Promise<void>
	/** Announces that this node ends: others wait for its workshops. */
	beginLeaving(): Promise<void>
	/** Removes this node, which gives up all its workshops. */
	leave(): Promise<void>
}
