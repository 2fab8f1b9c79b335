import type { ImageId } from '@charrette/shared'
import { imageIdOf, isCard, isImage, PAGE_ID } from '@charrette/shared'
import { createTLSchema } from '@tldraw/tlschema'
import type { ExportAbout, ExportedBoard } from '../ExportedBoard.ts'
import { labelsIn } from '../labels.ts'
import { picturesOf } from '../picturesOf.ts'
import { shownRecords } from '../shownRecords.ts'
import { drawCard } from './drawCard.ts'
import { buildAsset, drawImage, drawOther } from './drawShapes.ts'

const FILE_FORMAT = 1

/**
 * A board as a file that a stock tldraw opens, in pieces: cards become rectangles, links arrows that say what they mean,
 * clusters are frames, and each picture is in it whole. `meta.charrette` keeps what makes a shape again what it was:
 *
 *     card     {kind, city, category?, author?, head, foot}    `head` and `foot` are the paragraphs that are no text of its
 *     link     {meaning}
 *     any      {isSetUp: true}                                 of what facilitators set up (SETUP1)
 */
export async function* toTldr(
	exported: ExportedBoard,
	{ locale }: Pick<ExportAbout, 'locale'>,
): AsyncGenerator<string> {
	const { board, content } = exported
	const labels = labelsIn(locale)
	const authors = new Map(content.cards.map(({ id, author }) => [id, author]))
	const meanings = new Map(content.links.map(({ id, meaning }) => [id, meaning]))
	const records = shownRecords(exported)
	const schema = JSON.stringify(createTLSchema().serialize())
	yield `{"tldrawFileFormatVersion":${FILE_FORMAT},"schema":${schema},"records":[\n`
	const isThere = new Set<ImageId>()
	for (const id of picturesOf(content)) {
		const file = await exported.picture(id)
		const shown = records.find((record) => isImage(record) && imageIdOf(record.props.path) === id)
		if (!file || !isImage(shown)) continue
		isThere.add(id)
		yield line(buildAsset(id, file, shown.props))
	}
	for (const record of records) {
		if (record.typeName === 'binding') yield line({ ...record, meta: {} })
		else if (isCard(record)) yield line(drawCard(record, labels, authors.get(record.id)))
		else if (isImage(record)) yield line(drawImage(record, isThere))
		else yield line(drawOther(record, labels, meanings.get(record.id)))
	}
	yield line({ id: PAGE_ID, typeName: 'page', name: board.title, index: 'a1', meta: {} })
	const document = { id: 'document:document', typeName: 'document', gridSize: 10, name: board.title, meta: {} }
	yield `${JSON.stringify(document)}\n]}\n`
}

function line(record: object): string {
	return `${JSON.stringify(record)},\n`
}
