import type { Rect } from './rects.ts'

/** The side of a square of the index, in board units: a little more than a card. */
const SQUARE = 256
/** A rectangle that touches more squares than this is compared with every other one. */
const MAX_SQUARES = 64

/**
 * A grid index of rectangles on a page. Overlaps of a rectangle are found by comparing it only with
 * the rectangles in the same squares.
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

	/**
	 * Returns lists with all items that a rectangle may overlap; an item may be in several of them.
	 */
	near(rect: Rect): Iterable<readonly Item[]> {
		const keys = squaresOf(rect)
		return [this.#large, ...(keys ? keys.map((key) => this.#squares.get(key) ?? []) : this.#squares.values())]
	}
}

/** Returns the keys of the squares that a rectangle touches; null if there are too many. */
function squaresOf({ x, y, w, h }: Rect): string[] | null {
	const [left, right] = [Math.floor(x / SQUARE), Math.floor((x + w) / SQUARE)]
	const [top, down] = [Math.floor(y / SQUARE), Math.floor((y + h) / SQUARE)]
	if (!((right - left + 1) * (down - top + 1) <= MAX_SQUARES)) return null
	const keys: string[] = []
	for (let column = left; column <= right; column++)
		for (let row = top; row <= down; row++) keys.push(`${column} ${row}`)
	return keys
}
