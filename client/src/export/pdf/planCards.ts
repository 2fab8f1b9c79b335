import { type Area, landscapeSize, mmToPt, portraitSize, type Size } from './paper.ts'

/** The numbers of cards that a sheet may have. */
export const CARD_COUNTS = [4, 6, 8, 12] as const
type CardCount = (typeof CARD_COUNTS)[number]
export const CARD_PAPERS = ['a4', 'letter'] as const
export const CARD_SOURCES = ['board', 'blank'] as const

/** The options for sheets of cards to cut out. */
export interface CardSheetOptions {
	paper: (typeof CARD_PAPERS)[number]
	count: CardCount
	/** `blank` means empty forms to write on by hand. */
	source: (typeof CARD_SOURCES)[number]
}

/** A sheet of adjacent cards, so that one cut separates two of them. In points. */
export interface CardSheetPlan extends Size {
	/** The cells, row by row. */
	cells: Area[]
	/** The positions of the vertical and horizontal cuts, including those at the edges. */
	cuts: { x: number[]; y: number[] }
	/** The bounds of all cells. */
	grid: Area
}

/** The grids whose cards are closest to the proportions of a card on the board. */
const GRIDS: Record<CardCount, { columns: number; rows: number; isWide: boolean }> = {
	4: { columns: 2, rows: 2, isWide: true },
	6: { columns: 2, rows: 3, isWide: false },
	8: { columns: 2, rows: 4, isWide: false },
	12: { columns: 4, rows: 3, isWide: true },
}
/** The margins, at least as large as printers leave blank. They contain the marks and the label. */
const MARGIN = { side: mmToPt(10), top: mmToPt(10), bottom: mmToPt(13) }

/** Returns the positions of the cards on a sheet. */
export function planCardSheet({ paper, count }: Pick<CardSheetOptions, 'paper' | 'count'>): CardSheetPlan {
	const { columns, rows, isWide } = GRIDS[count]
	const page = isWide ? landscapeSize(paper) : portraitSize(paper)
	const grid = {
		x: MARGIN.side,
		y: MARGIN.top,
		w: page.w - MARGIN.side * 2,
		h: page.h - MARGIN.top - MARGIN.bottom,
	}
	const cell = { w: grid.w / columns, h: grid.h / rows }
	const x = Array.from({ length: columns + 1 }, (_, at) => grid.x + at * cell.w)
	const y = Array.from({ length: rows + 1 }, (_, at) => grid.y + at * cell.h)
	const cells = y.slice(0, rows).flatMap((top) => x.slice(0, columns).map((left) => ({ x: left, y: top, ...cell })))
	return { ...page, cells, cuts: { x, y }, grid }
}

/** The parts of a card on paper, from the upper left corner of its cell. In points. */
export interface CardLayout {
	/** The frame of the card, within the cuts. */
	frame: Area
	/** The band with the kind. */
	head: Area
	text: Area
	foot: Area
	/** The image, beside the text; null without one. */
	image: Area | null
	/** The sizes that its text may have, and the size of its kind, city and author. */
	sizes: { largest: number; smallest: number; small: number }
}

/** The maximum error of a cut. */
const CUT_TOLERANCE = mmToPt(2.5)
/** Font sizes as shares of the shorter side of a cell. */
const LARGEST = 0.1
const SMALL = 0.042
/** The smallest font sizes in points, which are readable at arm's length. */
const MIN_TEXT = 9
const MIN_SMALL = 7.5
/** The smallest size of a text, as a share of its largest size. */
const SHRINK = 0.45
/** The image's share of the width of the body. */
const IMAGE_SHARE = 0.36

/** Returns the positions of the parts of a card in a cell of this size. */
export function planCardLayout(cell: Size, { hasImage }: { hasImage: boolean }): CardLayout {
	const short = Math.min(cell.w, cell.h)
	const largest = short * LARGEST
	const small = Math.max(MIN_SMALL, short * SMALL)
	const frame = {
		x: CUT_TOLERANCE,
		y: CUT_TOLERANCE,
		w: cell.w - CUT_TOLERANCE * 2,
		h: cell.h - CUT_TOLERANCE * 2,
	}
	const pad = small * 0.9
	const head = { ...frame, h: small * 2.3 }
	const inner = { x: frame.x + pad, w: frame.w - pad * 2 }
	const foot = { ...inner, y: frame.y + frame.h - small * 2.1, h: small * 1.35 }
	const top = head.y + head.h + pad
	const body = { ...inner, y: top, h: foot.y - small * 0.4 - top }
	const imageWidth = hasImage ? body.w * IMAGE_SHARE : 0
	return {
		frame,
		head,
		foot,
		text: { ...body, w: hasImage ? body.w - imageWidth - pad : body.w },
		image: hasImage ? { ...body, x: body.x + body.w - imageWidth, w: imageWidth } : null,
		sizes: { largest, smallest: Math.max(MIN_TEXT, largest * SHRINK), small },
	}
}
