import { plainText } from '@charrette/shared'
import { textHeight } from './textHeight.ts'

/** The texts of a card on a slide. */
export interface DeckCard {
	/** Kind, category and dots. */
	label: string
	text: string
	/** City and author. */
	from: string
}

/** The cards of one slide, in a grid and at one font size. Sizes in pt. */
export interface CardPage<Card extends DeckCard> {
	cards: Card[]
	columns: number
	rows: number
	fontSize: number
}

/** The area of the cards on a slide, in pt. */
export const CARD_AREA = { x: 36, y: 92, w: 888, h: 402 }
export const CARD_GAP = 10
export const CARD_PADDING = 8
/** The space between the paragraphs of a card. */
export const PARAGRAPH_GAP = 3

const GRIDS = [
	{ columns: 4, rows: 3 },
	{ columns: 3, rows: 3 },
	{ columns: 3, rows: 2 },
	{ columns: 2, rows: 2 },
	{ columns: 2, rows: 1 },
	{ columns: 1, rows: 1 },
] as const
/**
 * Font sizes to try, largest first. Smaller text is not readable, so the slide gets fewer cards
 * instead.
 */
const SIZES = [24, 20, 18, 16, 14, 12]
/** The minimum number of cells of a grid, so that a single card does not fill a slide. */
const MIN_CARDS = 4
/** The font size of a text that fills a slide alone; a longer one continues on the next slide. */
const MIN_SIZE_ALONE = 10

/**
 * Distributes cards over slides, with as many on each as are readable. The slides show every text
 * in full.
 */
export function planCards<Card extends DeckCard>(cards: readonly Card[]): CardPage<Card>[] {
	const rest = cards.flatMap(splitToSlides)
	const pages: CardPage<Card>[] = []
	while (rest.length > 0) {
		const largeEnough = GRIDS.filter(
			({ columns, rows }) => columns * rows >= Math.max(rest.length, MIN_CARDS),
		).reverse()
		const tries = [...largeEnough, ...GRIDS].map((grid) => pageIn(grid, rest))
		// A short card before a long one does not fill its slide either.
		const alone = pageIn({ columns: 2, rows: 2 }, rest.slice(0, 1))
		const page = tries.find((fit) => fit !== null && fit.columns * fit.rows > 1) ?? alone ?? tries.at(-1)
		if (!page) throw new Error('a card that was split fits alone')
		pages.push(page)
		rest.splice(0, page.cards.length)
	}
	return pages
}

function pageIn<Card extends DeckCard>(
	{ columns, rows }: { columns: number; rows: number },
	cards: readonly Card[],
): CardPage<Card> | null {
	const first = cards.slice(0, columns * rows)
	const sizes = columns * rows === 1 ? [...SIZES, MIN_SIZE_ALONE] : SIZES
	const fontSize = sizes.find((size) => first.every((card) => fits(card, size, cellOf({ columns, rows }))))
	return fontSize === undefined ? null : { cards: first, columns, rows, fontSize }
}

/** Returns the size of one card in a grid. */
export function cellOf({ columns, rows }: { columns: number; rows: number }): { w: number; h: number } {
	return {
		w: (CARD_AREA.w - CARD_GAP * (columns - 1)) / columns,
		h: (CARD_AREA.h - CARD_GAP * (rows - 1)) / rows,
	}
}

/** Returns the font size of a card's label and origin. */
export function smallSize(fontSize: number): number {
	return Math.max(9, Math.round(fontSize * 0.55))
}

/** Whether a card fits into a shape of this size, at this font size. */
function fits({ label, text, from }: DeckCard, size: number, { w, h }: { w: number; h: number }): boolean {
	const width = w - 2 * CARD_PADDING
	const heights = [
		textHeight(label, smallSize(size), width),
		textHeight(text, size, width),
		textHeight(from, smallSize(size), width),
	]
	return heights.reduce((sum, height) => sum + height + PARAGRAPH_GAP, 2 * CARD_PADDING) <= h
}

/** Splits a card whose text is longer than a slide, between words if possible. */
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

