import { PngHelpers, tlenv } from '@tldraw/tldraw'
import type { BoardRenderer } from './boardRenderer.ts'
import { boundsOf, renderSvg, type SvgOptions, writeSvg } from './renderSvg.ts'

/** 200 dpi on a landscape page, and more than the resolution of a screen that shows a slide. */
const MAX_OVERVIEW_SIDE_PX = 2400
/** The minimum scale at which images on the board are rendered, in pixels per board unit. */
const DEFAULT_SCALE = 2

/** The shapes to render, their background, and the title of the file. */
interface BoardImageOptions extends Pick<SvgOptions, 'shapes' | 'background'> {
	title: string
	/** The largest scale that is requested later, in pixels per board unit. */
	scale: number
}

/** A PNG with its size in pixels. */
export interface OverviewImage {
	png: Blob
	width: number
	height: number
}

/** An image of a board in one piece. The SVG behind it is rendered once, for the first PNG. */
export interface BoardImage {
	/**
	 * Returns a PNG of `scale` pixels per board unit; null if this browser cannot draw one that
	 * large.
	 */
	toPng(scale: number): Promise<Blob | null>
	/**
	 * Returns a PNG for a printed page or a slide: at most MAX_OVERVIEW_SIDE_PX a side, and
	 * DEFAULT_SCALE.
	 */
	overview(): Promise<OverviewImage | null>
	close(): void
}

/**
 * Opens the image of these shapes. Nothing is rendered until its first PNG. The caller must close
 * it.
 */
export function openBoardImage(renderer: BoardRenderer, options: BoardImageOptions): BoardImage {
	const bounds = boundsOf(renderer, options.shapes)
	let opened: Promise<SvgImage | null> | undefined
	let overview: Promise<OverviewImage | null> | undefined

	async function open(): Promise<SvgImage | null> {
		if (!bounds) return null
		const ratio = Math.max(DEFAULT_SCALE, options.scale)
		const svg = await renderSvg(renderer, {
			shapes: options.shapes,
			bounds,
			background: options.background,
			pixelRatio: ratio,
			hasNote: true,
		})
		const file = writeSvg(svg, { fonts: renderer.fonts, title: options.title })
		return loadSvgImage(file, { width: bounds.w, height: bounds.h })
	}

	async function toPng(scale: number): Promise<Blob | null> {
		opened ??= open()
		return (await opened)?.toPng(scale) ?? null
	}

	async function renderOverview(): Promise<OverviewImage | null> {
		if (!bounds) return null
		const scale = Math.min(DEFAULT_SCALE, MAX_OVERVIEW_SIDE_PX / Math.max(bounds.w, bounds.h))
		const png = await toPng(scale)
		if (!png) throw new Error('the browser could not draw the image')
		return { png, width: bounds.w * scale, height: bounds.h * scale }
	}

	return {
		toPng,
		overview() {
			overview ??= renderOverview()
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

/** A delay for Safari, which reports an SVG as loaded before its fonts are. */
const SAFARI_DELAY_MS = 250

/** An SVG that the browser has laid out, which is most of the work. It can be drawn at any size. */
interface SvgImage {
	/**
	 * Returns a PNG of `ratio` pixels per unit, with that resolution in its header. Returns null if
	 * this browser cannot draw one that large.
	 */
	toPng(ratio: number): Promise<Blob | null>
	/**
	 * Frees its memory at once instead of at the next garbage collection, since an archive renders
	 * many boards.
	 */
	close(): void
}

/**
 * Loads an SVG of this size, in its own units. Returns null if this browser cannot load it. The
 * caller must close it.
 */
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
