import {
	type Area,
	type BoardPlace,
	landscapeSize,
	mmToPt,
	type PaperSize,
	portraitSize,
	type SheetPaper,
	type Size,
} from './paper.ts'

/** The paper sizes of a poster. */
export const POSTER_SIZES = ['a3', 'a2', 'a1', 'a0'] as const
type PosterSize = (typeof POSTER_SIZES)[number]
export const ORIENTATIONS = ['best', 'portrait', 'landscape'] as const

/**
 * The options of a poster: its paper, and the sheets that it is split over; null for a single sheet
 * of its own size.
 */
export interface PosterOptions {
	size: PosterSize
	/** `best` is the orientation that shows the board larger. */
	orientation: (typeof ORIENTATIONS)[number]
	sheets: SheetPaper | null
}

/** A poster with a board below its title. In points. */
export interface PosterPlan extends Size, BoardPlace {
	/** The area of the title and the line below it. */
	heading: Area
	titleSize: number
	lineSize: number
}

/** The margin of an A3 poster, which every printer leaves blank, and of an A0 poster. */
const MARGIN_MM = { a3: 10, a0: 20 }
/** Font sizes as shares of the shorter side of the poster. */
const TITLE = 0.027
const LINE = 0.014
const LINE_HEIGHT = 1.35
/** The distance between heading and board, in title sizes. */
const GAP = 0.5
/**
 * The maximum scale: a card is at most as wide as an A4 sheet, since a few cards would otherwise
 * fill the poster.
 */
const MAX_SCALE = mmToPt(297) / 200

/** Plans a poster of a board of this size, in board units. */
export function planPoster(board: Size, { size, orientation }: Omit<PosterOptions, 'sheets'>): PosterPlan {
	const plans = {
		portrait: planOn(board, portraitSize(size)),
		landscape: planOn(board, landscapeSize(size)),
	}
	if (orientation !== 'best') return plans[orientation]
	return plans.portrait.scale > plans.landscape.scale ? plans.portrait : plans.landscape
}

function planOn(board: Size, page: Size): PosterPlan {
	const short = Math.min(page.w, page.h)
	const growth = (short - portraitSize('a3').w) / (portraitSize('a0').w - portraitSize('a3').w)
	const margin = mmToPt(MARGIN_MM.a3 + (MARGIN_MM.a0 - MARGIN_MM.a3) * growth)
	const [titleSize, lineSize] = [short * TITLE, short * LINE]
	const heading = { x: margin, y: margin, w: page.w - margin * 2, h: (titleSize + lineSize) * LINE_HEIGHT }
	const top = margin + heading.h + titleSize * GAP
	const window = { x: margin, y: top, w: heading.w, h: page.h - top - margin }
	const scale = Math.min(MAX_SCALE, window.w / board.w, window.h / board.h)
	const origin = { x: window.x + (window.w - board.w * scale) / 2, y: window.y + (window.h - board.h * scale) / 2 }
	return { ...page, scale, window, origin, heading, titleSize, lineSize }
}

/** A sheet with a part of a poster, in points. */
export interface TilePlan extends Size {
	/** The part of the sheet that is printed, of the same size on each sheet. */
	window: Area
	/** The part of the sheet that the poster covers; smaller than `window` on the last sheets. */
	shown: Area
	/** The position of the poster's upper left corner relative to the sheet. */
	origin: { x: number; y: number }
	column: number
	row: number
	columns: number
	rows: number
}

/** The strip that neighbouring sheets share, for gluing. */
export const TILE_OVERLAP = mmToPt(10)
/** The blank margins of a sheet. The bottom margin has a label. */
const SHEET_MARGIN = { side: mmToPt(10), top: mmToPt(10), bottom: mmToPt(16) }

/** Splits a poster over as few sheets as possible, row by row. */
export function planTiles(poster: Size, paper: PaperSize): TilePlan[] {
	const [upright, wide] = [tilesOn(poster, portraitSize(paper)), tilesOn(poster, landscapeSize(paper))]
	return wide.length < upright.length ? wide : upright
}

function tilesOn(poster: Size, sheet: Size): TilePlan[] {
	const { side, top, bottom } = SHEET_MARGIN
	const window = { x: side, y: top, w: sheet.w - side * 2, h: sheet.h - top - bottom }
	const step = { w: window.w - TILE_OVERLAP, h: window.h - TILE_OVERLAP }
	const columns = Math.ceil((poster.w - TILE_OVERLAP) / step.w)
	const rows = Math.ceil((poster.h - TILE_OVERLAP) / step.h)
	return Array.from({ length: columns * rows }, (_, at) => {
		const [column, row] = [at % columns, Math.floor(at / columns)]
		const shown = {
			...window,
			w: Math.min(window.w, poster.w - column * step.w),
			h: Math.min(window.h, poster.h - row * step.h),
		}
		const origin = { x: window.x - column * step.w, y: window.y - row * step.h }
		return { ...sheet, window, shown, origin, column, row, columns, rows }
	})
}

/** Returns the name of a sheet: a letter for its row and a number for its column, e.g. `B3`. */
export function tileName({ column, row }: { column: number; row: number }): string {
	return `${String.fromCodePoint(65 + row)}${column + 1}`
}
