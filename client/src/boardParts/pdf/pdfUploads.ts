import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import { failureOf } from '../../connection/http.ts'
import { textsIn } from '../../i18n/texts.ts'
import { currentLanguage, loadNamespace } from '../../i18n/useTranslation.ts'
import type { NewUpload } from '../../sync/imageUploads.ts'

/** The size of the card of a document in board units: its first page has room below its title. */
const DOCUMENT_CARD = { w: 200, h: 300 }

const isPdf = ({ type, name }: File) => type === 'application/pdf' || /\.pdf$/i.test(name)

interface PlacedUploads {
	city: string
	onMessage: (text: string) => void
	/** Returns the place of each of these cards. */
	place: (sizes: { w: number; h: number }[]) => NewUpload['target'][]
}

/**
 * Reads the PDF files among these and returns the uploads of their cards (CASE1). What reads them
 * is fetched for it.
 */
export async function readPdfUploads(
	files: readonly File[],
	{ city, onMessage, place }: PlacedUploads,
): Promise<NewUpload[]> {
	const pdfs = files.filter(isPdf)
	if (pdfs.length === 0) return []
	try {
		const [{ readDocuments }] = await Promise.all([
			fetchChunkOnce(() => import('./readDocuments.ts')),
			loadNamespace('documents'),
		])
		const read = await readDocuments(pdfs, onMessage)
		const targets = place(read.map(() => DOCUMENT_CARD))
		return read.flatMap(({ picture, ...document }, at) => {
			const target = targets[at]
			return target
				? [{ file: picture, target, preview: URL.createObjectURL(picture), document: { ...document, city } }]
				: []
		})
	} catch (thrown) {
		onMessage(textsIn(currentLanguage.get(), 'app')(`errors.${failureOf(thrown)}`))
		return []
	}
}

/** Returns the files that are added as images. */
export function withoutPdfs(files: readonly File[]): File[] {
	return files.filter((file) => !isPdf(file))
}
