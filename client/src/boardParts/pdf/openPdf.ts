import { LIMITS } from '@charrette/shared'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'

/** Why a PDF file cannot be shown (CASE3). */
export type PdfRefusal = 'tooLarge' | 'damaged' | 'locked' | 'tooManyPages'

/** Thrown for a file that is no PDF file, or one that a board cannot have. */
export class PdfRefusedError extends Error {
	readonly reason: PdfRefusal

	constructor(reason: PdfRefusal, options?: ErrorOptions) {
		super(`a document was refused: ${reason}`, options)
		this.name = 'PdfRefusedError'
		this.reason = reason
	}
}

export type PdfPage = PDFPageProxy

/** An open PDF file. */
export interface Pdf {
	pages: number
	/** The title in the file; '' if it has none. */
	title: string
	/** Returns a page; `number` is from 1 on. */
	page(number: number): Promise<PdfPage>
	/** Ends the worker, whatever it does. */
	close(): void
}

/** The time in which a file has to open: a hostile one could keep its worker busy for ever. */
const MAX_OPEN_MS = 60_000

export const loadPdfjs = () => fetchChunkOnce(() => import('./pdfjs.ts'))

/** The folder of this module's chunk, which has the library's own files too (`pdfFiles.ts`). */
const FOLDER = import.meta.url

/**
 * Opens a PDF file in a worker of its own. Scripts and forms of the file never run, its links are
 * not followed, and the library fetches nothing but its own fonts, tables and decoders from this
 * server (CASE3). Throws a `PdfRefusedError`, and an `ApiError` if the library cannot be fetched.
 */
export async function openPdf(bytes: Uint8Array): Promise<Pdf> {
	if (bytes.length > LIMITS.maxCaseBytes) throw new PdfRefusedError('tooLarge')
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
		if (document.numPages > LIMITS.maxCasePages) throw new PdfRefusedError('tooManyPages')
		return {
			pages: document.numPages,
			title: await readTitle(document),
			page: (number) => document.getPage(number),
			close,
		}
	} catch (cause) {
		close()
		if (cause instanceof PdfRefusedError) throw cause
		throw new PdfRefusedError(cause instanceof Error && cause.name === 'PasswordException' ? 'locked' : 'damaged', {
			cause,
		})
	}
}

/** Rejects after `MAX_OPEN_MS`, as for a damaged file. */
async function withinTime<Done>(opening: Promise<Done>): Promise<Done> {
	let timer: ReturnType<typeof setTimeout> | undefined
	const overdue = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new PdfRefusedError('damaged')), MAX_OPEN_MS)
	})
	return Promise.race([opening, overdue]).finally(() => clearTimeout(timer))
}

async function readTitle(document: PDFDocumentProxy): Promise<string> {
	const { info } = await document.getMetadata()
	const title = (info as { Title?: unknown }).Title
	return typeof title === 'string' ? title.replace(/\s+/g, ' ').trim() : ''
}
