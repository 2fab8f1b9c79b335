import { type BoardContent, CARD_KINDS, type Card } from '@charrette/shared'

/** A card in the list of a board. A solution below the obstacle that it addresses is an answer. */
export interface BoardRow extends Card {
	isAnswer: boolean
}

/**
 * Returns the cards of a board for a list that shows only the first of them: the newest first, then
 * by kind, in reading order. A solution is below the first obstacle that it addresses.
 *
 * `seen` has the order in which cards were first seen. Cards that are missing in it, or have equal
 * numbers, are equally new.
 */
export function boardRows({ cards, links }: BoardContent, seen: ReadonlyMap<string, number>): BoardRow[] {
	const byId = new Map(cards.map((card) => [card.id, card]))
	const groups = new Map(cards.map((card): [string, Card[]] => [card.id, [card]]))
	const placed = new Set<string>()
	for (const { from, to, meaning } of links) {
		const answer = byId.get(from)
		const isAddressed = meaning === 'addresses' && byId.get(to)?.kind === 'obstacle'
		if (!isAddressed || !answer || placed.has(from)) continue
		groups.get(to)?.push(answer)
		placed.add(from)
	}
	const newnessOf = (group: readonly Card[]) => Math.max(...group.map(({ id }) => seen.get(id) ?? 0))
	const rankOf = ([card]: readonly Card[]) => (card ? CARD_KINDS.indexOf(card.kind) : 0)
	return [...groups.values()]
		.filter(([card]) => card && !placed.has(card.id))
		.sort((a, b) => newnessOf(b) - newnessOf(a) || rankOf(a) - rankOf(b))
		.flatMap((group) => group.map((card, index) => ({ ...card, isAnswer: index > 0 })))
		.filter(({ text }) => text.trim() !== '')
}
