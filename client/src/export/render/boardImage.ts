import { PngHelpers, tlenv } from '@tldraw/tldraw'
import type { BoardRenderer } from './boardRenderer.ts'
import { boundsOf, renderSvg, type SvgOptions, writeSvg } from './renderSvg.ts'

/** 200 dots an inch of a page on its side, and more than a screen that shows a slide has. */
const MAX_OVERVIEW_SIDE_PX = 2400
/** Images on a board are taken as sharp as for a picture of this scale at least. */
const DEFAULT_SCALE = 2

/** What is drawn in one piece, and on what. */
interface BoardImageOptions extends Pick<SvgOptions, 'shapes' | 'background'> {
	title: string
	/** Pixels a board unit, at most. */
	scale: number
}

/** All that is wanted of a board in one picture, with its size in pixels. */
export interface OverviewImage {
	png: Blob
	width: number
	height: number
}

/** All that is wanted of a board in one piece. It is laid out once, when the first picture of it is wanted. */
export interface BoardImage {
	/** A picture of so many pixels a unit; null where this browser cannot draw it so large. */
	toPng(scale: number): Promise<Blob | null>
	/** However large it is: sharp on a page that is printed and on a slide, and at most twice as large as on the screen. */
	overview(): Promise<OverviewImage | null>
	close(): void
}

/** Whoever opens it closes it. */
export function openBoardImage(drawing: BoardRenderer, wish: BoardImageOptions): BoardImage {
	const bounds = boundsOf(drawing.editor, wish.shapes)
	let opened: Promise<SvgImage | null> | undefined
	let overview: Promise<OverviewImage | null> | undefined

	async function open(): Promise<SvgImage | null> {
		if (!bounds) return null
		const ratio = Math.max(DEFAULT_SCALE, wish.scale)
		const svg = await renderSvg(drawing, {
			shapes: wish.shapes,
			bounds,
			background: wish.background,
			pixelRatio: ratio,
		})
		const file = writeSvg(svg, { fonts: drawing.fonts, title: wish.title })
		return loadSvgImage(file, { width: bounds.w, height: bounds.h })
	}

	async function toPng(scale: number): Promise<Blob | null> {
		opened ??= open()
		return (await opened)?.toPng(scale) ?? null
	}

	async function drawOverview(): Promise<OverviewImage | null> {
		if (!bounds) return null
		const scale = Math.min(DEFAULT_SCALE, MAX_OVERVIEW_SIDE_PX / Math.max(bounds.w, bounds.h))
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

/** Safari says that an SVG is there before its typefaces are. */
const SAFARI_DELAY_MS = 250

/** An SVG that the browser has laid out, which is most of the work of drawing it: pictures of any size come of it. */
interface SvgImage {
	/** A PNG of so many pixels a unit, which it also says of itself. Null where this browser cannot draw it so large. */
	toPng(ratio: number): Promise<Blob | null>
	/** Lets go of it at once: a page that draws many boards would otherwise hold all of them until it is tidied. */
	close(): void
}

/** Has the browser lay out an SVG of this size, in units. Whoever opens it closes it. Null where this browser cannot. */
export async function loadSvgImage(svg: Blob, size: { width: number; height: number }): Promise<SvgImage | null> {
	const image = new Image()
	const url = URL.createObjectURL(svg)
	const close = () => {
		image.removeAttribute('src')
		URL.revokeObjectURL(url)
	}
	if (!(await loadImage(image, url))) {
		close()
		return null
	}
	if (tlenv.isSafari) await new Promise((resolve) => setTimeout(resolve, SAFARI_DELAY_MS))
	return { toPng: (ratio) => drawToPng(image, size, ratio), close }
}

async function drawToPng(
	image: HTMLImageElement,
	{ width, height }: { width: number; height: number },
	ratio: number,
): Promise<Blob | null> {
	const canvas = document.createElement('canvas')
	try {
		canvas.width = Math.floor(width * ratio)
		canvas.height = Math.floor(height * ratio)
		const context = canvas.getContext('2d')
		if (!context) return null
		context.imageSmoothingQuality = 'high'
		context.drawImage(image, 0, 0, canvas.width, canvas.height)
		const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
		return png && PngHelpers.setPhysChunk(new DataView(await png.arrayBuffer()), ratio, { type: 'image/png' })
	} finally {
		canvas.width = 0
		canvas.height = 0
	}
}

function loadImage(image: HTMLImageElement, url: string): Promise<boolean> {
	return new Promise((resolve) => {
		image.onload = () => resolve(true)
		image.onerror = () => resolve(false)
		image.src = url
	})
}
