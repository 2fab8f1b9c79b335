import type { BallotView, BoardId, CardKind, VoteResult, VoteRound } from '@charrette/shared'
import { dotsOn } from './ballot.ts'

/** How the votes on a board stand for one person. */
export interface VoteStand {
	board: BoardId
	/** The vote that is open here; null where there is none. */
	round: VoteRound | null
	/** This person's dots in it; null for who does not vote, and until the server has said it. */
	ballot: BallotView | null
	/** Without the server nothing can be voted. */
	isOffline: boolean
	/** How the newest closed vote here ended; null without one. While another is open it is not on the cards. */
	result: VoteResult | null
}

/** What a vote does to one card, for one person. */
export type CardVote =
	| { type: 'open'; given: number; mayGive: boolean; mayTake: boolean }
	| { type: 'result'; dots: number; rank: number }

/** How many dots each card of the board got in the newest closed vote. */
export function resultDots({ board, result }: Pick<VoteStand, 'board' | 'result'>): ReadonlyMap<string, number> {
	const counted = result?.cards.filter((card) => card.board === board) ?? []
	return new Map(counted.map(({ card, dots }) => [card, dots]))
}

/** What the votes do to this card; null where they do not touch it. */
export function voteOn(stand: VoteStand, card: string, kind: CardKind): CardVote | null {
	const { board, round, ballot, result } = stand
	if (round) {
		if (!ballot || !(round.kinds?.includes(kind) ?? true)) return null
		const given = dotsOn(ballot, board, card)
		return { type: 'open', given, mayGive: ballot.left > 0 && given < round.perCard, mayTake: given > 0 }
	}
	const counted = result?.cards.find((other) => other.card === card && other.board === board)
	return counted ? { type: 'result', dots: counted.dots, rank: counted.rank } : null
}
