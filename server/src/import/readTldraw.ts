import type { Skipped } from '@charrette/shared'
import { recordsOf, TEXT_KEY, titleFrom, writeRecords } from '@charrette/shared'
import * as Y from 'yjs'
import type { BoardDraft, FileDraft } from './BoardDraft.ts'
import type { DrawnRecord } from './tldraw/convertShape.ts'
import { convertShape } from './tldraw/convertShape.ts'
import { linksOf } from './tldraw/linksOf.ts'
import type { Place } from './tldraw/placeOf.ts'
import { placeOf } from './tldraw/placeOf.ts'
import type { TldrawFile, TldrawShape } from './tldraw/TldrawFile.ts'
import { sortRecords } from './tldraw/TldrawFile.ts'

export { isTldraw } from './tldraw/TldrawFile.ts'

/**
 * A drawing of tldraw's as boards, one a page: notes, texts and rectangles with words are cards, arrows between two of them
 * links, frames clusters, pictures images, strokes strokes. What is marked as ours (`meta.charrette`) is what it was.
 */
export function readTldraw(json: { records: unknown }, title: string): FileDraft {
	const file = sortRecords(json)
	const skipped: Skipped[] = file.unreadable.map((entry) => ({ entry, reason: 'not_readable' }))
	const pages = new Map<string, [TldrawShape, Place][]>()
	for (const shape of file.shapes.values()) {
		const place = placeOf(shape, file)
		if (place) pages.set(place.page, [...(pages.get(place.page) ?? []), [shape, place]])
		else skipped.push({ entry: shape.id, reason: 'not_readable' })
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
	shapes: readonly [TldrawShape, Place][],
	{ file, skipped }: { file: TldrawFile; skipped: Skipped[] },
): Omit<BoardDraft, 'title'> | null {
	const drawn: DrawnRecord[] = []
	const pictures = new Map<string, Uint8Array>()
	for (const [shape, place] of shapes) {
		const { records = [], picture, reason } = convertShape(shape, place, file)
		drawn.push(...records)
		if (picture) pictures.set(picture.path, picture.bytes)
		if (reason) skipped.push({ entry: `${shape.type} ${shape.id}`.slice(0, 80), reason })
	}
	const cards = new Map(drawn.filter(({ fields }) => fields['type'] === 'card').map(({ id, fields }) => [id, fields]))
	for (const [shape, place] of shapes) {
		if (shape.type !== 'arrow') continue
		const records = linksOf(shape, place, { cards, bindings: file.bindings })
		if (records.length > 0) drawn.push(...records)
		else skipped.push({ entry: `arrow ${shape.id}`.slice(0, 80), reason: 'link_without_end' })
	}
	if (drawn.length === 0) return null
	const doc = new Y.Doc()
	writeRecords(doc, Object.fromEntries(drawn.map(({ id, fields }) => [id, fields])))
	for (const [id, record] of recordsOf(doc))
		if (cards.has(id) && !record.has(TEXT_KEY)) record.set(TEXT_KEY, new Y.Text())
	return { doc, people: new Map(), pictures, isOwn: false }
}
