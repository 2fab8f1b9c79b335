import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import {
	type DocumentPage,
	DocumentRefusedError,
	type OpenedDocument,
	withinTime,
} from '../documents/OpenedDocument.ts'
import { createMeasure, officePage } from './officePage.ts'
import type { OfficeAnswer } from './officeWorker.ts'

/**
 * Opens a Word or PowerPoint file; its bytes are handed over to a worker that reads them, and are
 * empty here after that. Its text and pictures are drawn on a canvas: no markup, script, style or
 * address of the file reaches the page (CASE8). Throws a `DocumentRefusedError`, and an `ApiError`
 * if the worker cannot be fetched.
 */
export async function openOffice(bytes: Uint8Array): Promise<OpenedDocument> {
	const answer = await readInWorker(bytes)
	if ('refused' in answer) throw new DocumentRefusedError(answer.refused)
	const { content, title } = answer
	const measureAt = createMeasure()
	const pages = new Map<number, DocumentPage>()
	return {
		pages: content.pages.length,
		title,
		isSimplified: true,
		async page(number) {
			const known = pages.get(number)
			if (known) return known
			// Between the pages that a search lays out, the browser handles input.
			await new Promise((resolve) => setTimeout(resolve))
			const page = officePage(content, number, measureAt)
			pages.set(number, page)
			return page
		},
		close() {},
	}
}

/** Has a worker of its own read the file: to inflate and parse 20 MB of XML takes over a second. */
async function readInWorker(bytes: Uint8Array): Promise<OfficeAnswer> {
	const thread = new Worker(new URL('./officeWorker.ts', import.meta.url), { type: 'module' })
	const reading = new Promise<OfficeAnswer>((resolve, reject) => {
		thread.onmessage = ({ data }: MessageEvent<OfficeAnswer>) => resolve(data)
		thread.onerror = ({ message }) => reject(new Error(message))
		thread.postMessage(bytes, [bytes.buffer])
	})
	try {
		return await withinTime(fetchChunkOnce(() => reading))
	} finally {
		thread.terminate()
	}
}
