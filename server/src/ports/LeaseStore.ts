/**
 * Leases for work that one node of a server does for all nodes, or that the nodes do one at a time.
 */
export interface LeaseStore {
	/**
	 * Acquires the lease of this name for `forMs`. Returns false if a node has it already. Throws a
	 * `StorageError`.
	 */
	acquire(name: string, forMs: number): Promise<boolean>
	/**
	 * Releases a lease that this node has acquired, before it expires. Throws a
	 * `StorageError`.
	 */
	release(name: string): Promise<void>
}

/** The lease store of a server with one node, which gets every lease. */
export const SINGLE_NODE_LEASES: LeaseStore = { acquire: async () => true, release: async () => {} }

/**
 * Duration of the lease of exclusive work. Another node may acquire it afterwards, since the node
 * that had it has probably ended.
 */
const LEASE_MS = 30_000
const RETRY_MS = 100

/**
 * Runs work that the nodes do one at a time. Waits while another node does such work, at most for
 * its lease of 30 s. Throws a `StorageError` if no lease can be acquired.
 */
export async function runExclusively<Result>(
	leases: LeaseStore,
	name: string,
	work: () => Promise<Result>,
): Promise<Result> {
	while (!(await leases.acquire(name, LEASE_MS))) await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
	const endsAt = performance.now() + LEASE_MS
	try {
		return await work()
	} finally {
		// An expired lease may belong to another node by now. A lease that cannot be released expires
		// by itself.
		if (performance.now() < endsAt) await leases.release(name).catch(() => {})
	}
}
