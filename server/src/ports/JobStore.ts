/** Work that one node of a server does for all, or one after the other. */
export interface JobStore {
	/** Takes a job for this node. False if some node has taken it within `forMs`. Throws a `StorageError`. */
	take(name: string, forMs: number): Promise<boolean>
	/** Gives up a job that this node has taken, before its time is over. Throws a `StorageError`. */
	release(name: string): Promise<void>
}

/** The jobs of a server with one node, which takes them all. */
export const ONLY_NODE: JobStore = { take: async () => true, release: async () => {} }

/** A node that takes longer may be overtaken: it has probably ended. */
const TURN_MS = 30_000
const RETRY_MS = 100

/**
 * Does work of which all nodes together do one at a time; waits while another node does some, for its turn of 30 s at most.
 * Throws a `StorageError` if no turn can be taken.
 */
export async function takeTurn<Result>(jobs: JobStore, name: string, work: () => Promise<Result>): Promise<Result> {
	while (!(await jobs.take(name, TURN_MS))) await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
	const endsAt = performance.now() + TURN_MS
	try {
		return await work()
	} finally {
		// A turn whose time is over may be another node's; one that cannot be given up ends by itself.
		if (performance.now() < endsAt) await jobs.release(name).catch(() => {})
	}
}
