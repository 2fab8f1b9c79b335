import { textHeight } from './textSize.ts'

/** A card of a deck: what it is, what it says, and where it comes from, in words. */
export interface DeckCard {
	label: string
	text: string
	from: string
}

/** The cards of one slide, all at one size, in a grid that has room for them. Sizes in pt. */
export interface CardPage<Card extends DeckCard> {
	cards: Card[]
	columns: number
	rows: number
	fontSize: number
}

/** Where cards lie on a slide, in pt. */
export const CARD_AREA = { x: 36, y: 92, w: 888, h: 402 }
export const CARD_GAP = 10
export const CARD_PADDING = 8
/** Between the paragraphs of a card. */
export const PARAGRAPH_GAP = 3

const GRIDS = [
	{ columns: 4, rows: 3 },
	{ columns: 3, rows: 3 },
	{ columns: 3, rows: 2 },
	{ columns: 2, rows: 2 },
	{ columns: 2, rows: 1 },
	{ columns: 1, rows: 1 },
] as const
/** Sizes to try, largest first; below the last nobody reads a slide, so that there are fewer cards on it. */
export const SIZES = [24, 20, 18, 16, 14, 12]
/** Fewer cards than this leave a part of their slide empty: a card as large as a slide is none. */
const FEW = 4
/** A text that fills a slide alone may be so small; what is longer goes on on the next. */
const LEAST_ALONE = 10

/** Lays cards out over as many slides as they need: as many on each as can be read there. No text is left out, none runs over. */
export function planCards<Card extends DeckCard>(cards: readonly Card[]): CardPage<Card>[] {
	const left = cards.flatMap(cutToSlides)
	const pages: CardPage<Card>[] = []
	while (left.length > 0) {
		const roomy = GRIDS.filter(({ columns, rows }) => columns * rows >= Math.max(left.length, FEW)).reverse()
		const tries = [...roomy, ...GRIDS].map((grid) => pageIn(grid, left))
		// A short card before a long one need not be as large as its slide either.
		const alone = pageIn({ columns: 2, rows: 2 }, left.slice(0, 1))
		const page = tries.find((fit) => fit !== null && fit.columns * fit.rows > 1) ?? alone ?? tries.at(-1)
		if (!page) throw new Error('a card that was cut fits alone')
		pages.push(page)
		left.splice(0, page.cards.length)
	}
	return pages
}

function pageIn<Card extends DeckCard>(
	{ columns, rows }: { columns: number; rows: number },
	left: readonly Card[],
): CardPage<Card> | null {
	const cards = left.slice(0, columns * rows)
	const sizes = columns * rows === 1 ? [...SIZES, LEAST_ALONE] : SIZES
	const fontSize = sizes.find((size) => cards.every((card) => fits(card, size, cellOf({ columns, rows }))))
	return fontSize === undefined ? null : { cards, columns, rows, fontSize }
}

/** The size of one card in a grid. */
export function cellOf({ columns, rows }: { columns: number; rows: number }): { w: number; h: number } {
	return {
		w: (CARD_AREA.w - CARD_GAP * (columns - 1)) / columns,
		h: (CARD_AREA.h - CARD_GAP * (rows - 1)) / rows,
	}
}

/** The size of a card's label, and of where it comes from. */
export function smallSize(fontSize: number): number {
	return Math.max(9, Math.round(fontSize * 0.55))
}

/** Whether a card can be written whole at this size, in a shape this large. */
export function fits({ label, text, from }: DeckCard, size: number, { w, h }: { w: number; h: number }): boolean {
	const width = w - 2 * CARD_PADDING
	const heights = [
		textHeight(label, smallSize(size), width),
		textHeight(text, size, width),
		textHeight(from, smallSize(size), width),
	]
	return heights.reduce((sum, height) => sum + height + PARAGRAPH_GAP, 2 * CARD_PADDING) <= h
}

/** A card whose text no slide holds becomes several, cut between words where there are any. */
function cutToSlides<Card extends DeckCard>(card: Card): Card[] {
	if (fits(card, LEAST_ALONE, CARD_AREA)) return [card]
	const letters = [...card.text]
	let count = letters.length
	while (!fits({ ...card, text: letters.slice(0, count).join('') }, LEAST_ALONE, CARD_AREA))
		count = Math.floor(count * 0.9)
	const piece = letters.slice(0, count).join('')
	const end = Math.max(piece.lastIndexOf(' '), piece.lastIndexOf('\n'))
	const cut = end > piece.length / 2 ? end : piece.length
	return [{ ...card, text: piece.slice(0, cut) }, ...cutToSlides({ ...card, text: card.text.slice(cut).trimStart() })]
}
