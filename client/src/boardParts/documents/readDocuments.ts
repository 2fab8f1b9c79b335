import { LIMITS } from '@charrette/shared'
import { failureOf } from '../../connection/http.ts'
import { textsIn } from '../../i18n/texts.ts'
import { currentLanguage } from '../../i18n/useTranslation.ts'
import type { ReadDocument } from '../../sync/putImages.ts'
import { DocumentRefusedError, type OpenedDocument, pagePicture } from './OpenedDocument.ts'
import { openDocument } from './openDocument.ts'

/** The width of the picture of the first page, in pixels. */
const PICTURE_PIXELS = 1024
/** Titles that programs give to a file by themselves. */
const NO_TITLE =
	/^(untitled|unnamed|powerpoint presentation|word document|microsoft (word|powerpoint) - .*|.*\.(docx?|pptx?|odt|indd|pdf))$/i

/** The first page of a document: its picture, and its height by its width. */
interface ReadPage {
	picture: File
	ratio: number
}

/**
 * Reads PDF, Word and PowerPoint files for a board: their title, number of pages and first page.
 * Says which of them cannot be read, and why (CASE3).
 */
export async function readDocuments(
	files: readonly File[],
	onMessage: (text: string) => void,
): Promise<(ReadDocument & ReadPage)[]> {
	const t = textsIn(currentLanguage.get(), 'documents', 'app')
	const read: (ReadPage & ReadDocument)[] = []
	for (const file of files) {
		onMessage(t('reading', { name: file.name }))
		try {
			read.push(await readDocument(file))
			if (/\.docx$/i.test(file.name)) onMessage(t('asCards', { name: file.name }))
		} catch (cause) {
			const isRefused = cause instanceof DocumentRefusedError
			const values = { name: file.name, size: LIMITS.maxCaseBytes / 1024 / 1024 }
			onMessage(isRefused ? t(`refused.${cause.reason}`, values) : t(`app:errors.${failureOf(cause)}`))
		}
	}
	return read
}

async function readDocument(file: File): Promise<ReadPage & ReadDocument> {
	if (file.size > LIMITS.maxCaseBytes) throw new DocumentRefusedError('tooLarge')
	const opened = await openDocument(new Uint8Array(await file.arrayBuffer()))
	try {
		const name = file.name.slice(-LIMITS.maxDocumentNameLength)
		return { file, name, title: titleOf(opened, name), pages: opened.pages, ...(await readFirstPage(opened, name)) }
	} finally {
		opened.close()
	}
}

/** A file that opens but whose first page cannot be drawn is damaged, too. */
async function readFirstPage(opened: OpenedDocument, name: string): Promise<ReadPage> {
	try {
		const page = await opened.page(1)
		const picture = await pagePicture(page, { pixels: PICTURE_PIXELS, name })
		return { picture, ratio: page.height / page.width }
	} catch (cause) {
		throw new DocumentRefusedError('damaged', { cause })
	}
}

function titleOf({ title }: OpenedDocument, name: string): string {
	const chosen = title === '' || NO_TITLE.test(title) ? name.replace(/\.(pdf|docx|pptx)$/i, '') : title
	return chosen.slice(0, LIMITS.maxClusterTitleLength)
}
