import { CARD_KINDS, type Card, type CardKind } from '@charrette/shared'

/** How many cards of each kind there are, in the toolbar's order; kinds without a card are left out. */
export function countKinds(cards: readonly Card[]): { kind: CardKind; count: number }[] {
	return CARD_KINDS.map((kind) => ({ kind, count: cards.filter((card) => card.kind === kind).length })).filter(
		({ count }) => count > 0,
	)
}
