import { Box } from '@tldraw/tldraw'
import { cutRegions, type Region } from './cutRegions.ts'
import { boundsOf, drawSvg, PADDING, type SvgWish, writeSvg } from './drawSvg.ts'
import { markRegions } from './markRegions.ts'
import type { Drawing } from './openDrawing.ts'
import { openSvgImage } from './openSvgImage.ts'
import type { WholePicture } from './openWholePicture.ts'

/** Beyond this, browsers give up or run out of memory. */
const MAX_SIDE_PX = 16_000
const MAX_AREA_PX = 100_000_000
/** What every browser can draw, a phone's too: the side of one of several pictures, and of the overview of them. */
const SAFE_SIDE_PX = 4096

/** Which part of a board is to be drawn as a picture, how large, and on what. */
export interface PngWish extends Omit<SvgWish, 'bounds' | 'ratio'> {
	/** Pixels a board unit. */
	scale: number
	title: string
	/** What is to be in it, in one piece. */
	whole: WholePicture
	/** Is told how many of how many pictures are done; throws to end the drawing. */
	onProgress: (done: number, all: number) => void
}

/** One picture of a board that was too large for one; the first is the overview. */
export interface PngPart {
	/** What lies in it. */
	title: string
	png: Blob
}

/** The picture of a board, or several sharp ones and an overview where it is larger than a browser can draw. */
export async function drawPng(drawing: Drawing, wish: PngWish): Promise<Blob | PngPart[]> {
	const { editor } = drawing
	const bounds = boundsOf(editor, wish.shapes)
	if (!bounds) return []
	const [width, height] = [bounds.w * wish.scale, bounds.h * wish.scale]
	if (Math.max(width, height) <= MAX_SIDE_PX && width * height <= MAX_AREA_PX) {
		const png = await wish.whole.toPng(wish.scale)
		// This browser may hold less than others; the file itself tells.
		if (png && (await readPngWidth(png)) >= Math.floor(width)) return png
	}
	return drawParts(drawing, wish, bounds)
}

async function drawParts(drawing: Drawing, wish: PngWish, bounds: Box): Promise<PngPart[]> {
	const { editor } = drawing
	const solid = wish.shapes.filter((id) => editor.getShape(id)?.type !== 'arrow')
	const boxes = solid.map((id) => editor.getShapePageBounds(id)).filter((box) => box !== undefined)
	const most = SAFE_SIDE_PX / wish.scale - PADDING * 2
	const cut = cutRegions(boxes, { w: most, h: most }).map((region) => Box.From(region).expandBy(PADDING))
	const row = (region: Box) => Math.floor((region.midY - bounds.y) / most)
	// As one reads: row by row.
	const regions = cut.sort((one, other) => row(one) - row(other) || one.x - other.x)
	const all = regions.length + 1
	wish.onProgress(0, all)
	const ratio = SAFE_SIDE_PX / Math.max(bounds.w, bounds.h)
	const overview = await drawRegion(drawing, wish, { bounds, ratio, marks: regions })
	const parts: PngPart[] = [{ title: '', png: drawn(overview) }]
	for (const region of regions) {
		wish.onProgress(parts.length, all)
		const png = await drawRegion(drawing, wish, { bounds: region, ratio: wish.scale })
		parts.push({ title: titleOf(drawing, wish, region), png: drawn(png) })
	}
	wish.onProgress(all, all)
	return parts
}

async function drawRegion(
	drawing: Drawing,
	wish: PngWish,
	{ bounds, ratio, marks = [] }: { bounds: Box; ratio: number; marks?: Region[] },
): Promise<Blob | null> {
	const shapes = wish.shapes.filter((id) => drawing.editor.getShapePageBounds(id)?.collides(bounds))
	const svg = await drawSvg(drawing, { shapes, bounds, ground: wish.ground, ratio })
	markRegions(svg, marks)
	const file = writeSvg(svg, { fonts: drawing.fonts, title: wish.title })
	const image = await openSvgImage(file, { width: bounds.w, height: bounds.h })
	try {
		return (await image?.toPng(ratio)) ?? null
	} finally {
		image?.close()
	}
}

function drawn(png: Blob | null): Blob {
	if (!png) throw new Error('the browser could not draw the picture')
	return png
}

/** The titles of the clusters that lie in a part. */
function titleOf({ editor }: Drawing, wish: PngWish, region: Box): string {
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
