import type { Card } from './Card.ts'
import type { Link } from './Link.ts'

/** How far a board's obstacles are answered. Every figure counts obstacles. */
export interface Coverage {
	obstacles: number
	/** With at least one solution that addresses it. */
	answered: number
	open: number
	/** Touched (itself or by a linked card) by cards from three cities or more. */
	shared: number
}

const SHARED_FROM_CITIES = 3

/** Counts the coverage of a board's cards and links. */
export function coverageOf(cards: readonly Card[], links: readonly Link[]): Coverage {
	const byId = new Map(cards.map((card) => [card.id, card]))
	const answered = new Set<string>()
	const cities = new Map<string, Set<string>>()
	for (const card of cards) if (card.kind === 'obstacle') cities.set(card.id, new Set([card.city]))
	for (const link of links) {
		const from = byId.get(link.from)
		const to = byId.get(link.to)
		if (!from || !to) continue
		if (link.meaning === 'addresses' && to.kind === 'obstacle') answered.add(to.id)
		cities.get(to.id)?.add(from.city)
		cities.get(from.id)?.add(to.city)
	}
	for (const found of cities.values()) found.delete('')
	const shared = [...cities.values()].filter((found) => found.size >= SHARED_FROM_CITIES).length
	return { obstacles: cities.size, answered: answered.size, open: cities.size - answered.size, shared }
}
