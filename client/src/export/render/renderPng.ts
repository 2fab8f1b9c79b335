import { fileName } from '@charrette/shared'
import { Box } from '@tldraw/tldraw'
import { LIGHT_COLOURS } from '../../board/card/cardStyle.ts'
import type { ExportMetadata } from '../exportFormats.ts'
import { zipFiles } from '../zipFiles.ts'
import { type BoardImage, loadSvgImage } from './boardImage.ts'
import type { BoardRenderer } from './boardRenderer.ts'
import { boundsOf, PADDING, renderSvg, type SvgOptions, writeSvg } from './renderSvg.ts'
import { type Region, splitRegions } from './splitRegions.ts'

/** Beyond this, browsers give up or run out of memory. */
const MAX_SIDE_PX = 16_000
const MAX_AREA_PX = 100_000_000
/** What every browser can draw, a phone's too: the side of one of several pictures, and of the overview of them. */
const SAFE_SIDE_PX = 4096

/** Which part of a board is to be drawn as a picture, how large, and on what. */
export interface PngOptions extends Omit<SvgOptions, 'bounds' | 'pixelRatio'> {
	/** Pixels a board unit. */
	scale: number
	title: string
	/** What is to be in it, in one piece. */
	image: BoardImage
	/** Is told how many of how many pictures are done; throws to end the drawing. */
	onProgress: (done: number, all: number) => void
}

/** One picture of a board that was too large for one; the first is the overview. */
interface PngPart {
	/** What lies in it. */
	title: string
	png: Blob
}

/** The picture of a board, or several sharp ones and an overview where it is larger than a browser can draw. */
export async function renderPng(drawing: BoardRenderer, wish: PngOptions): Promise<Blob | PngPart[]> {
	const { editor } = drawing
	const bounds = boundsOf(editor, wish.shapes)
	if (!bounds) return []
	const [width, height] = [bounds.w * wish.scale, bounds.h * wish.scale]
	if (Math.max(width, height) <= MAX_SIDE_PX && width * height <= MAX_AREA_PX) {
		const png = await wish.image.toPng(wish.scale)
		// This browser may hold less than others; the file itself tells.
		if (png && (await readPngWidth(png)) >= Math.floor(width)) return png
	}
	return renderParts(drawing, wish, bounds)
}

async function renderParts(drawing: BoardRenderer, wish: PngOptions, bounds: Box): Promise<PngPart[]> {
	const { editor } = drawing
	const solid = wish.shapes.filter((id) => editor.getShape(id)?.type !== 'arrow')
	const boxes = solid.map((id) => editor.getShapePageBounds(id)).filter((box) => box !== undefined)
	const most = SAFE_SIDE_PX / wish.scale - PADDING * 2
	const cut = splitRegions(boxes, { w: most, h: most }).map((region) => Box.From(region).expandBy(PADDING))
	const row = (region: Box) => Math.floor((region.midY - bounds.y) / most)
	// As one reads: row by row.
	const regions = cut.sort((one, other) => row(one) - row(other) || one.x - other.x)
	const all = regions.length + 1
	wish.onProgress(0, all)
	const ratio = SAFE_SIDE_PX / Math.max(bounds.w, bounds.h)
	const overview = await renderRegion(drawing, wish, { bounds, ratio, marks: regions })
	const parts: PngPart[] = [{ title: '', png: requirePng(overview) }]
	for (const region of regions) {
		wish.onProgress(parts.length, all)
		const png = await renderRegion(drawing, wish, { bounds: region, ratio: wish.scale })
		parts.push({ title: titleOf(drawing, wish, region), png: requirePng(png) })
	}
	wish.onProgress(all, all)
	return parts
}

async function renderRegion(
	drawing: BoardRenderer,
	wish: PngOptions,
	{ bounds, ratio, marks = [] }: { bounds: Box; ratio: number; marks?: Region[] },
): Promise<Blob | null> {
	const shapes = wish.shapes.filter((id) => drawing.editor.getShapePageBounds(id)?.collides(bounds))
	const svg = await renderSvg(drawing, { shapes, bounds, background: wish.background, pixelRatio: ratio })
	numberRegions(svg, marks)
	const file = writeSvg(svg, { fonts: drawing.fonts, title: wish.title })
	const image = await loadSvgImage(file, { width: bounds.w, height: bounds.h })
	try {
		return (await image?.toPng(ratio)) ?? null
	} finally {
		image?.close()
	}
}

function requirePng(png: Blob | null): Blob {
	if (!png) throw new Error('the browser could not draw the picture')
	return png
}

/** The titles of the clusters that lie in a part. */
function titleOf({ editor }: BoardRenderer, wish: PngOptions, region: Box): string {
	const titles = wish.shapes.flatMap((id) => {
		const shape = editor.getShape(id)
		const box = editor.getShapePageBounds(id)
		if (shape?.type !== 'frame' || !box || !region.contains(box)) return []
		return String((shape.props as { name?: string }).name ?? '').trim() || []
	})
	return titles.slice(0, 3).join(', ')
}

/** A PNG's width in pixels, from its header: 8 bytes of signature, length and type of the first chunk, then the width. */
async function readPngWidth(png: Blob): Promise<number> {
	const header = await png.slice(0, 24).arrayBuffer()
	return new DataView(header).getUint32(16)
}

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg'
/** The number's height, as a part of the region's. */
const NUMBER_HEIGHT = 0.16

/** Numbers the parts of a board in its overview as their files are numbered. */
function numberRegions(svg: SVGSVGElement, regions: readonly Region[]): void {
	regions.forEach(({ x, y, w, h }, at) => {
		const size = Math.min(w, h) * NUMBER_HEIGHT
		const frame = createSvgElement('rect', { x, y, width: w, height: h, fill: 'none', stroke: LIGHT_COLOURS.ink2 })
		frame.setAttribute('stroke-width', String(size / 16))
		const number = createSvgElement('text', {
			x: x + size * 0.3,
			y: y + size,
			fill: LIGHT_COLOURS.ink,
			'font-size': size,
		})
		number.setAttribute('font-family', 'Inter, sans-serif')
		number.setAttribute('font-weight', '700')
		number.setAttribute('fill-opacity', '0.55')
		number.textContent = String(at + 1)
		svg.append(frame, number)
	})
}

function createSvgElement(name: string, attributes: Record<string, string | number>): SVGElement {
	const element = document.createElementNS(SVG_NAMESPACE, name)
	for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
	return element
}

/** The pictures of a board in one ZIP, in their order: `00` is the overview, in which the others have their numbers. */
export async function zipParts(parts: readonly PngPart[], about: ExportMetadata): Promise<Blob> {
	const zip = zipFiles(new Date(about.at))
	for (const [at, { title, png }] of parts.entries()) {
		const part = [String(at).padStart(2, '0'), title].filter(Boolean).join(' ')
		await zip.add(fileName({ ...about, title: `${about.title} ${part}` }, 'png'), png)
	}
	return zip.finish()
}
