import { LIMITS } from '@charrette/shared'
import { type DocumentPage, DocumentRefusedError, type OpenedDocument } from '../documents/OpenedDocument.ts'
import type { OfficePages } from './OfficePages.ts'
import { createMeasure, officePage } from './officePage.ts'
import { DOCX_MAIN, isDocxPart, readDocx } from './readDocx.ts'
import { isDeckPart, isSlidePart, PPTX_MAIN, readDeck, readSlides } from './readPptx.ts'
import { readXml } from './readXml.ts'
import { type OfficeArchive, openArchive, textOfPart } from './unpack.ts'

const PROPERTIES = 'docProps/core.xml'

/**
 * Opens a Word or PowerPoint file. Its text and pictures are drawn on a canvas: no markup, script,
 * style or address of the file reaches the page (CASE8). Throws a `DocumentRefusedError`.
 */
export async function openOffice(bytes: Uint8Array): Promise<OpenedDocument> {
	const { content, title } = await readOffice(bytes)
	const measureAt = createMeasure()
	const pages = new Map<number, DocumentPage>()
	return {
		pages: content.pages.length,
		title,
		isSimplified: true,
		async page(number) {
			const page = pages.get(number) ?? officePage(content, number, measureAt)
			pages.set(number, page)
			return page
		},
		close() {},
	}
}

/** Reads a file: its pages, and its title. Throws a `DocumentRefusedError`. */
export async function readOffice(bytes: Uint8Array): Promise<{ content: OfficePages; title: string }> {
	const archive = await openArchive(bytes)
	const content = await readContent(archive)
	if (content.pages.length > LIMITS.maxCasePages) throw new DocumentRefusedError('tooManyPages')
	const properties = await archive.unpack((name) => name === PROPERTIES)
	return { content, title: readTitle(textOfPart(properties, PROPERTIES)) }
}

async function readContent({ names, unpack }: OfficeArchive): Promise<OfficePages> {
	if (names.has(DOCX_MAIN)) return readDocx(await unpack(isDocxPart))
	if (!names.has(PPTX_MAIN)) throw new DocumentRefusedError('damaged')
	const deck = readDeck(await unpack(isDeckPart))
	return readSlides(deck, await unpack(isSlidePart(deck)))
}

function readTitle(xml: string): string {
	let [title, isTitle] = ['', false]
	readXml(xml, {
		open(name) {
			isTitle = name === 'title'
		},
		text(text) {
			if (isTitle) title += text
		},
		close() {
			isTitle = false
		},
	})
	return title.replace(/\s+/g, ' ').trim()
}
