import { breakLines, type Line, type Measure } from './breakLines.ts'
import type { Block, Cell, OfficePages, Picture } from './OfficePages.ts'

/** A line of text on a page; `y` is its upper edge. */
export interface PlacedLine {
	line: Line
	x: number
	y: number
	/** The size of its letters. */
	size: number
}

/** A page with everything in its place, in units. */
export interface LaidOutPage {
	width: number
	height: number
	lines: PlacedLine[]
	pictures: (Picture & { x: number; y: number; w: number; h: number })[]
	/** The frames of the cells of tables. */
	frames: { x: number; y: number; w: number; h: number }[]
	/** The line between the text and its notes; without notes null. */
	notesLine: { x: number; y: number; w: number } | null
}

/** Returns the function that measures texts of this size. */
export type MeasureAt = (size: number) => Measure

const LINE_HEIGHT = 1.35
const INDENT = 24
/** The space for a mark, in sizes of letters; a longer one takes more. */
const MARK_WIDTH = 1.3
const CELL_PADDING = 6
/** The space below a table. */
const TABLE_GAP = 12
/** The sizes of letters of text, titles and headings: on a page, and on a slide. */
const PAGE_SIZES = [15, 30, 24, 20, 17]
const SLIDE_SIZES = [24, 40, 32, 28, 26]
/** Slides are made smaller until they fit; one that still does not fit grows. */
const SHRINKING = [1, 0.85, 0.7, 0.55, 0.4]

/**
 * Lays out a page: its blocks one below the other. The pictures of a slide with text are at its
 * right side.
 */
export function layOutPage(
	blocks: readonly Block[],
	{ size, isSlides }: Pick<OfficePages, 'size' | 'isSlides'>,
	measureAt: MeasureAt,
): LaidOutPage {
	if (!isSlides) return layOutAt(blocks, { ...size, margin: 72, sizes: PAGE_SIZES, beside: [], measureAt })
	const pictures = blocks.filter((block) => block.type === 'picture')
	const texts = blocks.filter((block) => block.type !== 'picture')
	const beside = texts.length > 0 ? pictures : []
	const shown = texts.length > 0 ? texts : pictures
	let page: LaidOutPage | null = null
	for (const factor of SHRINKING) {
		const sizes = SLIDE_SIZES.map((each) => each * factor)
		page = layOutAt(shown, { ...size, margin: 48, sizes, beside, measureAt })
		if (page.height <= size.height) return page
	}
	return page ?? layOutAt([], { ...size, margin: 48, sizes: SLIDE_SIZES, beside, measureAt })
}

interface LayoutOptions {
	width: number
	height: number
	margin: number
	sizes: readonly number[]
	/** The pictures at the right side. */
	beside: readonly Picture[]
	measureAt: MeasureAt
}

function layOutAt(blocks: readonly Block[], options: LayoutOptions): LaidOutPage {
	const { width, height, margin, beside } = options
	const page: LaidOutPage = { width, height, lines: [], pictures: [], frames: [], notesLine: null }
	const whole = width - 2 * margin
	const column = beside.length > 0 ? whole * 0.56 : whole
	let y = margin
	for (const [at, block] of blocks.entries()) {
		if (block.type !== 'row' && blocks[at - 1]?.type === 'row') y += TABLE_GAP
		// The title of a slide is above its pictures.
		const wide = y === margin && block.type === 'paragraph' && block.heading > 0 ? whole : column
		const area = { x: margin, y, w: wide, h: height - 2 * margin }
		if (block.type === 'paragraph') y = placeParagraph(page, block, { area, options })
		else if (block.type === 'row') y = placeRow(page, block.cells, { area, options })
		else if (block.type === 'note') y = placeNote(page, block, { area, options })
		else y = placePicture(page, block, area)
	}
	placeBeside(page, { options, top: margin + sizeOf(options, 1) * LINE_HEIGHT * 1.3 })
	page.height = Math.max(height, Math.ceil(y + margin))
	return page
}

interface Area {
	x: number
	y: number
	w: number
	h: number
}
interface PlaceOptions {
	area: Area
	options: LayoutOptions
}

const sizeOf = ({ sizes }: LayoutOptions, heading: number) => sizes[Math.min(heading, sizes.length - 1)] ?? 15

/** Places lines; returns where the next ones begin. */
function placeLines(page: LaidOutPage, lines: readonly Line[], { x, y, w }: Area, size: number): number {
	for (const [at, line] of lines.entries()) {
		const left = line.isRightToLeft ? x + w - line.width : x
		page.lines.push({ line, x: left, y: y + at * size * LINE_HEIGHT, size })
	}
	return y + lines.length * size * LINE_HEIGHT
}

type Paragraph = Extract<Block, { type: 'paragraph' }>
type Note = Extract<Block, { type: 'note' }>

