/** Work at intervals that one node of a server does for all. */
export interface JobStore {
	/** Takes a job for this node. False if some node has taken it within `forMs`. Throws a `StorageError`. */
	take(name: string, forMs: number): Promise<boolean>
}

/** The jobs of a server with one node, which takes them all. */
export const ONLY_NODE: JobStore = { take: async () => true }
