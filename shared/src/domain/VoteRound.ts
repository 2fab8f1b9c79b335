import type { CardKind } from './BoardContent.ts'
import type { BoardId, ParticipantId, PhaseId, RoundId, SessionId } from './ids.ts'
import { type Locale, type LocalText, localize } from './locales.ts'

/** A proxy voter: a person in the room without a device, whose ballot a facilitator casts. */
export interface ProxyVoter {
	id: ParticipantId
	name: string
	city: string
}

/**
 * A dot vote. Voting again creates another round and keeps the old one. Ballots are not part of the
 * round: they are secret and never sent to members. Times are the server's, in ms.
 */
export interface VoteRound {
	id: RoundId
	session: SessionId
	title: string
	/** The title in each language, if a phase opened the vote; read it with `roundTitle`. */
	titles?: LocalText
	/** The phase that opened the vote. */
	phase?: PhaseId
	/** Dots per person. */
	budget: number
	/** The maximum number of dots of one person on one card. */
	perCard: number
	/** The boards whose cards are voted on; null means all boards of the session. */
	boards: BoardId[] | null
	/** The kinds of card that are voted on; null means all kinds. */
	kinds: CardKind[] | null
	/** Whether participants give dots only to the cards of their own group's board (VOTE6). */
	isByGroup?: true
	/** The vote by group whose best cards are voted on here (VOTE6a). */
	follows?: RoundId
	state: 'open' | 'closed' | 'cancelled'
	openedAt: number
	closedAt: number | null
	hall: ProxyVoter[]
}

/** Dots per person if nothing else is specified. */
export const DEFAULT_DOTS = 3

/** Returns the title of a vote in the reader's language. */
export function roundTitle({ title, titles = {} }: Pick<VoteRound, 'title' | 'titles'>, locale: Locale): string {
	return localize(titles, locale) || title
}

/** A person's dots on one card of a board. */
export interface CardDots {
	board: BoardId
	card: string
	count: number
}

/**
 * The dots given by one city. `city` is null for the pool of cities with too few voters to be shown
 * separately.
 */
export interface CityDots {
	city: string | null
	dots: number
}

/**
 * The result of one card. Cards with equal dots share a rank, and the following ranks are skipped:
 * 1, 1, 3. In a vote by group, ranks are those on the card's board.
 */
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

/**
 * The stored result of a round: the cards with dots, best first, with their texts at closing time.
 */
export interface VoteResult {
	round: RoundId
	title: string
	/** Whether each group has voted on its own board (VOTE6). */
	isByGroup?: true
	closedAt: number
	/** The numbers of eligible people and of voters. */
	people: number
	voters: number
	/** All dots given; `gone` of them do not count: their card was deleted. */
	dots: number
	gone: number
	cards: CardResult[]
	cities: (CityDots & { voters: number })[]
}

/** A person's dots on one card, for counting only: never sent to members. */
export interface CastDots extends CardDots {
	voter: ParticipantId
}

/** A card on which dots are counted, with the ids of those that are joined into it. */
export interface CountedCard {
	board: BoardId
	card: string
	kind: CardKind
	text: string
	joined?: readonly string[]
}

/** The input of a count. */
export interface CountInput {
	round: { id: RoundId; title: string; closedAt: number; perCard: number; isByGroup?: true }
	people: number
	cast: readonly CastDots[]
	/** The cards of the boards, in reading order, which breaks ties. */
	cards: readonly CountedCard[]
	/** A voter's city; null if unknown. */
	cityOf(voter: ParticipantId): string | null
}
