import { LIMITS } from '@charrette/shared'
import { failureOf } from '../../connection/http.ts'
import { textsIn } from '../../i18n/texts.ts'
import { currentLanguage } from '../../i18n/useTranslation.ts'
import type { ReadDocument } from '../../sync/putImages.ts'
import { openPdf, type Pdf, PdfRefusedError } from './openPdf.ts'
import { pagePicture } from './renderPage.ts'

/** The width of the picture of the first page, in pixels. */
const PICTURE_PIXELS = 1024
/** Titles that programs give to a file by themselves. */
const NO_TITLE = /^(untitled|unnamed|microsoft (word|powerpoint) - .*|.*\.(docx?|pptx?|odt|indd|pdf))$/i

/**
 * Reads PDF files for a board: their title, number of pages and first page. Says which of them
 * cannot be read, and why (CASE3).
 */
export async function readDocuments(
	files: readonly File[],
	onMessage: (text: string) => void,
): Promise<(ReadDocument & { picture: File })[]> {
	const t = textsIn(currentLanguage.get(), 'documents', 'app')
	const read: (ReadDocument & { picture: File })[] = []
	for (const file of files) {
		onMessage(t('reading', { name: file.name }))
		try {
			read.push(await readDocument(file))
		} catch (cause) {
			const isRefused = cause instanceof PdfRefusedError
			const values = { name: file.name, size: LIMITS.maxCaseBytes / 1024 / 1024 }
			onMessage(isRefused ? t(`refused.${cause.reason}`, values) : t(`app:errors.${failureOf(cause)}`))
		}
	}
	return read
}

async function readDocument(file: File): Promise<ReadDocument & { picture: File }> {
	if (file.size > LIMITS.maxCaseBytes) throw new PdfRefusedError('tooLarge')
	const pdf = await openPdf(new Uint8Array(await file.arrayBuffer()))
	try {
		const name = file.name.slice(-LIMITS.maxDocumentNameLength)
		return { file, name, title: titleOf(pdf, name), pages: pdf.pages, picture: await firstPage(pdf, name) }
	} finally {
		pdf.close()
	}
}

/** A file that opens but whose first page cannot be drawn is damaged, too. */
async function firstPage(pdf: Pdf, name: string): Promise<File> {
	try {
		return await pagePicture(await pdf.page(1), { pixels: PICTURE_PIXELS, name })
	} catch (cause) {
		throw new PdfRefusedError('damaged', { cause })
	}
}

function titleOf({ title }: Pdf, name: string): string {
	const chosen = title === '' || NO_TITLE.test(title) ? name.replace(/\.pdf$/i, '') : title
	return chosen.slice(0, LIMITS.maxClusterTitleLength)
}
