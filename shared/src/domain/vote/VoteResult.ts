import type { CardKind } from '../Card.ts'
import type { BoardId, ParticipantId, RoundId } from '../ids.ts'
import type { CardDots } from './VoteRound.ts'

/** What people of one city gave. `city` is null for all cities that have too few voters to be told apart. */
export interface CityDots {
	city: string | null
	dots: number
}

/** What a card got. Cards with as many dots have the same rank, and the next rank is left out: 1, 1, 3. */
export interface CardResult {
	board: BoardId
	card: string
	kind: CardKind
	text: string
	dots: number
	voters: number
	rank: number
	cities: CityDots[]
}

/** How a round ended, as it is kept: the cards with dots, best first, in their words of that moment. */
export interface VoteResult {
	round: RoundId
	title: string
	closedAt: number
	/** How many could vote, and how many did. */
	people: number
	voters: number
	/** All dots that were given; `gone` of them are on cards that were no longer there. */
	dots: number
	gone: number
	cards: CardResult[]
	cities: (CityDots & { voters: number })[]
}

/** One person's dots on one card, as they are counted and as nobody is ever sent them. */
export interface CastDots extends CardDots {
	voter: ParticipantId
}

/** What a round's dots are counted with. */
export interface Count {
	round: { id: RoundId; title: string; closedAt: number }
	people: number
	cast: readonly CastDots[]
	/** The cards of the boards, in reading order: of as many dots, the one that is read first comes first. */
	cards: readonly { board: BoardId; card: string; kind: CardKind; text: string }[]
	/** Whose city it is; null where nobody knows. */
	cityOf(voter: ParticipantId): string | null
}
