import type { BoardDigest, DigestShape } from '@charrette/shared'
import { DIGEST_SHAPES, eachShape } from '@charrette/shared'
import { pictureOf, type Size } from './pictureOf.ts'

/** What each shape is filled and edged with. */
export type Palette = Record<DigestShape, { fill: string; edge: string }>

/** The palette where this element stands, so that small boards go with the theme. */
export function paletteOf(element: Element): Palette {
	const style = getComputedStyle(element)
	const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
	const entries = DIGEST_SHAPES.map((shape) => {
		if (shape === 'cluster') return [shape, { fill: token('surface'), edge: token('line-strong') }]
		if (shape === 'image') return [shape, { fill: token('sunken'), edge: token('line-strong') }]
		return [shape, { fill: token(`${shape}-fill`), edge: token(shape) }]
	})
	return Object.fromEntries(entries) as Palette
}

interface Look {
	/** Of the picture, in px. */
	size: Size
	palette: Palette
}

/** No card is too small to be seen. */
const LEAST_PX = 3
/** From this height on a card has the edge of its kind, as on the board; a smaller one is its colour alone. */
const EDGED_PX = 7
const EDGE_PX = 3

/** Draws a digest into a picture of this size, in its proportions and in its middle. */
export function drawDigest(context: CanvasRenderingContext2D, digest: BoardDigest, { size, palette }: Look): void {
	const { x, y, w, h } = pictureOf(digest.box, size)
	for (const one of eachShape(digest)) {
		const [left, top] = [x + one.x * w, y + one.y * h]
		const [wide, high] = [Math.max(LEAST_PX, one.w * w), Math.max(LEAST_PX, one.h * h)]
		const { fill, edge } = palette[one.shape]
		const isSmall = one.shape !== 'cluster' && high < EDGED_PX
		context.fillStyle = isSmall ? edge : fill
		context.strokeStyle = edge
		context.globalAlpha = one.shape === 'cluster' ? 0.6 : 1
		context.fillRect(left, top, wide, high)
		if (isSmall) continue
		context.lineWidth = 0.75
		context.strokeRect(left, top, wide, high)
		if (one.shape === 'cluster') continue
		context.fillStyle = edge
		context.fillRect(left, top, EDGE_PX, high)
	}
	context.globalAlpha = 1
}
