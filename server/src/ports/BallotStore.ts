import type { CardDots, CastDots, ParticipantId, RoundId, VoteResult, WorkshopId } from '@charrette/shared'

/** The rules of a round, which never change. */
export interface RoundRules {
	id: RoundId
	workshop: WorkshopId
	/** Dots of one voter. */
	budget: number
	/** Most dots of one voter on one card. */
	perCard: number
}

/** A voter's dots in a round, and how many are left. */
export interface Ballot {
	dots: CardDots[]
	left: number
}

/**
 * Why dots were refused: the round is closed or unknown, the card has too many, or the voter has
 * too few left.
 */
export type BallotRefusal = { refused: 'closed' } | { refused: 'card' } | { refused: 'budget'; left: number }

/**
 * Stores the dots of each voter (VOTE2). The store itself enforces the rules of a round, also for
 * concurrent calls. A store that fails throws a `StorageError`.
 */
export interface BallotStore {
	/** Opens a round; throws if it exists. */
	open(rules: RoundRules): Promise<void>
	/**
	 * Sets the number of a voter's dots on a card; durable when it resolves. A refusal changes
	 * nothing.
	 */
	cast(round: RoundId, dots: CastDots): Promise<Ballot | BallotRefusal>
	/** All dots of a round, or those of one voter. */
	read(round: RoundId, voter?: ParticipantId): Promise<CastDots[]>
	/**
	 * Moves the dots of one voter to another in an open round. A target voter that has dots already
	 * keeps those, and the moved ones are deleted.
	 */
	reassign(round: RoundId, voter: { from: ParticipantId; to: ParticipantId }): Promise<void>
	/**
	 * Closes a round permanently: it contains all dots that were accepted before, and accepts no
	 * more.
	 */
	end(round: RoundId): Promise<void>
	close(): Promise<void>
}

/** Stores the results of votes. A store that fails throws a `StorageError`. */
export interface ResultStore {
	/** Saves the result of a round, replacing an earlier one. */
	save(result: VoteResult): Promise<void>
	find(round: RoundId): Promise<VoteResult | null>
	close(): Promise<void>
}
