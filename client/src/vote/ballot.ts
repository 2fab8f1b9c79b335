import type { BallotView, BoardId, CardDots } from '@charrette/shared'

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