/** A cluster on slides. The cards outside of all clusters form a cluster, too. */
export interface DeckCluster<Card extends DeckCard> {
	title: string
	cards: Card[]
}

/** Clusters that share a slide, with a column each, and all cards at one font size. Sizes in pt. */
export interface SharedPage<Card extends DeckCard> {
	clusters: DeckCluster<Card>[]
	columns: number
	fontSize: number
}

/** The height and font size of a column's title, which has two lines at most. */
export const COLUMN_HEAD = { h: 38, fontSize: 14 }
/**
 * The maximum number of cards of a cluster on a shared slide. A larger cluster has slides of its
 * own.
 */
const MAX_SHARED_CARDS = 2
const MAX_COLUMNS = 4
/** The minimum font size on a shared slide; below it, fewer clusters share a slide. */
const MIN_SHARED_SIZE = 14
/** Separates the titles of clusters that share a slide. */
export const TITLE_SEPARATOR = ' · '

/** Puts consecutive small clusters on shared slides, as many as are readable. Keeps the order. */
export function planClusters<Card extends DeckCard>(
	clusters: readonly DeckCluster<Card>[],
): (SharedPage<Card> | DeckCluster<Card>)[] {
	const planned: (SharedPage<Card> | DeckCluster<Card>)[] = []
	let rest = clusters.filter(({ cards }) => cards.length > 0)
	while (rest.length > 0) {
		const page = sharedPage(rest)
		const [first] = rest
		if (page) planned.push(page)
		else if (first) planned.push(first)
		rest = rest.slice(page?.clusters.length ?? 1)
	}
	return planned
}

/**
 * Puts the first clusters on a shared slide; returns null if fewer than two of them are small
 * enough.
 */
function sharedPage<Card extends DeckCard>(rest: readonly DeckCluster<Card>[]): SharedPage<Card> | null {
	const large = rest.findIndex(({ cards }) => cards.length > MAX_SHARED_CARDS)
	const small = large < 0 ? rest.length : large
	// Distributed evenly: five clusters become three and two, not four and one.
	const slides = Math.ceil(small / MAX_COLUMNS)
	for (let columns = Math.ceil(small / slides); columns >= 2; columns--) {
		const clusters = rest.slice(0, columns)
		const cell = columnCell(columns)
		const cards = clusters.flatMap((cluster) => cluster.cards)
		const fontSize = SIZES.find((size) => size >= MIN_SHARED_SIZE && cards.every((card) => fits(card, size, cell)))
		if (fontSize && titlesFit(clusters, cell.w)) return { clusters, columns, fontSize }
	}
	return null
}

/**
 * Whether titles fit over their columns. If so, they also fit together into the title of the slide.
 */
function titlesFit(clusters: readonly DeckCluster<DeckCard>[], width: number): boolean {
	return clusters.every(({ title }) => textHeight(title, COLUMN_HEAD.fontSize, width) <= COLUMN_HEAD.h)
}

/** Returns the size of a card on a slide with `columns` columns of two cards each. */
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

/** The height of a table's rows below its header, in pt. */
const TABLE_HEIGHT = 372
export const CELL_SIZE = 12
/** The horizontal and vertical padding of a cell, in pt. */
export const CELL_PADDING = { x: 6, y: 4 }
/** The maximum length of a text in a cell; the slide of its card has the whole text. */
const MAX_CELL_LETTERS = 220

/** Distributes the rows of a table over slides, as many on each as fit. */
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

/** Truncates a text for a cell. */
export function cellText(text: string): string {
	const plain = plainText(text).trim()
	const letters = [...plain]
	return letters.length > MAX_CELL_LETTERS ? `${letters.slice(0, MAX_CELL_LETTERS).join('').trimEnd()}…` : plain
}

function rowHeight(row: readonly string[], columns: readonly DeckColumn[]): number {
	const heights = row.map((text, index) =>
		textHeight(text, CELL_SIZE, (columns[index]?.width ?? 0) - 2 * CELL_PADDING.x),
	)
	return Math.max(...heights) + 2 * CELL_PADDING.y
}
