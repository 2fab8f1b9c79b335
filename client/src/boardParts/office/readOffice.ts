import { LIMITS } from '@charrette/shared'
import { DocumentRefusedError } from '../documents/OpenedDocument.ts'
import type { OfficePages } from './OfficePages.ts'
import { DOCX_MAIN, isDocxPart, readDocx } from './readDocx.ts'
import { isDeckPart, isSlidePart, PPTX_MAIN, readDeck, readSlides } from './readPptx.ts'
import { readXml } from './readXml.ts'
import { type OfficeArchive, openArchive, textOfPart } from './unpack.ts'

const PROPERTIES = 'docProps/core.xml'

/** The content of a Word or PowerPoint file. */
export interface ReadOffice {
	content: OfficePages
	title: string
}

/** Reads a file: its pages, and its title. Throws a `DocumentRefusedError`. */
export async function readOffice(bytes: Uint8Array): Promise<ReadOffice> {
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
