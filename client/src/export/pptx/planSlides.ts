import { textHeight } from './textHeight.ts'

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
const SIZES = [24, 20, 18, 16, 14, 12]
/** Fewer cards than this leave a part of their slide empty: a card as large as a slide is none. */
const MIN_CARDS = 4
/** A text that fills a slide alone may be so small; what is longer goes on on the next. */
const MIN_SIZE_ALONE = 10

/** Lays cards out over as many slides as they need: as many on each as can be read there. No text is left out, none runs over. */
export function planCards<Card extends DeckCard>(cards: readonly Card[]): CardPage<Card>[] {
	const left = cards.flatMap(splitToSlides)
	const pages: CardPage<Card>[] = []
	while (left.length > 0) {
		const roomy = GRIDS.filter(({ columns, rows }) => columns * rows >= Math.max(left.length, MIN_CARDS)).reverse()
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
	const sizes = columns * rows === 1 ? [...SIZES, MIN_SIZE_ALONE] : SIZES
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
function fits({ label, text, from }: DeckCard, size: number, { w, h }: { w: number; h: number }): boolean {
	const width = w - 2 * CARD_PADDING
	const heights = [
		textHeight(label, smallSize(size), width),
		textHeight(text, size, width),
		textHeight(from, smallSize(size), width),
	]
	return heights.reduce((sum, height) => sum + height + PARAGRAPH_GAP, 2 * CARD_PADDING) <= h
}

/** A card whose text no slide holds becomes several, cut between words where there are any. */
function splitToSlides<Card extends DeckCard>(card: Card): Card[] {
	if (fits(card, MIN_SIZE_ALONE, CARD_AREA)) return [card]
	const letters = [...card.text]
	let count = letters.length
	while (!fits({ ...card, text: letters.slice(0, count).join('') }, MIN_SIZE_ALONE, CARD_AREA))
		count = Math.floor(count * 0.9)
	const piece = letters.slice(0, count).join('')
	const end = Math.max(piece.lastIndexOf(' '), piece.lastIndexOf('\n'))
	const cut = end > piece.length / 2 ? end : piece.length
	return [{ ...card, text: piece.slice(0, cut) }, ...splitToSlides({ ...card, text: card.text.slice(cut).trimStart() })]
}

/** A cluster of a deck; what is in none is told as if it were one. */
export interface DeckCluster<Card extends DeckCard> {
	title: string
	cards: Card[]
}

/** Clusters that share a slide, a column each below its title, with all cards at one size. Sizes in pt. */
export interface SharedPage<Card extends DeckCard> {
	clusters: DeckCluster<Card>[]
	columns: number
	fontSize: number
}

/** The height of a column's title, and the size at which it stands on two lines at most. */
export const COLUMN_HEAD = { h: 38, fontSize: 14 }
/** A larger cluster has slides of its own. */
const MAX_SHARED_CARDS = 2
const MAX_COLUMNS = 4
/** At a smaller one, fewer clusters share a slide. */
const MIN_SHARED_SIZE = 14
/** What parts the titles of clusters that share a slide. */
export const TITLE_SEPARATOR = ' · '

/** Brings small clusters that follow one another together, as many as can be read on one slide; all others stay alone. Their order stays. */
export function planClusters<Card extends DeckCard>(
	clusters: readonly DeckCluster<Card>[],
): (SharedPage<Card> | DeckCluster<Card>)[] {
	const planned: (SharedPage<Card> | DeckCluster<Card>)[] = []
	let left = clusters.filter(({ cards }) => cards.length > 0)
	while (left.length > 0) {
		const page = sharedPage(left)
		const [first] = left
		if (page) planned.push(page)
		else if (first) planned.push(first)
		left = left.slice(page?.clusters.length ?? 1)
	}
	return planned
}

/** The first clusters on one slide, if at least two of them are small enough. */
function sharedPage<Card extends DeckCard>(left: readonly DeckCluster<Card>[]): SharedPage<Card> | null {
	const large = left.findIndex(({ cards }) => cards.length > MAX_SHARED_CARDS)
	const small = large < 0 ? left.length : large
	// Five are better off as three and two than as four and one.
	const slides = Math.ceil(small / MAX_COLUMNS)
	for (let columns = Math.ceil(small / slides); columns >= 2; columns--) {
		const clusters = left.slice(0, columns)
		const room = columnCell(columns)
		const cards = clusters.flatMap((cluster) => cluster.cards)
		const fontSize = SIZES.find((size) => size >= MIN_SHARED_SIZE && cards.every((card) => fits(card, size, room)))
		if (fontSize && titlesFit(clusters, room.w)) return { clusters, columns, fontSize }
	}
	return null
}

/** Titles that stand on two lines each over their columns stand on the slide together, too. */
function titlesFit(clusters: readonly DeckCluster<DeckCard>[], width: number): boolean {
	return clusters.every(({ title }) => textHeight(title, COLUMN_HEAD.fontSize, width) <= COLUMN_HEAD.h)
}

/** The size of a card where so many clusters share a slide: each column has room for two. */
export function columnCell(columns: number): { w: number; h: number } {
	return {
		w: (CARD_AREA.w - CARD_GAP * (columns - 1)) / columns,
		h: (CARD_AREA.h - COLUMN_HEAD.h - CARD_GAP * MAX_SHARED_CARDS) / MAX_SHARED_CARDS,
	}
}

/** A table's column: its heading, and its width in pt. */
export interface DeckColumn {
	title: string
	width: number
}

/** Room for a table's rows below its header, in pt. */
const TABLE_HEIGHT = 372
export const CELL_SIZE = 12
/** Left and right, above and below. */
export const CELL_PADDING = { x: 6, y: 4 }
/** A cell says so much; what is longer stands whole on its card. */
const MAX_CELL_LETTERS = 220

/** Parts rows by slides, as many on each as fit there. */
export function planRows<Row extends readonly string[]>(rows: readonly Row[], columns: readonly DeckColumn[]): Row[][] {
	const pages: Row[][] = []
	let used = TABLE_HEIGHT
	for (const row of rows) {
		const height = rowHeight(row, columns)
		if (used + height > TABLE_HEIGHT) {
			pages.push([])
			used = 0
		}
		pages.at(-1)?.push(row)
		used += height
	}
	return pages
}

/** So much of a text as a cell has room for. */
export function cellText(text: string): string {
	const letters = [...text.trim()]
	return letters.length > MAX_CELL_LETTERS ? `${letters.slice(0, MAX_CELL_LETTERS).join('').trimEnd()}…` : text.trim()
}

function rowHeight(row: readonly string[], columns: readonly DeckColumn[]): number {
	const heights = row.map((text, index) =>
		textHeight(text, CELL_SIZE, (columns[index]?.width ?? 0) - 2 * CELL_PADDING.x),
	)
	return Math.max(...heights) + 2 * CELL_PADDING.y
}
