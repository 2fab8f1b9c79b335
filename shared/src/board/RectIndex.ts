import type { Rect } from '../domain/Workshop.ts'

/** The side of a square of the index in board units: a little more than a card. */
const SQUARE = 256
/** A rectangle in more squares is compared with every other one. */
const MAX_SQUARES = 64

/**
 * An index of rectangles on a page: what overlaps a rectangle is found by comparing it with those in
 * the same squares.
 */
export class RectIndex<Item extends Rect = Rect> {
	readonly #squares = new Map<string, Item[]>()
	readonly #large: Item[] = []

	constructor(items: Iterable<Item> = []) {
		for (const item of items) {
			const keys = squaresOf(item)
			if (!keys) this.#large.push(item)
			for (const key of keys ?? []) {
				const square = this.#squares.get(key)
				if (square) square.push(item)
				else this.#squares.set(key, [item])
			}
		}
	}

	/** Lists with all items that a rectangle may overlap; an item may be in several. */
	near(rect: Rect): Iterable<readonly Item[]> {
		const keys = squaresOf(rect)
		return [this.#large, ...(keys ? keys.map((key) => this.#squares.get(key) ?? []) : this.#squares.values())]
	}
}

/** The squares that a rectangle touches; null for too many. */
function squaresOf({ x, y, w, h }: Rect): string[] | null {
	const [left, right] = [Math.floor(x / SQUARE), Math.floor((x + w) / SQUARE)]
	const [top, down] = [Math.floor(y / SQUARE), Math.floor((y + h) / SQUARE)]
	if (!((right - left + 1) * (down - top + 1) <= MAX_SQUARES)) return null
	const keys: string[] = []
	for (let column = left; column <= right; column++)
		for (let row = top; row <= down; row++) keys.push(`${column} ${row}`)
	return keys
}
