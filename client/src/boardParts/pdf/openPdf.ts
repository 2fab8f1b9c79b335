import { LIMITS } from '@charrette/shared'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import {
	type DocumentPage,
	DocumentRefusedError,
	drawingScale,
	type OpenedDocument,
	type PageDrawing,
	withinTime,
} from '../documents/OpenedDocument.ts'

const loadPdfjs = () => fetchChunkOnce(() => import('./pdfjs.ts'))

/** The folder of this module's chunk, which has the library's own files too (`pdfFiles.ts`). */
const FOLDER = import.meta.url

/**
 * Opens a PDF file in a worker of its own. Scripts and forms of the file never run, its links are
 * not followed, and the library fetches nothing but its own fonts, tables and decoders from this
 * server (CASE3). Throws a `DocumentRefusedError`, and an `ApiError` if the library cannot be
 * fetched.
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenedDocument> {
	const { getDocument, PDFWorker, version, workerUrl } = await loadPdfjs()
	const files = (folder: string) => new URL(`pdf-${version}/${folder}/`, FOLDER).href
	const thread = new Worker(workerUrl, { type: 'module' })
	const task = getDocument({
		data: bytes,
		worker: PDFWorker.create({ port: thread }),
		cMapUrl: files('cmaps'),
		standardFontDataUrl: files('standard_fonts'),
		wasmUrl: files('wasm'),
		enableXfa: false,
		maxImageSize: LIMITS.maxImagePixels,
		verbosity: 0,
	})
	const close = () => {
		void task.destroy().catch(() => {})
		thread.terminate()
	}
	try {
		const document = await withinTime(task.promise)
		if (document.numPages > LIMITS.maxCasePages) throw new DocumentRefusedError('tooManyPages')
		return {
			pages: document.numPages,
			title: await readTitle(document),
			isSimplified: false,
			page: async (number) => pdfPage(await document.getPage(number)),
			close,
		}
	} catch (cause) {
		close()
		if (cause instanceof DocumentRefusedError) throw cause
		throw new DocumentRefusedError(
			cause instanceof Error && cause.name === 'PasswordException' ? 'locked' : 'damaged',
			{
				cause,
			},
		)
	}
}

async function readTitle(document: PDFDocumentProxy): Promise<string> {
	const { info } = await document.getMetadata()
	const title = (info as { Title?: unknown }).Title
	return typeof title === 'string' ? title.replace(/\s+/g, ' ').trim() : ''
}

function pdfPage(page: PDFPageProxy): DocumentPage {
	const { width, height } = page.getViewport({ scale: 1 })
	return {
		width,
		height,
		draw: (pixels) => drawPage(page, drawingScale({ width, height }, pixels)),
		async text() {
			const { items } = await page.getTextContent()
			return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
		},
		async addText(layer, scale) {
			const { TextLayer } = await loadPdfjs()
			layer.style.setProperty('--total-scale-factor', String(scale))
			await new TextLayer({
				textContentSource: page.streamTextContent(),
				container: layer,
				viewport: page.getViewport({ scale }),
			}).render()
		},
	}
}

function drawPage(page: PDFPageProxy, scale: number): PageDrawing {
	const viewport = page.getViewport({ scale })
	const canvas = document.createElement('canvas')
	canvas.width = Math.max(1, Math.floor(viewport.width))
	canvas.height = Math.max(1, Math.floor(viewport.height))
	const task = page.render({ canvas, viewport })
	return { canvas, done: task.promise, cancel: () => task.cancel() }
}
