import type { BoardContent } from '@charrette/shared'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import type { ExportMetadata, OnProgress, RenderedFile, RenderOptions, RenderTarget } from '../exportFormats.ts'
import { type BoardImage, openBoardImage } from './boardImage.ts'
import { type BoardRenderer, type BoardToRender, openBoardRenderer } from './boardRenderer.ts'
import { renderPng, zipParts } from './renderPng.ts'
import { boundsOf, layOutCards, outlineEmoji, renderSvg, writeSvg } from './renderSvg.ts'

interface RenderRequest {
	format: RenderTarget
	options: RenderOptions
}

/** A board and the files to render of it. */
interface BoardRenderRequest {
	board: Omit<BoardToRender, 'marginText'>
	metadata: ExportMetadata
	requests: readonly RenderRequest[]
	/** The board's content with the dots of its newest vote; needed for a presentation. */
	content?: BoardContent | undefined
	onProgress: OnProgress
	/**
	 * Called for a file that could not be rendered; the others are. Without it the first failure is
	 * thrown.
	 */
	onFailed?: (format: RenderTarget, thrown: unknown) => void
}

/**
 * Renders a board, open or not, in several formats. Its fonts and images are fetched once. Returns
 * no files if the board is empty. Throws an `ApiError` if the server gives no fonts, and what
 * `onProgress` throws.
 */
export async function renderBoard(request: BoardRenderRequest): Promise<RenderedFile[]> {
	const { board, metadata, requests, content, onProgress, onFailed = rethrow } = request
	const renderer = await openBoardRenderer({ ...board, marginText: marginTextOf(metadata) })
	const images = new Map<string, BoardImage>()
	try {
		const files: RenderedFile[] = []
		for (const { format, options } of requests) {
			try {
				const file = await renderFile(renderer, { format, options, metadata, onProgress, content, images })
				if (file) files.push(file)
			} catch (thrown) {
				onFailed(format, thrown)
			}
		}
		return files
	} finally {
		for (const image of images.values()) image.close()
		renderer.close()
	}
}

function rethrow(_format: RenderTarget, thrown: unknown): never {
	throw thrown
}

/** All characters that may be written in the margins. */
function marginTextOf(metadata: ExportMetadata): string {
	return `${metadata.workshop}${metadata.title}${dateOf(metadata)}0123456789 /·↓→`
}

interface RenderJob extends RenderRequest, Pick<BoardRenderRequest, 'metadata' | 'content' | 'onProgress'> {
	/** The images of the board that were made for other files, by their options. */
	images: Map<string, BoardImage>
}

/** Renders one file; null if there is nothing to render. */
async function renderFile(renderer: BoardRenderer, job: RenderJob): Promise<RenderedFile | null> {
	const { metadata, format, options, content, onProgress, images } = job
	renderer.showNames(options.names)
	const shapes = renderer.shapes(options.selection)
	const bounds = boundsOf(renderer.editor, shapes)
	if (!bounds) return null
	onProgress(0, 1)
	await layOutCards(renderer, shapes, onProgress)
	const { title, workshop, at, locale } = metadata
	const imageOn = (background: RenderOptions['background']) => {
		const key = JSON.stringify([options.selection, options.names, background])
		const image = images.get(key) ?? openBoardImage(renderer, { shapes, background, title, scale: options.scale })
		images.set(key, image)
		return image
	}
	switch (format) {
		case 'svg': {
			const svg = await renderSvg(renderer, { shapes, bounds, background: options.background, pixelRatio: null })
			await outlineEmoji(svg, renderer.fonts)
			return { format, blob: writeSvg(svg, { fonts: renderer.fonts, title }), extension: 'svg' }
		}
		case 'png': {
			const { scale, background } = options
			const image = imageOn(background)
			const png = await renderPng(renderer, { shapes, background, scale, title, image, onProgress })
			return png instanceof Blob
				? { format, blob: png, extension: 'png' }
				: { format, blob: await zipParts(png, metadata), extension: 'zip' }
		}
		case 'pptx': {
			if (!content) throw new Error('a presentation needs the content of the board')
			const { renderPptx } = await fetchChunkOnce(() => import('../pptx/renderPptx.ts'))
			const image = await imageOn('paper').overview()
			const blob = await renderPptx({ metadata, image, shapes, content, names: options.names })
			return { format, blob, extension: 'pptx' }
		}
		case 'pdf': {
			// A chunk of its own: the PDF library is larger than everything else here.
			const { renderPdf } = await fetchChunkOnce(() => import('../pdf/renderPdf.ts'))
			const margin = { title, workshop, date: dateOf(metadata), at: new Date(at), locale }
			const blob = await renderPdf(renderer, { shapes, paper: options.paper, ...margin })
			return blob && { format, blob, extension: 'pdf' }
		}
		case 'page': {
			const image = await imageOn('paper').overview()
			return image && { format, blob: image.png, extension: 'png' }
		}
	}
}

function dateOf({ at, locale }: ExportMetadata): string {
	return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at)
}
