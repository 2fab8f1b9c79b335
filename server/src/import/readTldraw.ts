import type { BoardRecord, CardKind, SkippedEntry } from '@charrette/shared'
import { isCard, isImage, putRecord, recordsOf, titleFrom } from '@charrette/shared'
import * as Y from 'yjs'
import { convertArrow, convertShape } from './convertTldrawShape.ts'
import type { BoardDraft, FileDraft } from './FileDraft.ts'
import type { MarkReader } from './marks.ts'
import type { ShapePosition, TldrawFile, TldrawShape } from './tldrawFile.ts'
import { positionOf, sortRecords, textOf } from './tldrawFile.ts'

export { isTldraw, isTldrawV1 } from './tldrawFile.ts'

/**
 * Reads a tldraw file as boards, one for each page. Notes, texts and shapes with a text become
 * cards, arrows between two of them become links, frames become clusters; images and strokes stay
 * what they are. Shapes that we exported (`meta.charrette`) become what they were.
 */
export function readTldraw(json: { records: unknown }, title: string, marks: MarkReader): FileDraft {
	const file = sortRecords(json)
	const skipped: SkippedEntry[] = file.unreadable.map((entry) => ({ entry, reason: 'not_readable' }))
	const pages = new Map<string, [TldrawShape, ShapePosition][]>()
	for (const shape of file.shapes.values()) {
		const position = positionOf(shape, file)
		if (!position) {
			skipped.push({ entry: shape.id, reason: 'not_readable' })
			continue
		}
		const page = pages.get(position.page) ?? []
		page.push([shape, position])
		pages.set(position.page, page)
	}
	const order = [...(file.pages.size > 0 ? file.pages : pages).keys()]
	const boards = order.flatMap((id) => {
		const name = file.pages.get(id)?.name ?? ''
		const board = readPage(pages.get(id) ?? [], { file, skipped, marks })
		return board ? [{ ...board, title: titleFrom(order.length > 1 || title === '' ? name : title) }] : []
	})
	return { source: 'drawing', boards, skipped }
}

function readPage(
	shapes: readonly [TldrawShape, ShapePosition][],
	{ file, skipped, marks }: { file: TldrawFile; skipped: SkippedEntry[]; marks: MarkReader },
): Omit<BoardDraft, 'title'> | null {
	const converted: BoardRecord[] = []
	const attached: { image: BoardRecord; to: string }[] = []
	const images = new Map<string, Uint8Array>()
	for (const [shape, position] of shapes) {
		const { record, image, attachedTo, reason } = convertShape(shape, position, { file, marks })
		if (record && attachedTo !== undefined) attached.push({ image: record, to: attachedTo })
		else if (record) converted.push(record)
		if (image) images.set(image.path, image.bytes)
		if (reason) skipped.push({ entry: `${shape.type} ${shape.id}`.slice(0, 80), reason })
	}
	attachImages(converted, attached)
	const cards = new Map(converted.filter(isCard).map(({ id, props }): [string, CardKind] => [id, props.kind]))
	for (const [shape, position] of shapes) {
		if (shape.type !== 'arrow') continue
		const { records, lostLabel } = convertArrow(shape, position, { cards, bindings: file.bindings, marks })
		if (records.length === 0) {
			const entry = (textOf(shape).trim() || `arrow ${shape.id}`).slice(0, 80)
			skipped.push({ entry, reason: 'link_without_end' })
		}
		if (lostLabel !== '') skipped.push({ entry: lostLabel.slice(0, 80), reason: 'label_lost' })
		converted.push(...records)
	}
	if (converted.length === 0) return null
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	doc.transact(() => {
		for (const record of converted) putRecord(records, record)
	})
	return { doc, people: new Map(), images, isAuthoredByImporter: false }
}

/**
 * Attaches images to their cards (DETAIL2). An image whose card no longer exists becomes an image
 * of the board.
 */
function attachImages(converted: BoardRecord[], attached: readonly { image: BoardRecord; to: string }[]): void {
	const cards = new Map(converted.filter(isCard).map((card) => [card.id as string, card]))
	for (const { image, to } of attached) {
		const card = cards.get(to)
		if (card && isImage(image)) {
			const { path, alt } = image.props
			card.meta = { ...card.meta, image: path, ...(alt === '' ? {} : { imageAlt: alt }) }
		} else converted.push(image)
	}
}
