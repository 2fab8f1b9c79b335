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

/** The ids of a board's obstacles: all of them, those that no solution addresses, and those that several cities share. */
export interface Obstacles {
	all: string[]
	open: string[]
	shared: string[]
}

const SHARED_FROM_CITIES = 3

/** Finds a board's obstacles among its cards, in the order of the cards. The figures of its coverage count these. */
export function findObstacles(cards: readonly Card[], links: readonly Link[]): Obstacles {
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
	const all = [...cities.keys()]
	return {
		all,
		open: all.filter((id) => !answered.has(id)),
		shared: all.filter((id) => (cities.get(id)?.size ?? 0) >= SHARED_FROM_CITIES),
	}
}

/** Counts the coverage of a board's cards and links. */
export function coverageOf(cards: readonly Card[], links: readonly Link[]): Coverage {
	const { all, open, shared } = findObstacles(cards, links)
	return {
		obstacles: all.length,
		answered: all.length - open.length,
		open: open.length,
		shared: shared.length,
	}
}
