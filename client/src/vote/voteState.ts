import type { BallotView, BoardId, CardDots, CardKind, VoteResult, VoteRound } from '@charrette/shared'
import type { MutableObservable } from '../connection/observable.ts'

/** The state of the votes on a board, for one person. */
export interface VoteState {
	board: BoardId
	/** The open round; null if there is none. */
	round: VoteRound | null
	/** This person's dots in the round; null for people who don't vote, and until it is fetched. */
	ballot: BallotView | null
	/** Whether the server is disconnected: dots cannot be given then. */
	isOffline: boolean
	/**
	 * The result of the last closed round; null if there is none. Cards do not show it while a round
	 * is open.
	 */
	result: VoteResult | null
}

/**
 * The votes on one card: the dots that this person gave in the open round, or the result of the
 * last round.
 */
export type CardVote =
	| { type: 'open'; given: number; canGive: boolean; canTake: boolean }
	| { type: 'result'; dots: number; rank: number }

/** Returns the dots of each card of the board in the last result, by card id. */
export function resultDots({ board, result }: Pick<VoteState, 'board' | 'result'>): ReadonlyMap<string, number> {
	const counted = result?.cards.filter((card) => card.board === board) ?? []
	return new Map(counted.map(({ card, dots }) => [card, dots]))
}

/** Returns the votes on this card; null if it cannot get dots and is not in the result. */
export function cardVote(state: VoteState, card: string, kind: CardKind): CardVote | null {
	const { board, round, ballot, result } = state
	if (round) {
		if (!ballot) return null
		const isVotedKind = round.kinds?.includes(kind) ?? true
		const given = dotsOn(ballot, board, card)
		// A card whose kind has changed, or into which one with dots is joined, gives them back.
		if (!isVotedKind && given === 0) return null
		const canGive = isVotedKind && ballot.left > 0 && given < round.perCard
		return { type: 'open', given, canGive, canTake: given > 0 }
	}
	const counted = result?.cards.find((other) => other.card === card && other.board === board)
	return counted ? { type: 'result', dots: counted.dots, rank: counted.rank } : null
}

/** Returns the ballot with the dots of one card set to `count`, as the server will answer. */
export function withDots(view: BallotView, { board, card, count }: CardDots): BallotView {
	const others = view.dots.filter((dots) => dots.board !== board || dots.card !== card)
	const before = dotsOn(view, board, card)
	return {
		...view,
		dots: count > 0 ? [...others, { board, card, count }] : others,
		left: view.left + before - count,
	}
}

export function dotsOn({ dots }: BallotView, board: BoardId, card: string): number {
	return dots.find((given) => given.board === board && given.card === card)?.count ?? 0
}

interface CastDotsDeps {
	/** The ballot that the interface shows. */
	shown: Pick<MutableObservable<BallotView | null>, 'get' | 'set'>
	/** Sends the dots of one card; resolves to the new ballot. */
	cast(dots: CardDots): Promise<BallotView>
	/** Fetches the ballot. */
	read(): Promise<BallotView>
	onRefused(thrown: unknown): void
}

/**
 * Returns a function that gives dots. It shows them immediately and sends them in order, one call
 * at a time. At the end, the ballot of the last answer is shown; after a refusal the ballot is
 * fetched again.
 */
export function castDots({ shown, cast, read, onRefused }: CastDotsDeps): (dots: CardDots) => void {
	let last = Promise.resolve()
	let pending = 0
	const settle = (view: BallotView) => {
		if (pending === 0) shown.set(view)
	}
	return (dots) => {
		const before = shown.get()
		if (!before) return
		shown.set(withDots(before, dots))
		pending++
		last = last.then(async () => {
			try {
				const view = await cast(dots)
				pending--
				settle(view)
			} catch (thrown) {
				pending--
				onRefused(thrown)
				await read().then(settle, () => settle(before))
			}
		})
	}
}
