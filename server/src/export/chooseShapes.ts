import type { BoardContent, BoardRecords, Fields } from '@charrette/shared'
import { coverageOf } from '@charrette/shared'
import type { ExportedBoard } from './ExportedBoard.ts'

/**
 * A board with these of its shapes alone: cards, images, clusters, strokes. A cluster brings what lies in it, and what
 * lies in a cluster brings its frame; a link comes along if both its ends do. Ids that are not there are passed over.
 */
export function chooseShapes(exported: ExportedBoard, ids: readonly string[]): ExportedBoard {
	const kept = shapesWith(exported.document.records, new Set(ids))
	const { records } = exported.document
	const chosen = Object.fromEntries(Object.entries(records).filter(([id]) => kept.has(id)))
	const content = contentOf(exported.content, kept)
	return { ...exported, content, document: { ...exported.document, records: chosen } }
}

/** The ids of all records that come along. */
function shapesWith(records: BoardRecords, wanted: ReadonlySet<string>): Set<string> {
	const kept = new Set<string>()
	for (const [id, fields] of Object.entries(records)) {
		const chain = [id, ...framesAround(fields, records)]
		if (fields['type'] !== 'arrow' && chain.some((held) => wanted.has(held))) for (const held of chain) kept.add(held)
	}
	for (const [arrow, ends] of bindingsByArrow(records)) {
		const isTied = ends.length > 1 && ends.every(({ to }) => kept.has(to))
		if (isTied) for (const id of [arrow, ...ends.map((end) => end.id)]) kept.add(id)
	}
	return kept
}

/** The frames that hold a record, from the inmost on; frames that hold each other end it. */
function framesAround(fields: Fields, records: BoardRecords): string[] {
	const frames: string[] = []
	let parent = fields['parentId']
	while (typeof parent === 'string' && records[parent] && !frames.includes(parent)) {
		frames.push(parent)
		parent = records[parent]?.['parentId']
	}
	return frames
}

function bindingsByArrow(records: BoardRecords): Map<string, { id: string; to: string }[]> {
	const bindings = new Map<string, { id: string; to: string }[]>()
	for (const [id, { fromId, toId }] of Object.entries(records))
		if (typeof fromId === 'string' && typeof toId === 'string')
			bindings.set(fromId, [...(bindings.get(fromId) ?? []), { id, to: toId }])
	return bindings
}

function contentOf(content: BoardContent, kept: ReadonlySet<string>): BoardContent {
	const isKept = ({ id }: { id: string }) => kept.has(id)
	const cards = content.cards.filter(isKept)
	const links = content.links.filter(isKept)
	const clusters = content.clusters
		.filter(isKept)
		.map((cluster) => ({ ...cluster, cards: cluster.cards.filter((id) => kept.has(id)) }))
	return { cards, links, clusters, images: content.images.filter(isKept), coverage: coverageOf(cards, links) }
}
