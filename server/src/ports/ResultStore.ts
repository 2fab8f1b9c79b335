import type { RoundId, VoteResult } from '@charrette/shared'

/** Where the results of votes are kept. A store that fails throws a `StorageError`. */
export interface ResultStore {
	/** Keeps a round's result, in the place of an earlier one of the same round. */
	keep(result: VoteResult): Promise<void>
	find(round: RoundId): Promise<VoteResult | null>
	close(): Promise<void>
}
