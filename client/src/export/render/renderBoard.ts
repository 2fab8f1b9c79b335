import type { BoardContent } from '@charrette/shared'
import type { ExportMetadata, OnProgress, RenderedFile, RenderOptions, RenderTarget } from '../exportFormats.ts'
import { type BoardImage, openBoardImage } from './boardImage.ts'
import { type BoardRenderer, type BoardToRender, openBoardRenderer } from './boardRenderer.ts'
import { renderPng, zipParts } from './renderPng.ts'
import { boundsOf, layOutCards, outlineEmoji, renderSvg, writeSvg } from './renderSvg.ts'

/** One picture of a board. */
interface RenderRequest {
	format: RenderTarget
	options: RenderOptions
}

/** A board, and the pictures that are to be drawn of it. */
interface BoardRenderRequest {
	board: Omit<BoardToRender, 'marginText'>
	about: ExportMetadata
	requests: readonly RenderRequest[]
	/** What is on it, with the dots of its newest vote: a presentation is made of it. */
	content?: BoardContent | undefined
	onProgress: OnProgress
	/** Is told of a picture that could not be drawn, so that the others are; without it the first such ends the drawing. */
	onFailed?: (format: RenderTarget, thrown: unknown) => void
}

/**
 * Draws a board, whether it is open or not, from its document, in as many formats as are wanted; its typefaces and images
 * are fetched once, and nothing of it stays behind. Gives no files where there is nothing on it. Throws an `ApiError` where
 * the server gives no typefaces, and what `onProgress` throws.
 */
export async function renderBoard({
	board,
	about,
	requests,
	content,
	onProgress,
	onFailed = rethrow,
}: BoardRenderRequest): Promise<RenderedFile[]> {
	const drawing = await openBoardRenderer({ ...board, marginText: marginTextOf(about) })
	const wholes = new Map<string, BoardImage>()
	try {
		const files: RenderedFile[] = []
		for (const picture of requests) {
			try {
				const file = await renderFile(drawing, { about, onProgress, content, images: wholes, ...picture })
				if (file) files.push(file)
			} catch (thrown) {
				onFailed(picture.format, thrown)
			}
		}
		return files
	} finally {
		for (const whole of wholes.values()) whole.close()
		drawing.close()
	}
}

function rethrow(_format: RenderTarget, thrown: unknown): never {
	throw thrown
}

/** All that is written beside a board. */
function marginTextOf(about: ExportMetadata): string {
	return `${about.workshop}${about.title}${dateOf(about)}0123456789 /·↓→`
}

/** What is drawn of a board that is ready to be drawn. `wholes` are kept for whatever else is made of them. */
interface RenderJob extends RenderRequest, Omit<BoardRenderRequest, 'board' | 'requests'> {
	images: Map<string, BoardImage>
}

async function renderFile(
	drawing: BoardRenderer,
	{ about, format, options, content, onProgress, images }: RenderJob,
): Promise<RenderedFile | null> {
	drawing.showNames(options.names)
	const shapes = drawing.shapes(options.selection)
	const bounds = boundsOf(drawing.editor, shapes)
	if (!bounds) return null
	onProgress(0, 1)
	await layOutCards(drawing, shapes, onProgress)
	const { title, workshop, at, locale } = about
	const wholeOn = (ground: RenderOptions['background']) => {
		const key = JSON.stringify([options.selection, options.names, ground])
		const whole =
			images.get(key) ?? openBoardImage(drawing, { shapes, background: ground, title, scale: options.scale })
		images.set(key, whole)
		return whole
	}
	switch (format) {
		case 'svg': {
			const svg = await renderSvg(drawing, { shapes, bounds, background: options.background, pixelRatio: null })
			await outlineEmoji(svg, drawing.fonts)
			return { format, blob: writeSvg(svg, { fonts: drawing.fonts, title }), extension: 'svg' }
		}
		case 'png': {
			const { scale, background } = options
			const png = await renderPng(drawing, { shapes, background, scale, title, image: wholeOn(background), onProgress })
			return png instanceof Blob
				? { format, blob: png, extension: 'png' }
				: { format, blob: await zipParts(png, about), extension: 'zip' }
		}
		case 'pptx': {
			if (!content) throw new Error('a presentation was asked for without what is to be in it')
			const { renderPptx } = await import('../pptx/renderPptx.ts')
			const picture = await wholeOn('paper').overview()
			const blob = await renderPptx({ about, image: picture, shapes, content, names: options.names })
			return { format, blob, extension: 'pptx' }
		}
		case 'pdf': {
			// The writer of PDF weighs more than all the rest.
			const { renderPdf } = await import('../pdf/renderPdf.ts')
			const margin = { title, workshop, date: dateOf(about), at: new Date(at), locale }
			const blob = await renderPdf(drawing, { shapes, paper: options.paper, ...margin })
			return blob && { format, blob, extension: 'pdf' }
		}
		case 'page': {
			const picture = await wholeOn('paper').overview()
			return picture && { format, blob: picture.png, extension: 'png' }
		}
	}
}

function dateOf({ at, locale }: ExportMetadata): string {
	return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at)
}
