import type { BoardRecord, CardKind, SkippedEntry } from '@charrette/shared'
import { isCard, putRecord, recordsOf, titleFrom } from '@charrette/shared'
import * as Y from 'yjs'
import { convertArrow, convertShape } from './convertTldrawShape.ts'
import type { BoardDraft, FileDraft } from './FileDraft.ts'
import type { ShapePosition, TldrawFile, TldrawShape } from './tldrawFile.ts'
import { positionOf, sortRecords } from './tldrawFile.ts'

export { isTldraw } from './tldrawFile.ts'

/**
 * A drawing of tldraw's as boards, one a page: notes, texts and rectangles with words are cards, arrows between two of them
 * links, frames clusters, pictures images, strokes strokes. What is marked as ours (`meta.charrette`) is what it was.
 */
export function readTldraw(json: { records: unknown }, title: string): FileDraft {
	const file = sortRecords(json)
	const skipped: SkippedEntry[] = file.unreadable.map((entry) => ({ entry, reason: 'not_readable' }))
	const pages = new Map<string, [TldrawShape, ShapePosition][]>()
	for (const shape of file.shapes.values()) {
		const place = positionOf(shape, file)
		if (!place) {
			skipped.push({ entry: shape.id, reason: 'not_readable' })
			continue
		}
		const page = pages.get(place.page) ?? []
		page.push([shape, place])
		pages.set(place.page, page)
	}
	const order = file.pages.length > 0 ? file.pages.map(({ id }) => id) : [...pages.keys()]
	const boards = order.flatMap((id) => {
		const name = file.pages.find((page) => page.id === id)?.name ?? ''
		const drawn = readPage(pages.get(id) ?? [], { file, skipped })
		return drawn ? [{ ...drawn, title: titleFrom(order.length > 1 || title === '' ? name : title) }] : []
	})
	return { source: 'tldraw', boards, skipped }
}

function readPage(
	shapes: readonly [TldrawShape, ShapePosition][],
	{ file, skipped }: { file: TldrawFile; skipped: SkippedEntry[] },
): Omit<BoardDraft, 'title'> | null {
	const drawn: BoardRecord[] = []
	const pictures = new Map<string, Uint8Array>()
	for (const [shape, place] of shapes) {
		const { record, image, reason } = convertShape(shape, place, file)
		if (record) drawn.push(record)
		if (image) pictures.set(image.path, image.bytes)
		if (reason) skipped.push({ entry: `${shape.type} ${shape.id}`.slice(0, 80), reason })
	}
	const cards = new Map(drawn.filter(isCard).map(({ id, props }): [string, CardKind] => [id, props.kind]))
	for (const [shape, place] of shapes) {
		if (shape.type !== 'arrow') continue
		const records = convertArrow(shape, place, { cards, bindings: file.bindings })
		if (records.length > 0) drawn.push(...records)
		else skipped.push({ entry: `arrow ${shape.id}`.slice(0, 80), reason: 'link_without_end' })
	}
	if (drawn.length === 0) return null
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	doc.transact(() => {
		for (const record of drawn) putRecord(records, record)
	})
	return { doc, people: new Map(), images: pictures, isAuthoredByImporter: false }
}
