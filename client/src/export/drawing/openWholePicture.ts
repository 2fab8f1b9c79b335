import { boundsOf, drawSvg, type SvgWish, writeSvg } from './drawSvg.ts'
import type { Drawing } from './openDrawing.ts'
import { openSvgImage, type SvgImage } from './openSvgImage.ts'

/** 200 dots an inch of a page on its side, and more than a screen that shows a slide has. */
const PAGE_SIDE_PX = 2400
/** Images on a board are taken as sharp as for a picture of this scale at least. */
const USUAL_SCALE = 2

/** What is drawn in one piece, and on what. */
interface WholeWish extends Pick<SvgWish, 'shapes' | 'ground'> {
	title: string
	/** Pixels a board unit, at most. */
	scale: number
}

/** All that is wanted of a board in one picture, with its size in pixels. */
export interface Overview {
	png: Blob
	width: number
	height: number
}

/** All that is wanted of a board in one piece. It is laid out once, when the first picture of it is wanted. */
export interface WholePicture {
	/** A picture of so many pixels a unit; null where this browser cannot draw it so large. */
	toPng(scale: number): Promise<Blob | null>
	/** However large it is: sharp on a page that is printed and on a slide, and at most twice as large as on the screen. */
	overview(): Promise<Overview | null>
	close(): void
}

/** Whoever opens it closes it. */
export function openWholePicture(drawing: Drawing, wish: WholeWish): WholePicture {
	const bounds = boundsOf(drawing.editor, wish.shapes)
	let opened: Promise<SvgImage | null> | undefined
	let overview: Promise<Overview | null> | undefined

	async function open(): Promise<SvgImage | null> {
		if (!bounds) return null
		const ratio = Math.max(USUAL_SCALE, wish.scale)
		const svg = await drawSvg(drawing, { shapes: wish.shapes, bounds, ground: wish.ground, ratio })
		const file = writeSvg(svg, { fonts: drawing.fonts, title: wish.title })
		return openSvgImage(file, { width: bounds.w, height: bounds.h })
	}

	async function toPng(scale: number): Promise<Blob | null> {
		opened ??= open()
		return (await opened)?.toPng(scale) ?? null
	}

	async function drawOverview(): Promise<Overview | null> {
		if (!bounds) return null
		const scale = Math.min(USUAL_SCALE, PAGE_SIDE_PX / Math.max(bounds.w, bounds.h))
		const png = await toPng(scale)
		if (!png) throw new Error('the browser could not draw the picture')
		return { png, width: bounds.w * scale, height: bounds.h * scale }
	}

	return {
		toPng,
		overview() {
			overview ??= drawOverview()
			return overview
		},
		close() {
			opened?.then(
				(image) => image?.close(),
				() => {},
			)
		},
	}
}
