/**
 * A person's dots on joined cards (JOIN3a): shown at the card that shows the joined cards, their
 * head, and given and taken back there. The server keeps the dots of each card.
 */
import { type BallotView, type CardDots, headOf, JOINED_KEY, type Records } from '@charrette/shared'
import { dotsOn } from './voteState.ts'

/** Returns the joined cards of the board that have dots of this person, with their heads. */
export function headsOfDots(
	dots: BallotView['dots'],
	{ board, records }: { board: CardDots['board']; records: Records },
): ReadonlyMap<string, string> {
	const target = (card: string) => {
		const joined = records.get(card)?.get(JOINED_KEY)
		return typeof joined === 'string' && joined !== card && records.get(joined)?.get('type') === 'card'
			? joined
			: undefined
	}
	const given = dots.filter((of) => of.board === board).map(({ card }) => [card, headOf(card, target)] as const)
	return new Map(given.filter(([card, head]) => head !== card))
}

/** Returns the ballot with the dots of joined cards at their heads. */
export function dotsAtHeads(
	ballot: BallotView,
	board: CardDots['board'],
	heads: ReadonlyMap<string, string>,
): BallotView {
	const [others, own] = [false, true].map((isOwn) => ballot.dots.filter((of) => (of.board === board) === isOwn))
	const counts = new Map<string, number>()
	for (const { card, count } of own ?? []) {
		const head = heads.get(card) ?? card
		counts.set(head, (counts.get(head) ?? 0) + count)
	}
	return { ...ballot, dots: [...(others ?? []), ...[...counts].map(([card, count]) => ({ board, card, count }))] }
}

/**
 * Returns the dots to set so that a card shows `count` dots. Dots are added at the card itself, and
 * taken back from it before the cards joined into it.
 */
export function dotsToSet(
	ballot: BallotView,
	{ board, card, count }: CardDots,
	heads: ReadonlyMap<string, string>,
): CardDots[] {
	const joined = [...heads].flatMap(([one, head]) => (head === card ? [one] : []))
	const shown = [card, ...joined].map((one) => ({ board, card: one, count: dotsOn(ballot, board, one) }))
	let more = count - shown.reduce((sum, one) => sum + one.count, 0)
	return shown.flatMap((one) => {
		const step = Math.max(more, -one.count)
		more -= step
		return step === 0 ? [] : [{ ...one, count: one.count + step }]
	})
}
