import type { ParticipantId } from '../ids.ts'

/** Two people. */
export type Pair = readonly [ParticipantId, ParticipantId]

/** Who is to be mixed into how many groups, and what is wished for. The same wish gives the same mix, everywhere. */
export interface MixWish {
	people: readonly { id: ParticipantId; city: string }[]
	/** How many groups; at least 1. */
	groups: number
	/** Another seed is another mix, as good. */
	seed: number
	/** Pairs that stay in one group; whoever is bound to the same person is bound too. */
	together?: readonly Pair[] | undefined
	/** Pairs that are kept apart. */
	apart?: readonly Pair[] | undefined
	/** The numbers of the groups in which people are now: of mixes that are as good, the one in which most stay is taken. */
	present?: ReadonlyMap<ParticipantId, number> | undefined
}

/**
 * A wish that a mix does not meet, and why:
 *
 *     absent      one of the two is not among the people
 *     together    they are to be kept apart, and other wishes bind them together
 *     noRoom      every mix that was tried has a pair like this in one group
 */
export interface UnmetWish {
	pair: Pair
	reason: 'absent' | 'together' | 'noRoom'
}

/** People in groups, in the order of the wish's people, and the wishes that could not be met. */
export interface Mix {
	groups: ParticipantId[][]
	unmet: UnmetWish[]
}
