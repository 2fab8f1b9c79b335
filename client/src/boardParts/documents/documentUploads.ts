import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import { failureOf } from '../../connection/http.ts'
import { textsIn } from '../../i18n/texts.ts'
import { currentLanguage, loadNamespace } from '../../i18n/useTranslation.ts'
import type { NewUpload } from '../../sync/imageUploads.ts'

/**
 * The size of the card of a document in board units: its first page has room below its title, and a
 * slide is shown whole. `ratio` is the height of the page by its width.
 */
const sizeOfCard = (ratio: number) => ({ w: 200, h: Math.min(300, Math.round(85 + 171 * ratio)) })

/**
 * Whether a file is added as a document, by its name; what is in it is read later (CASE2a). Older
 * files and files with macros get a sentence that says what to do.
 */
const isDocument = ({ type, name }: File) =>
	type === 'application/pdf' || /\.(pdf|docx|pptx|docm|pptm|doc|ppt)$/i.test(name)

interface PlacedUploads {
	city: string
	onMessage: (text: string) => void
	/** Returns the place of each of these cards. */
	place: (sizes: { w: number; h: number }[]) => NewUpload['target'][]
}

/**
 * Reads the PDF, Word and PowerPoint files among these and returns the uploads of their cards
 * (CASE1). What reads them is fetched for it.
 */
export async function readDocumentUploads(
	files: readonly File[],
	{ city, onMessage, place }: PlacedUploads,
): Promise<NewUpload[]> {
	const documents = files.filter(isDocument)
	if (documents.length === 0) return []
	try {
		const [{ readDocuments }] = await Promise.all([
			fetchChunkOnce(() => import('./readDocuments.ts')),
			loadNamespace('documents'),
		])
		const read = await readDocuments(documents, onMessage)
		const targets = place(read.map(({ ratio }) => sizeOfCard(ratio)))
		return read.flatMap(({ picture, ratio, ...document }, at) => {
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
export function withoutDocuments(files: readonly File[]): File[] {
	return files.filter((file) => !isDocument(file))
}
