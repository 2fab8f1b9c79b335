/**
 * Joined cards (JOIN1). A card whose field `meta.joined` names another card is not shown itself:
 * the other card, its head, shows it. Nothing else of it changes, so that it can be taken apart.
 */
import type { BoardRecord, CardShape } from './schema.ts'

/** The field of a joined card that names the card into which it is joined. */
export const JOINED_KEY = 'meta.joined'
/** The name in the `meta` of a shown card of the cards joined into it. It is never stored. */
export const JOINS_NAME = 'joins'

/**
 * Longest chain of cards joined into each other. A card further away from its head is shown, so
 * that finding heads takes linear time.
 */
const MAX_CHAIN = 16

/** Returns the id that a card names as the card into which it is joined; undefined for none. */
export function joinedInto(record: BoardRecord | null | undefined): string | undefined {
	if (record?.typeName !== 'shape' || record.type !== 'card') return undefined
	const joined = record.meta['joined']
	return typeof joined === 'string' ? joined : undefined
}

/** Returns the cards that are joined into a shown card, in the order of their ids. */
export function joinsOf(card: BoardRecord | undefined): readonly CardShape[] {
	const joins = card?.typeName === 'shape' ? card.meta[JOINS_NAME] : undefined
	return Array.isArray(joins) ? (joins as unknown as CardShape[]) : []
}

/** The distance at which cards lie on another, in board units, and how many lie there at most. */
const STACK_STEP = 24
const STACK_SIZE = 8

/** Returns how far the nth card on another lies aside, so that each is seen; `n` is from 1. */
export const stackShift = (n: number) => STACK_STEP * (1 + ((n - 1) % STACK_SIZE))

/** Returns the cards joined into a shown card at its place, each a little aside. */
export function joinsOn(head: CardShape): CardShape[] {
	const { parentId, x, y } = head
	return joinsOf(head).map((card, at) => {
		const shift = stackShift(at + 1)
		return { ...card, parentId, x: x + shift, y: y + shift }
	})
}

/**
 * Returns the card that shows a card; itself if it is not joined. Of cards joined in a circle, the
 * one with the smallest id shows all. `target` returns the card into which a card is joined.
 */
export function headOf(card: string, target: (card: string) => string | undefined): string {
	const passed = [card]
	let last = card
	for (let at = target(card); at !== undefined; at = target(at)) {
		const start = passed.indexOf(at)
		if (start >= 0) return passed.slice(start).sort()[0] ?? card
		if (passed.length === MAX_CHAIN) return card
		passed.push(at)
		last = at
	}
	return last
}
