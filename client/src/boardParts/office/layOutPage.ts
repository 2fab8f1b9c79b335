import { breakLines, type Line, type Measure } from './breakLines.ts'
import type { Block, OfficePages, Picture } from './OfficePages.ts'

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
}

/** Returns the function that measures texts of this size. */
export type MeasureAt = (size: number) => Measure

const LINE_HEIGHT = 1.35
const INDENT = 24
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
	const page: LaidOutPage = { width, height, lines: [], pictures: [], frames: [] }
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

function placeParagraph(page: LaidOutPage, block: Paragraph, { area, options }: PlaceOptions): number {
	const size = sizeOf(options, block.heading)
	const isBold = block.heading > 0
	const measure = options.measureAt(size)
	const indent = block.level < 0 ? 0 : INDENT * (block.level + 1) * (size / 15)
	const y = area.y + (isBold && area.y > options.margin ? size * 0.6 : 0)
	const inner = { ...area, x: area.x + indent, y, w: area.w - indent }
	if (block.mark !== '') {
		const mark = breakLines([{ text: block.mark, isBold: false, isItalic: false }], indent, measure).slice(0, 1)
		placeLines(page, mark, { ...inner, x: inner.x - size * 1.3 }, size)
	}
	const runs = block.runs.map((run) => (isBold ? { ...run, isBold } : run))
	return placeLines(page, breakLines(runs, inner.w, measure), inner, size) + size * (isBold ? 0.3 : 0.5)
}

function placeRow(page: LaidOutPage, cells: readonly string[], { area, options }: PlaceOptions): number {
	const size = sizeOf(options, 0)
	const measure = options.measureAt(size)
	const w = area.w / cells.length
	const inner = Math.max(size, w - 2 * CELL_PADDING)
	const bottoms = cells.map((text, at) => {
		const lines = breakLines([{ text, isBold: false, isItalic: false }], inner, measure)
		const x = area.x + at * w + CELL_PADDING
		return placeLines(page, lines, { ...area, x, y: area.y + CELL_PADDING, w: inner }, size)
	})
	const bottom = Math.max(...bottoms) + CELL_PADDING
	for (const at of cells.keys()) page.frames.push({ x: area.x + at * w, y: area.y, w, h: bottom - area.y })
	return bottom
}

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
