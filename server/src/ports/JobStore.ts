/**
 * Leases for work that one node of a server does for all nodes, or that the nodes do one at a time.
 */
export interface JobStore {
	/**
	 * Takes the lease of a job for `forMs`. Returns false if a node has it already. Throws a
	 * `StorageError`.
	 */
	take(name: string, forMs: number): Promise<boolean>
	/**
	 * Releases the lease of a job that this node has taken, before it expires. Throws a
	 * `StorageError`.
	 */
	release(name: string): Promise<void>
}

/** The job store of a server with one node, which gets every job. */
export const ONLY_NODE: JobStore = { take: async () => true, release: async () => {} }

/**
 * Duration of a turn. Another node may take the next turn after it, since the node that had this
 * one has probably ended.
 */
const TURN_MS = 30_000
const RETRY_MS = 100

/**
 * Runs work that the nodes do one at a time. Waits while another node does such work, at most for
 * its turn of 30 s. Throws a `StorageError` if no turn can be taken.
 */
export async function takeTurn<Result>(jobs: JobStore, name: string, work: () => Promise<Result>): Promise<Result> {
	while (!(await jobs.take(name, TURN_MS))) await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
	const endsAt = performance.now() + TURN_MS
	try {
		return await work()
	} finally {
		// An expired turn may belong to another node by now. A turn that cannot be released expires by
		// itself.
		if (performance.now() < endsAt) await jobs.release(name).catch(() => {})
	}
}
