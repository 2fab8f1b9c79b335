import { LIGHT_COLOURS } from '../../canvas/card/cardStyle.ts'
import type { RenderFonts } from '../../canvas/render/renderAssets.ts'
import { textsIn } from '../../i18n/texts.ts'
import { dateOf, type ExportMetadata } from '../exportFormats.ts'
import { createSvgElement, drawHeading, drawLine, drawStrokes, pageOf } from './drawing.ts'
import { type BoardDrawing, bookmarksOf, type PdfFile, placeLinks, showBoard, showForm } from './PdfFile.ts'
import { type Area, mmToPt, type Size } from './paper.ts'
import {
	type PosterOptions,
	type PosterPlan,
	planPoster,
	planTiles,
	TILE_OVERLAP,
	type TilePlan,
	tileName,
} from './planPoster.ts'

interface PosterJob {
	options: PosterOptions
	metadata: ExportMetadata
}

/** Adds a board as a poster: one page, or a plan and the sheets that the poster is split over. */
export async function addPoster(file: PdfFile, board: BoardDrawing, { options, metadata }: PosterJob): Promise<void> {
	const plan = planPoster(board.bounds, options)
	const heading = await file.draw(drawPosterHeading(plan, metadata, file.fonts))
	const poster = `${showBoard(board, plan)}\n${heading}`
	if (!options.sheets) {
		file.addPage(plan, poster, placeLinks(board, plan))
		return file.setOutline(bookmarksOf(board, [plan]))
	}
	const drawing = { name: file.addForm(poster, { x: 0, y: 0, w: plan.w, h: plan.h }), w: plan.w, h: plan.h }
	const tiles = planTiles(plan, options.sheets)
	await addTilesPlan(file, drawing, { tiles, options, metadata })
	for (const tile of tiles) {
		const marks = await file.draw(drawTileMarks(tile, { tiles, metadata }, file.fonts))
		file.addPage(tile, `${showForm(drawing.name, { ...tile, window: tile.shown, scale: 1 })}\n${marks}`)
	}
}

/** The separator between the parts of the line below the title. */
const SEPARATOR = '  ·  '

function drawPosterHeading(
	{ heading, titleSize, lineSize }: PosterPlan,
	metadata: ExportMetadata,
	fonts: RenderFonts,
): SVGSVGElement {
	const { title, workshop, session } = metadata
	const line = [workshop, session, dateOf(metadata)].filter(Boolean).join(SEPARATOR)
	const place = { x: heading.x, width: heading.w }
	const lower = { ...place, top: heading.y + titleSize * 1.35, size: lineSize, smallest: lineSize * 0.7 }
	return pageOf(
		drawHeading(
			title,
			{ ...place, top: heading.y, size: titleSize, smallest: titleSize * 0.5, weight: 700, fill: LIGHT_COLOURS.ink },
			fonts,
		),
		drawHeading(line, { ...lower, weight: 400, fill: LIGHT_COLOURS.ink2 }, fonts),
	)
}

const SMALL_PT = 8.5
/** The distance between a mark and the corner that it indicates. */
const MARK_GAP = mmToPt(1.5)
const MARK_LENGTH = mmToPt(4)

/** Draws the marks for cutting and joining a sheet, its name, and its position in the poster. */
function drawTileMarks(
	tile: TilePlan,
	{ tiles, metadata }: { tiles: readonly TilePlan[]; metadata: ExportMetadata },
	fonts: RenderFonts,
): SVGSVGElement {
	const t = textsIn(metadata.locale, 'board')
	const { window, row, column, rows, columns } = tile
	const map = drawMap(tile, tiles)
	const top = window.y + window.h + mmToPt(7)
	const place = { top, size: SMALL_PT, fill: LIGHT_COLOURS.ink2 }
	const name = { ...place, x: window.x, width: mmToPt(12), weight: 700, fill: LIGHT_COLOURS.ink } as const
	const label = t('export.print.tile', { row: row + 1, rows, column: column + 1, columns })
	const text = [label, metadata.title].join(SEPARATOR)
	return pageOf(
		drawStrokes(cropMarks(tile.shown), { stroke: '#000000', width: 0.5 }),
		drawStrokes(joinMarks(tile), { stroke: LIGHT_COLOURS.ink2, width: 0.5, dash: '2 2' }),
		drawLine(tileName(tile), name, fonts),
		drawLine(
			text,
			{
				...place,
				x: window.x + mmToPt(12),
				width: window.w - mmToPt(12) - map.w - TILE_OVERLAP - mmToPt(6),
				weight: 400,
			},
			fonts,
		),
		map.elements,
	)
}

/** Returns strokes beyond the corners of the printed part: the cuts along its edges. */
function cropMarks({ x, y, w, h }: Area): string[] {
	return [
		...[x, x + w].flatMap((at) => [
			`M${at} ${y - MARK_GAP - MARK_LENGTH}v${MARK_LENGTH}`,
			`M${at} ${y + h + MARK_GAP}v${MARK_LENGTH}`,
		]),
		...[y, y + h].flatMap((at) => [
			`M${x - MARK_GAP - MARK_LENGTH} ${at}h${MARK_LENGTH}`,
			`M${x + w + MARK_GAP} ${at}h${MARK_LENGTH}`,
		]),
	]
}

/**
 * Returns strokes in the margin where the next sheet begins. That sheet is glued over the strip
 * beside them.
 */
