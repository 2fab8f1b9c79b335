/** Leases for work that one node of a server does for all nodes. */
export interface LeaseStore {
	/**
	 * Acquires the lease of this name for `forMs`. Returns false if a node has it already. Throws a
	 * `StorageError`.
	 */
	acquire(name: string, forMs: number): Promise<boolean>
}

/** The lease store of a server with one node, which gets every lease. */
export const SINGLE_NODE_LEASES: LeaseStore = { acquire: async () => true }
