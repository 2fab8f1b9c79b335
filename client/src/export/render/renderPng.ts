import { fileName, type Rect } from '@charrette/shared'
import { LIGHT_COLOURS } from '../../canvas/card/cardStyle.ts'
import { Box } from '../../canvas/engine/shapes.ts'
import type { ExportMetadata, OnProgress } from '../exportFormats.ts'
import { createSvgElement } from '../pdf/drawing.ts'
import { zipFiles } from '../zipFiles.ts'
import { type BoardImage, loadSvgImage } from './boardImage.ts'
import type { BoardRenderer } from './boardRenderer.ts'
import { boundsOf, PADDING, renderSvg, type SvgOptions, writeSvg } from './renderSvg.ts'
import { splitRegions } from './splitRegions.ts'

/** Limits above which browsers fail or run out of memory. */
const MAX_SIDE_PX = 16_000
const MAX_AREA_PX = 100_000_000
/**
 * The side of the overview, and of each image of a split board. Every browser can draw it, even on
 * a phone.
 */
const SAFE_SIDE_PX = 4096

/**
 * The limits of an image that is made to fit: every chat and slide shows it, and its file has some
 * megabytes.
 */
const FITTED_AREA_PX = 24_000_000
const FITTED_SIDE_PX = 8192

/** Returns the scale, at most this one, at which a board is one image of a usual size. */
export function fitScale({ w, h }: { w: number; h: number }, scale: number): number {
	return Math.min(scale, Math.sqrt(FITTED_AREA_PX / (w * h)), FITTED_SIDE_PX / Math.max(w, h))
}

/** The shapes to render as a PNG, with scale and background. */
export interface PngOptions extends Omit<SvgOptions, 'bounds' | 'pixelRatio'> {
	/** Pixels per board unit. */
	scale: number
	title: string
	/** The image of these shapes in one piece. */
	image: BoardImage
	onProgress: OnProgress
}

/** One image of a split board; the first is the overview. */
interface PngPart {
	/** The titles of the clusters in it. */
	title: string
	png: Blob
}

/**
 * Renders a board as a PNG, or as several and an overview if it is larger than a browser can draw.
 */
export async function renderPng(renderer: BoardRenderer, options: PngOptions): Promise<Blob | PngPart[]> {
	const bounds = boundsOf(renderer, options.shapes)
	if (!bounds) return []
	const [width, height] = [bounds.w * options.scale, bounds.h * options.scale]
	if (Math.max(width, height) <= MAX_SIDE_PX && width * height <= MAX_AREA_PX) {
		const png = await options.image.toPng(options.scale)
		// Some browsers draw a smaller image than requested, which the width of the file shows.
		if (png && (await readPngWidth(png)) >= Math.floor(width)) return png
	}
	return renderParts(renderer, options, bounds)
}

async function renderParts(renderer: BoardRenderer, options: PngOptions, bounds: Box): Promise<PngPart[]> {
	const { editor } = renderer
	const solid = options.shapes.filter((id) => editor.getShape(id)?.type !== 'arrow')
	const boxes = solid.map((id) => editor.getShapePageBounds(id)).filter((box) => box !== undefined)
	const maxSide = SAFE_SIDE_PX / options.scale - PADDING * 2
	const split = splitRegions(boxes, { w: maxSide, h: maxSide }).map((region) => Box.From(region).expandBy(PADDING))
	const row = (region: Box) => Math.floor((region.midY - bounds.y) / maxSide)
	// In reading order: row by row.
	const regions = split.sort((one, other) => row(one) - row(other) || one.x - other.x)
	const all = regions.length + 1
	options.onProgress(0, all)
	const ratio = SAFE_SIDE_PX / Math.max(bounds.w, bounds.h)
	const overview = await renderRegion(renderer, options, { bounds, ratio, regions })
	const parts: PngPart[] = [{ title: '', png: requirePng(overview) }]
	for (const region of regions) {
		options.onProgress(parts.length, all)
		const png = await renderRegion(renderer, options, { bounds: region, ratio: options.scale })
		parts.push({ title: titleOf(renderer, options, region), png: requirePng(png) })
	}
	options.onProgress(all, all)
	return parts
}

async function renderRegion(
	renderer: BoardRenderer,
	options: PngOptions,
	{ bounds, ratio, regions = [] }: { bounds: Box; ratio: number; regions?: Rect[] },
): Promise<Blob | null> {
	const shapes = options.shapes.filter((id) => renderer.editor.getShapePageBounds(id)?.collides(bounds))
	const hasNote = regions.length > 0
	const svg = await renderSvg(renderer, { shapes, bounds, background: options.background, pixelRatio: ratio, hasNote })
	drawRegionNumbers(svg, regions)
	const file = writeSvg(svg, { fonts: renderer.fonts, title: options.title })
	const image = await loadSvgImage(file, { width: bounds.w, height: bounds.h })
	try {
		return (await image?.toPng(ratio)) ?? null
	} finally {
		image?.close()
	}
}

function requirePng(png: Blob | null): Blob {
	if (!png) throw new Error('the browser could not draw the image')
	return png
}

/** Returns the titles of the first clusters in a region. */
function titleOf({ editor }: BoardRenderer, options: PngOptions, region: Box): string {
	const titles = options.shapes.flatMap((id) => {
		const shape = editor.getShape(id)
		const box = editor.getShapePageBounds(id)
		if (shape?.type !== 'frame' || !box || !region.contains(box)) return []
		return String((shape.props as { name?: string }).name ?? '').trim() || []
	})
	return titles.slice(0, 3).join(', ')
}

/**
 * Returns a PNG's width in pixels. Its header has 8 bytes of signature, the length and type of the
 * first chunk, then the width.
 */
async function readPngWidth(png: Blob): Promise<number> {
	const header = await png.slice(0, 24).arrayBuffer()
	return new DataView(header).getUint32(16)
}

/** The height of a number, as a fraction of the shorter side of its region. */
const NUMBER_HEIGHT = 0.16

/** Draws the numbers of the regions, which are the numbers of their files, into the overview. */
function drawRegionNumbers(svg: SVGSVGElement, regions: readonly Rect[]): void {
	regions.forEach(({ x, y, w, h }, at) => {
		const size = Math.min(w, h) * NUMBER_HEIGHT
		const frame = createSvgElement('rect', {
			x,
			y,
			width: w,
			height: h,
			fill: 'none',
			stroke: LIGHT_COLOURS.ink2,
			'stroke-width': size / 16,
		})
		const number = createSvgElement('text', {
			x: x + size * 0.3,
			y: y + size,
			fill: LIGHT_COLOURS.ink,
			'fill-opacity': 0.55,
			'font-size': size,
			'font-family': 'Inter, sans-serif',
			'font-weight': 700,
		})
		number.textContent = String(at + 1)
		svg.append(frame, number)
	})
}

/**
 * Writes the images of a split board into one ZIP: `00` is the overview, which shows the numbers of
 * the other images.
 */
export async function zipParts(parts: readonly PngPart[], metadata: ExportMetadata): Promise<Blob> {
	const zip = zipFiles(new Date(metadata.at))
	for (const [at, { title, png }] of parts.entries()) {
		const part = [String(at).padStart(2, '0'), title].filter(Boolean).join(' ')
		await zip.add(fileName({ ...metadata, title: `${metadata.title} ${part}` }, 'png'), png)
	}
	return zip.finish()
}
