import type { BallotView, BoardId, CardDots, CardKind, VoteResult, VoteRound } from '@charrette/shared'
import type { MutableObservable } from '../connection/observable.ts'

/** How the votes on a board stand for one person. */
export interface VoteState {
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
	| { type: 'open'; given: number; canGive: boolean; canTake: boolean }
	| { type: 'result'; dots: number; rank: number }

/** How many dots each card of the board got in the newest closed vote. */
export function resultDots({ board, result }: Pick<VoteState, 'board' | 'result'>): ReadonlyMap<string, number> {
	const counted = result?.cards.filter((card) => card.board === board) ?? []
	return new Map(counted.map(({ card, dots }) => [card, dots]))
}

/** What the votes do to this card; null where they do not touch it. */
export function cardVote(stand: VoteState, card: string, kind: CardKind): CardVote | null {
	const { board, round, ballot, result } = stand
	if (round) {
		if (!ballot || !(round.kinds?.includes(kind) ?? true)) return null
		const given = dotsOn(ballot, board, card)
		return { type: 'open', given, canGive: ballot.left > 0 && given < round.perCard, canTake: given > 0 }
	}
	const counted = result?.cards.find((other) => other.card === card && other.board === board)
	return counted ? { type: 'result', dots: counted.dots, rank: counted.rank } : null
}

/** A person's dots with this card set to so many: as they will be once the server has taken it. */
export function withDots(view: BallotView, { board, card, count }: CardDots): BallotView {
	const others = view.dots.filter((dots) => dots.board !== board || dots.card !== card)
	const before = dotsOn(view, board, card)
	return {
		...view,
		dots: count > 0 ? [...others, { board, card, count }] : others,
		left: view.left + before - count,
	}
}

/** How many dots this person has on a card. */
export function dotsOn({ dots }: BallotView, board: BoardId, card: string): number {
	return dots.find((given) => given.board === board && given.card === card)?.count ?? 0
}

interface CastDotsDeps {
	/** What is shown of the ballot. */
	shown: MutableObservable<BallotView | null>
	cast(dots: CardDots): Promise<BallotView>
	read(): Promise<BallotView>
	onRefused(thrown: unknown): void
}

/**
 * Gives dots one after the other, each shown at once. The newest answer is what counts; after a refusal the ballot is
 * what the server says it is.
 */
export function castDots({ shown, cast, read, onRefused }: CastDotsDeps): (dots: CardDots) => void {
	let last = Promise.resolve()
	let waiting = 0
	const settle = (view: BallotView) => {
		if (waiting === 0) shown.set(view)
	}
	return (dots) => {
		const before = shown.get()
		if (!before) return
		shown.set(withDots(before, dots))
		waiting++
		last = last.then(async () => {
			try {
				const view = await cast(dots)
				waiting--
				settle(view)
			} catch (thrown) {
				waiting--
				onRefused(thrown)
				await read().then(settle, () => settle(before))
			}
		})
	}
}