function joinMarks({ shown, row, column, rows, columns }: TilePlan): string[] {
	const [right, bottom] = [shown.x + shown.w - TILE_OVERLAP, shown.y + shown.h - TILE_OVERLAP]
	const reach = MARK_GAP + MARK_LENGTH
	const across = `M${right} ${shown.y - reach}v${MARK_LENGTH}M${right} ${shown.y + shown.h + MARK_GAP}v${MARK_LENGTH}`
	const down = `M${shown.x - reach} ${bottom}h${MARK_LENGTH}M${shown.x + shown.w + MARK_GAP} ${bottom}h${MARK_LENGTH}`
	return [...(column < columns - 1 ? [across] : []), ...(row < rows - 1 ? [down] : [])]
}

/** The height of the map of all sheets, which is below each sheet. */
const MAP_HEIGHT = mmToPt(8)

/** Draws a small map of all sheets, with this sheet filled. */
function drawMap(tile: TilePlan, tiles: readonly TilePlan[]): { w: number; elements: SVGElement[] } {
	const { window, rows, columns } = tile
	const height = MAP_HEIGHT / rows
	const width = (height * window.w) / window.h
	// To the left of the marks.
	const left = window.x + window.w - TILE_OVERLAP - mmToPt(3) - width * columns
	const top = window.y + window.h + mmToPt(3)
	const elements = tiles.map(({ row, column }) =>
		createSvgElement('rect', {
			x: left + column * width,
			y: top + row * height,
			width,
			height,
			fill: row === tile.row && column === tile.column ? LIGHT_COLOURS.ink2 : 'none',
			stroke: LIGHT_COLOURS.ink2,
			'stroke-width': 0.4,
		}),
	)
	return { w: width * columns, elements }
}

/** The space above and below the poster on the plan of its sheets. */
const PLAN_TOP = mmToPt(16)
const PLAN_BOTTOM = mmToPt(27)

/**
 * Adds the plan: the whole poster at a small size, with the sheets and their names, and
 * instructions for joining them.
 */
async function addTilesPlan(
	file: PdfFile,
	poster: Size & { name: string },
	{ tiles, options, metadata }: PosterJob & { tiles: readonly TilePlan[] },
): Promise<void> {
	const [first] = tiles
	if (!first) return
	const side = first.window.x
	const room = { w: first.w - side * 2, h: first.h - PLAN_TOP - PLAN_BOTTOM - side }
	const scale = Math.min(room.w / poster.w, room.h / poster.h)
	const size = { w: poster.w * scale, h: poster.h * scale }
	const window = { x: (first.w - size.w) / 2, y: side + PLAN_TOP + (room.h - size.h) / 2, ...size }
	const marks = drawPlanMarks(first, { tiles, window, scale, options, metadata }, file.fonts)
	file.addPage(first, `${showForm(poster.name, { window, origin: window, scale })}\n${await file.draw(marks)}`)
}

/** Draws the title of the plan, the instructions, and the sheets over the poster. */
function drawPlanMarks(
	first: TilePlan,
	{ tiles, window, scale, options, metadata }: PosterJob & { tiles: readonly TilePlan[]; window: Area; scale: number },
	fonts: RenderFonts,
): SVGSVGElement {
	const t = textsIn(metadata.locale, 'board')
	const { x, w } = first.window
	const count = { sheets: tiles.length, size: options.size.toUpperCase() }
	const heading = { x, width: w, weight: 700, fill: LIGHT_COLOURS.ink } as const
	const line = { x, width: w, weight: 400, fill: LIGHT_COLOURS.ink2, size: 9.5, smallest: 6 } as const
	const below = first.h - PLAN_BOTTOM + mmToPt(5)
	return pageOf(
		drawHeading(metadata.title, { ...heading, top: first.window.y, size: 15, smallest: 8 }, fonts),
		drawHeading(t('export.print.plan', count), { ...line, top: first.window.y + 21 }, fonts),
		tiles.flatMap((tile) => drawPlannedTile(tile, { window, scale, first }, fonts)),
		drawHeading(t('export.print.scale'), { ...line, top: below }, fonts),
		drawHeading(t('export.print.join'), { ...line, top: below + 15 }, fonts),
	)
}

function drawPlannedTile(
	tile: TilePlan,
	{ window, scale, first }: { window: Area; scale: number; first: TilePlan },
	fonts: RenderFonts,
): SVGElement[] {
	const x = window.x + (first.origin.x - tile.origin.x) * scale
	const y = window.y + (first.origin.y - tile.origin.y) * scale
	const [width, height] = [tile.shown.w * scale, tile.shown.h * scale]
	const size = Math.min(16, width * 0.4, height * 0.5)
	const badge = { w: size * 2.2, h: size * 1.5 }
	const middle = { x: x + width / 2, y: y + height / 2 }
	const frame = { fill: 'none', stroke: LIGHT_COLOURS.accent, 'stroke-width': 0.7 }
	const plate = { fill: LIGHT_COLOURS.surface, stroke: LIGHT_COLOURS.accent, 'stroke-width': 0.5, rx: size * 0.3 }
	const text = { x: middle.x, top: middle.y - size * 0.66, width: badge.w, size, weight: 700 as const }
	return [
		createSvgElement('rect', { x, y, width, height, ...frame }),
		createSvgElement('rect', {
			x: middle.x - badge.w / 2,
			y: middle.y - badge.h / 2,
			width: badge.w,
			height: badge.h,
			...plate,
		}),
		...drawLine(tileName(tile), { ...text, fill: LIGHT_COLOURS.accent, align: 'middle' }, fonts),
	]
}
