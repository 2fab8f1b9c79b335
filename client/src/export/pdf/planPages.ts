import { type BoardPlace, landscapeSize, portraitSize, type SheetPaper, type Size } from './paper.ts'

/** The paper sizes of a PDF; `board` is one page of the size of the board. */
export const PAPERS = ['board', 'a4', 'a3', 'letter'] as const
export type Paper = 'board' | SheetPaper

/** A board unit is a CSS pixel. */
const PT_PER_UNIT = 0.75
/** The maximum side of a page that PDF readers support. */
const MAX_PAGE_PT = 14_400
const MARGIN = { side: 34, top: 46, bottom: 40 }
/**
 * The smallest text on a card, in board units, and the smallest readable text on paper, in points.
 */
const CARD_TEXT = 13
const READABLE_PT = 6
/** The strip that neighbouring sheets share, for gluing. */
export const OVERLAP_PT = 28
/** The maximum number of sheets. */
const MAX_SHEETS = 48

/**
 * A page, or one of the sheets that show the board in parts. In points, from the upper left corner.
 */
export interface PagePlan extends Size, BoardPlace {
	/** Whether the margins have the title, date and page number. */
	hasMargin: boolean
	/** The column and row of a sheet, from 0. */
	sheet?: { column: number; row: number; columns: number; rows: number }
}

/**
 * Plans the pages for a board of this size, in board units. On paper, the board is fitted to one
 * page. If its text is too small to read there, sheets with its parts follow, as few as make the
 * text readable.
 */
export function planPages(board: Size, paper: Paper): PagePlan[] {
	if (paper === 'board') return [planOwnPage(board)]
	const papers = [portraitSize(paper), landscapeSize(paper)]
	const fits = papers.map((page) => fitPage(board, page))
	const [fit] = fits.sort((one, other) => other.scale - one.scale) as [PagePlan]
	if (fit.scale * CARD_TEXT >= READABLE_PT) return [fit]
	const choices = papers.map((page) => planSheets(board, page))
	const [sheets] = choices.sort((one, other) => one.length - other.length) as [PagePlan[]]
	return [fit, ...sheets]
}

function planOwnPage(board: Size): PagePlan {
	const scale = Math.min(PT_PER_UNIT, MAX_PAGE_PT / Math.max(board.w, board.h))
	const size = { w: board.w * scale, h: board.h * scale }
	return { ...size, scale, window: { x: 0, y: 0, ...size }, origin: { x: 0, y: 0 }, hasMargin: false }
}

function fitPage(board: Size, page: Size): PagePlan {
	const window = windowOf(page)
	// Never larger than on the screen, since a single card would otherwise fill the page.
	const scale = Math.min(PT_PER_UNIT, window.w / board.w, window.h / board.h)
	const origin = {
		x: window.x + (window.w - board.w * scale) / 2,
		y: window.y + (window.h - board.h * scale) / 2,
	}
	return { ...page, scale, window, origin, hasMargin: true }
}

function planSheets(board: Size, page: Size): PagePlan[] {
	const window = windowOf(page)
	const step = { w: window.w - OVERLAP_PT, h: window.h - OVERLAP_PT }
	const countAt = (scale: number) => ({
		columns: Math.max(1, Math.ceil((board.w * scale - OVERLAP_PT) / step.w)),
		rows: Math.max(1, Math.ceil((board.h * scale - OVERLAP_PT) / step.h)),
	})
	let scale = READABLE_PT / CARD_TEXT
	let count = countAt(scale)
	while (count.columns * count.rows > MAX_SHEETS) {
		scale *= 0.97
		count = countAt(scale)
	}
	const { columns, rows } = count
	// The largest scale that fits on these sheets.
	const widest = (columns * step.w + OVERLAP_PT) / board.w
	const highest = (rows * step.h + OVERLAP_PT) / board.h
	scale = Math.min(PT_PER_UNIT, widest, highest)
	const sheets = Array.from({ length: columns * rows }, (_, at) => ({
		column: at % columns,
		row: Math.floor(at / columns),
	}))
	return sheets.map(({ column, row }) => ({
		...page,
		scale,
		window,
		origin: { x: window.x - column * step.w, y: window.y - row * step.h },
		hasMargin: true,
		sheet: { column, row, columns, rows },
	}))
}

function windowOf({ w, h }: Size): PagePlan['window'] {
	return { x: MARGIN.side, y: MARGIN.top, w: w - MARGIN.side * 2, h: h - MARGIN.top - MARGIN.bottom }
}