function placeParagraph(page: LaidOutPage, block: Paragraph, { area, options }: PlaceOptions): number {
	const size = sizeOf(options, block.heading)
	const isBold = block.heading > 0
	const measure = options.measureAt(size)
	const indent = block.level < 0 ? 0 : INDENT * (block.level + 1) * (size / 15) - size * MARK_WIDTH
	const y = area.y + (isBold && area.y > options.margin ? size * 0.6 : 0)
	const outer = { ...area, x: area.x + indent, y, w: area.w - indent }
	const inner = placeMark(page, block.mark, { area: outer, size, isBold, measure })
	const runs = block.runs.map((run) => (isBold ? { ...run, isBold } : run))
	return placeLines(page, breakLines(runs, inner.w, measure), inner, size) + size * (isBold ? 0.3 : 0.5)
}

interface MarkOptions {
	area: Area
	size: number
	isBold: boolean
	measure: Measure
}

/** Places the bullet or number of a paragraph; returns the area beside it. */
function placeMark(page: LaidOutPage, mark: string, { area, size, isBold, measure }: MarkOptions): Area {
	if (mark === '') return area
	const lines = breakLines([{ text: mark, isBold, isItalic: false }], area.w / 2, measure).slice(0, 1)
	placeLines(page, lines, area, size)
	const width = Math.max(size * MARK_WIDTH, (lines[0]?.width ?? 0) + size * 0.4)
	return { ...area, x: area.x + width, w: area.w - width }
}

/** Places a note below the text, in smaller letters, and a short line above the first one. */
function placeNote(page: LaidOutPage, { mark, text }: Note, { area, options }: PlaceOptions): number {
	const size = sizeOf(options, 0) * 0.8
	const measure = options.measureAt(size)
	const y = area.y + (page.notesLine ? 0 : size)
	page.notesLine ??= { x: area.x, y: y - size * 0.4, w: area.w * 0.3 }
	const inner = placeMark(page, mark, { area: { ...area, y }, size, isBold: false, measure })
	return placeLines(page, breakLines([{ text, isBold: false, isItalic: false }], inner.w, measure), inner, size)
}

function placeRow(page: LaidOutPage, cells: readonly Cell[], { area, options }: PlaceOptions): number {
	const size = sizeOf(options, 0)
	const measure = options.measureAt(size)
	const column = area.w / cells.reduce((sum, { columns }) => sum + columns, 0)
	let x = area.x
	const placed = cells.map(({ text, columns, isContinued }) => {
		const frame = { x, y: area.y, w: column * columns }
		const inner = {
			...area,
			x: x + CELL_PADDING,
			y: area.y + CELL_PADDING,
			w: Math.max(size, frame.w - 2 * CELL_PADDING),
		}
		const lines = breakLines([{ text, isBold: false, isItalic: false }], inner.w, measure)
		x += frame.w
		return { frame, isContinued, bottom: placeLines(page, lines, inner, size) }
	})
	const bottom = Math.max(...placed.map((cell) => cell.bottom)) + CELL_PADDING
	for (const { frame, isContinued } of placed) {
		const above = isContinued && page.frames.findLast((other) => isAbove(other, frame))
		if (above) above.h = bottom - above.y
		else page.frames.push({ ...frame, h: bottom - frame.y })
	}
	return bottom
}

/** Whether a frame ends where another one of the same column begins. */
const isAbove = (above: LaidOutPage['frames'][number], { x, y, w }: Omit<Area, 'h'>) =>
	Math.abs(above.x - x) < 0.5 && Math.abs(above.w - w) < 0.5 && Math.abs(above.y + above.h - y) < 0.5

/** Places a picture in an area, not larger than it is; returns where the next block begins. */
function placePicture(page: LaidOutPage, picture: Picture, { x, y, w, h }: Area): number {
	const scale = Math.min(w / picture.width, h / picture.height, 1)
	const size = { w: picture.width * scale, h: picture.height * scale }
	page.pictures.push({ ...picture, ...size, x: x + (w - size.w) / 2, y })
	return y + size.h + 12
}

/** Places pictures below each other at the right side of a slide, each in a part of its height. */
function placeBeside(page: LaidOutPage, { options, top }: { options: LayoutOptions; top: number }): void {
	const { width, height, margin, beside } = options
	const w = (width - 2 * margin) * 0.4
	const h = (height - margin - top) / Math.max(1, beside.length)
	for (const [at, picture] of beside.entries()) {
		const scale = Math.min(w / picture.width, Math.max(1, h - 8) / picture.height)
		const size = { w: picture.width * scale, h: picture.height * scale }
		page.pictures.push({ ...picture, ...size, x: width - margin - w + (w - size.w) / 2, y: top + at * h })
	}
}
