import { LIGHT_COLOURS } from '../../canvas/card/cardStyle.ts'
import type { RenderFonts } from '../../canvas/render/renderAssets.ts'
import { dateOf, type ExportMetadata } from '../exportFormats.ts'
import { drawLine, drawStrokes, type LineStyle, pageOf } from './drawing.ts'
import { type BoardDrawing, bookmarksOf, type PdfFile, placeLinks, showBoard } from './PdfFile.ts'
import { OVERLAP_PT, type PagePlan, type Paper, planPages } from './planPages.ts'

/**
 * Adds the pages of a board: one page as large as the board, or pages of a paper size with texts in
 * the margins.
 */
export async function addBoardPages(
	file: PdfFile,
	board: BoardDrawing,
	{ paper, metadata }: { paper: Paper; metadata: ExportMetadata },
): Promise<void> {
	const plans = planPages(board.bounds, paper)
	for (const [at, plan] of plans.entries()) {
		const margin = plan.hasMargin
			? await file.draw(drawMargin(plan, { metadata, number: at + 1, count: plans.length }, file.fonts))
			: ''
		file.addPage(plan, `${showBoard(board, plan)}\n${margin}`, placeLinks(board, plan))
	}
	file.setOutline(bookmarksOf(board, plans))
}

const TITLE_PT = 12
const SMALL_PT = 8.5
/** Distances from the edges of the page, in points. */
const TOP = 18
const BOTTOM = 28
const TICK_PT = 9

/**
 * Draws the title, workshop, date and number of a page. For one of several sheets, it also draws
 * the join marks.
 */
function drawMargin(
	plan: PagePlan,
	{ metadata, number, count }: { metadata: ExportMetadata; number: number; count: number },
	fonts: RenderFonts,
): SVGSVGElement {
	const { h, window, sheet } = plan
	const [left, right] = [window.x, window.x + window.w]
	const position = sheet ? `  ·  ${sheet.row + 1}/${sheet.rows} ↓  ${sheet.column + 1}/${sheet.columns} →` : ''
	const width = window.w * 0.6
	const small = { size: SMALL_PT, weight: 400, width, fill: LIGHT_COLOURS.ink2 } as const
	const title = { size: TITLE_PT, weight: 700, width, fill: LIGHT_COLOURS.ink } as const
	const texts: [string, LineStyle][] = [
		[metadata.title, { x: left, top: TOP, ...title }],
		[dateOf(metadata), { x: right, top: TOP + 3, ...small, align: 'right' }],
		[metadata.workshop, { x: left, top: h - BOTTOM, ...small }],
		[`${number} / ${count}${position}`, { x: right, top: h - BOTTOM, ...small, align: 'right' }],
	]
	const marks = drawStrokes(joinMarks(plan), { stroke: LIGHT_COLOURS.ink2, width: 0.6 })
	return pageOf(
		texts.flatMap(([text, style]) => drawLine(text, style, fonts)),
		marks,
	)
}

/**
 * Returns marks in the margin, at the ends of the strip where this sheet overlaps its neighbours.
 */
function joinMarks({ window, sheet }: PagePlan): string[] {
	if (!sheet) return []
	const [left, top, right, bottom] = [window.x, window.y, window.x + window.w, window.y + window.h]
	const x = [
		...(sheet.column > 0 ? [left + OVERLAP_PT] : []),
		...(sheet.column < sheet.columns - 1 ? [right - OVERLAP_PT] : []),
	]
	const y = [...(sheet.row > 0 ? [top + OVERLAP_PT] : []), ...(sheet.row < sheet.rows - 1 ? [bottom - OVERLAP_PT] : [])]
	return [
		...x.map((at) => `M${at} ${top - TICK_PT}V${top - 1}M${at} ${bottom + 1}V${bottom + TICK_PT}`),
		...y.map((at) => `M${left - TICK_PT} ${at}H${left - 1}M${right + 1} ${at}H${right + TICK_PT}`),
	]
}
