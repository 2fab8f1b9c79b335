import { type BoardContent, IMAGE_WIDTHS, isCard } from '@charrette/shared'
import type { ShapeId } from '../../canvas/engine/shapes.ts'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import { textsIn } from '../../i18n/texts.ts'
import { loadTexts } from '../../i18n/useTranslation.ts'
import {
	dateOf,
	type ExportMetadata,
	type OnProgress,
	type RenderedFile,
	type RenderOptions,
	type RenderTarget,
} from '../exportFormats.ts'
import { type BoardImage, openBoardImage } from './boardImage.ts'
import { type BoardRenderer, type BoardToRender, openBoardRenderer } from './boardRenderer.ts'
import { readThumbnail, type Thumbnail } from './CardSvg.tsx'
import { fitScale, renderPng, zipParts } from './renderPng.ts'
import { boundsOf, layOutCards, outlineEmoji, renderSvg, writeSvg } from './renderSvg.ts'
import { withTexts } from './withTexts.ts'

interface RenderRequest {
	format: RenderTarget
	options: RenderOptions
}

/** A board and the files to render of it. */
interface BoardRenderRequest {
	board: Omit<BoardToRender, 'marginText' | 'note'>
	metadata: ExportMetadata
	requests: readonly RenderRequest[]
	/** The board's content with the dots of its newest vote; needed for a presentation. */
	content?: BoardContent | undefined
	onProgress: OnProgress
	/**
	 * Called for a file that could not be rendered; the other files are still rendered. Without it,
	 * the first failure is thrown.
	 */
	onFailed?: (format: RenderTarget, thrown: unknown) => void
}

/**
 * Renders a board, open or not, in several formats. Its fonts and images are fetched once. Returns
 * no files if the board is empty. Throws an `ApiError` if the server returns no fonts, and any
 * error that `onProgress` throws.
 */
export async function renderBoard(request: BoardRenderRequest): Promise<RenderedFile[]> {
	const { board, metadata, requests, onProgress, onFailed = rethrow } = request
	const content = request.content && withTexts(request.content, board.texts)
	// A file in one language has its words of Charrette in that language, too.
	await Promise.all((['app', 'board'] as const).map((namespace) => loadTexts(board.locale, namespace)))
	const renderer = await openBoardRenderer({
		...board,
		note: metadata.note ?? null,
		marginText: marginTextOf(metadata, requests),
	})
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

/** The texts on the sheets of a poster and of cards. */
const PRINTED_KEYS = ['city', 'cut', 'join', 'name', 'plan', 'scale', 'tile'] as const

function printedTextOf(locale: ExportMetadata['locale']): string {
	const t = textsIn(locale, 'board')
	return `ABCDEFGHIJKLMNOPQRSTUVWXYZ${PRINTED_KEYS.map((key) => t(`export.print.${key}`)).join('')}`
}

/** Returns all characters that may be written in the margins. */
function marginTextOf(metadata: ExportMetadata, requests: readonly RenderRequest[]): string {
	const { workshop, session = '', title, locale, note = '' } = metadata
	const isPrinted = requests.some(({ format, options }) => format === 'pdf' && options.layout !== 'pages')
	return `${workshop}${session}${title}${note}${dateOf(metadata)}${isPrinted ? printedTextOf(locale) : ''}0123456789 /·↓→`
}

interface RenderJob extends RenderRequest, Pick<BoardRenderRequest, 'metadata' | 'content' | 'onProgress'> {
	/** The images of the board that were opened for other files, by their options. */
	images: Map<string, BoardImage>
}

/** Renders one file; null if there is nothing to render. */
async function renderFile(renderer: BoardRenderer, job: RenderJob): Promise<RenderedFile | null> {
	const { metadata, format, options, content, onProgress, images } = job
	renderer.showNames(options.names)
	const shapes = renderer.shapes(options.selection)
	if (format === 'pdf') return renderPdfFile(renderer, { ...job, shapes })
	const bounds = boundsOf(renderer, shapes)
	if (!bounds) return null
	onProgress(0, 1)
	await layOutCards(renderer, shapes, onProgress)
	const { title } = metadata
	const fittedScale = options.isFitted ? fitScale(bounds, options.scale) : options.scale
	const imageOn = (background: RenderOptions['background']) => {
		const key = JSON.stringify([options.selection, options.names, background])
		const image = images.get(key) ?? openBoardImage(renderer, { shapes, background, title, scale: fittedScale })
		images.set(key, image)
		return image
	}
	switch (format) {
		case 'svg': {
			const svg = await renderSvg(renderer, {
				shapes,
				bounds,
				background: options.background,
				pixelRatio: null,
				hasNote: true,
			})
			await outlineEmoji(svg, renderer.fonts)
			return {
				format,
				blob: writeSvg(svg, { fonts: renderer.fonts, title, language: options.language }),
				extension: 'svg',
			}
		}
		case 'png': {
			const { background } = options
			const scale = fittedScale
			const image = imageOn(background)
			const png = await renderPng(renderer, { shapes, background, scale, title, image, onProgress })
			return png instanceof Blob
				? { format, blob: png, extension: 'png', ...(scale < options.scale && { fittedScale: scale }) }
				: { format, blob: await zipParts(png, metadata), extension: 'zip' }
		}
		case 'pptx': {
			if (!content) throw new Error('a presentation needs the content of the board')
			const { renderPptx } = await fetchChunkOnce(() => import('../pptx/renderPptx.ts'))
			const image = await imageOn('paper').overview()
			const pictures = await readPictures(renderer, shapes)
			const blob = await renderPptx({ metadata, image, shapes, content, names: options.names, pictures })
			return { format, blob, extension: 'pptx' }
		}
		case 'page': {
			const image = await imageOn('paper').overview()
			return image && { format, blob: image.png, extension: 'png' }
		}
	}
}

/** Fetches the images of these cards, by card. */
async function readPictures(
	{ editor }: BoardRenderer,
	shapes: readonly ShapeId[],
): Promise<ReadonlyMap<string, Thumbnail>> {
	const pictures = new Map<string, Thumbnail>()
	for (const id of shapes) {
		const shape = editor.getShape(id)
		const picture = shape && isCard(shape) ? await readThumbnail(shape, editor, SLIDE_IMAGE_WIDTH) : null
		if (picture) pictures.set(id, picture)
	}
	return pictures
}

/** The stored width of an image on a slide, in pixels: as many as a projector shows of a card. */
const SLIDE_IMAGE_WIDTH = IMAGE_WIDTHS[1]

/** Renders a PDF; blank cards need no board. */
async function renderPdfFile(
	renderer: BoardRenderer,
	{ shapes, options, metadata, onProgress }: RenderJob & { shapes: readonly ShapeId[] },
): Promise<RenderedFile | null> {
	onProgress(0, 1)
	if (options.layout !== 'cards') await layOutCards(renderer, shapes, onProgress)
	// A separate chunk: the PDF library is larger than everything else here.
	const { renderPdf } = await fetchChunkOnce(() => import('../pdf/renderPdf.ts'))
	const blob = await renderPdf(renderer, { shapes, options, metadata, onProgress })
	return blob && { format: 'pdf', blob, extension: 'pdf' }
}
