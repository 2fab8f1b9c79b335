import { CARD_KINDS, type Card, OBSTACLE_CATEGORIES, searchCards } from '@charrette/shared'
import type { ViewerBoard, ViewerCard } from '../../src/export/viewer/ViewerFile.ts'

/** What cards can be asked for; within one any value will do, and each that is asked must be met. */
export const FACETS = ['marks', 'kinds', 'categories', 'cities'] as const
export type Facet = (typeof FACETS)[number]

/** What one looks for on a board. */
export interface Wishes {
	typed: string
	wanted: Record<Facet, ReadonlySet<string>>
}

/** Nothing is looked for. */
export function noWishes(): Wishes {
	return { typed: '', wanted: { marks: new Set(), kinds: new Set(), categories: new Set(), cities: new Set() } }
}

/** How many values are asked for. */
export function countWishes({ wanted }: Wishes): number {
	return FACETS.reduce((sum, facet) => sum + wanted[facet].size, 0)
}

/** The wishes with one value more, or one less if it was there. */
export function toggleWish(wishes: Wishes, facet: Facet, value: string): Wishes {
	const values = new Set(wishes.wanted[facet])
	if (!values.delete(value)) values.add(value)
	return { ...wishes, wanted: { ...wishes.wanted, [facet]: values } }
}

/** What a card has of each facet. */
function valuesOf(card: Card, answered: ReadonlySet<string>): Record<Facet, string[]> {
	const isOpen = card.kind === 'obstacle' && !answered.has(card.id)
	return {
		marks: [...(isOpen ? ['open'] : []), ...(card.votes ? ['voted'] : [])],
		kinds: [card.kind],
		categories: card.category ? [card.category] : [],
		cities: card.city ? [card.city] : [],
	}
}

/** What the cards of a board can be asked for, with how many have it, in the order in which it is offered. */
export function offersOf(board: ViewerBoard, locale: string): Record<Facet, [value: string, count: number][]> {
	const answered = answeredOn(board)
	const counts = { marks: new Map(), kinds: new Map(), categories: new Map(), cities: new Map() }
	for (const card of board.cards)
		for (const [facet, values] of Object.entries(valuesOf(card, answered)) as [Facet, string[]][])
			for (const value of values) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1)
	const inOrder = (facet: Facet, values: readonly string[]) =>
		values.flatMap((value): [string, number][] => (counts[facet].has(value) ? [[value, counts[facet].get(value)]] : []))
	return {
		marks: inOrder('marks', ['open', 'voted']),
		kinds: inOrder('kinds', CARD_KINDS),
		categories: inOrder('categories', OBSTACLE_CATEGORIES),
		cities: inOrder('cities', [...counts.cities.keys()].sort(new Intl.Collator(locale).compare)),
	}
}

/** The cards that are looked for, in reading order; null while nothing is. */
export function wantedCards(board: ViewerBoard, wishes: Wishes): ViewerCard[] | null {
	const isSearching = wishes.typed.trim() !== ''
	if (!isSearching && countWishes(wishes) === 0) return null
	const answered = answeredOn(board)
	const found = isSearching ? new Set(searchCards(board.cards, wishes.typed, (name) => name)) : null
	return board.cards.filter((card) => {
		if (found && !found.has(card)) return false
		const values = valuesOf(card, answered)
		return FACETS.every(
			(facet) => wishes.wanted[facet].size === 0 || values[facet].some((value) => wishes.wanted[facet].has(value)),
		)
	})
}

/** What was typed, on other boards: how often it is there, and the next board, in their order, that has it. */
export interface Elsewhere {
	count: number
	next: ViewerBoard
}

/** Looks for what was typed on the other boards; null where it is on none. */
export function foundElsewhere(boards: readonly ViewerBoard[], here: ViewerBoard, typed: string): Elsewhere | null {
	const at = boards.indexOf(here)
	const others = [...boards.slice(at + 1), ...boards.slice(0, at)]
	const found = others.map((board) => ({ board, count: searchCards(board.cards, typed, (name) => name).length }))
	const next = found.find(({ count }) => count > 0)?.board
	return next ? { next, count: found.reduce((sum, { count }) => sum + count, 0) } : null
}

function answeredOn({ links }: ViewerBoard): Set<string> {
	return new Set(links.filter(({ meaning }) => meaning === 'addresses').map(({ to }) => to))
}
