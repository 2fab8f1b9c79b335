import type { CardDots, CastDots, ParticipantId, RoundId, VoteResult, WorkshopId } from '@charrette/shared'

/** What a round allows each voter. It never changes. */
export interface RoundRules {
	id: RoundId
	workshop: WorkshopId
	budget: number
	perCard: number
}

/** What somebody has given in a round, and how many dots they have left. */
export interface Ballot {
	dots: CardDots[]
	left: number
}

/** Why dots were not taken: the round is closed or unknown, there are more than a card may have, or than the voter has left. */
export type BallotRefusal = { refused: 'closed' } | { refused: 'card' } | { refused: 'budget'; left: number }

/**
 * Who gave how many dots to which card (VOTE2). The store itself keeps to a round's rules, so that no number of devices and
 * requests at once gets past them. A store that fails throws a `StorageError`.
 */
export interface BallotStore {
	/** Opens a round. A round is opened once. */
	open(rules: RoundRules): Promise<void>
	/** Sets how many dots this voter has on this card; durable when it resolves. What is refused changes nothing. */
	cast(round: RoundId, dots: CastDots): Promise<Ballot | BallotRefusal>
	/** All dots of a round, or one voter's. */
	read(round: RoundId, voter?: ParticipantId): Promise<CastDots[]>
	/** Closes a round for good: what was taken before is in it, and nothing is taken after. */
	end(round: RoundId): Promise<void>
	close(): Promise<void>
}

/** Where the results of votes are kept. A store that fails throws a `StorageError`. */
export interface ResultStore {
	/** Keeps a round's result, in the place of an earlier one of the same round. */
	save(result: VoteResult): Promise<void>
	find(round: RoundId): Promise<VoteResult | null>
	close(): Promise<void>
}
