import {
	type Board,
	type BoardContent,
	BoardProjection,
	type BoardRecord,
	type BoardRecords,
	coverageOf,
	type Fields,
	type ImageId,
	type ImageWidth,
	imageIdOf,
	type Locale,
	recordsOf,
	type Session,
	type VoteResult,
	type Workshop,
	writeRecords,
} from '@charrette/shared'
import * as Y from 'yjs'
import type { ImageFile } from '../ports/ImageStore.ts'

/** A board read out whole, for those who write it down: one alone, or many for a session or a workshop. */
export interface ExportedBoard {
	workshop: Workshop
	session: Session
	board: Board
	/** With the dots of its newest vote; authors are named only if `isNamed`. */
	content: BoardContent
	/** All that lies in its document; `meta.author` is in it only if `isNamed`. `schema` is its version (DOC7). */
	document: { schema: number; records: BoardRecords }
	/** The newest vote on its cards that was closed, with what other boards got in it; null if there was none. */
	result: VoteResult | null
	/** Whether it may be told who wrote what: never while the workshop is anonymous (ANON1). */
	isNamed: boolean
	/** A picture of it, in this width where one is given; null for one that is not there. They are read one by one, since a board may have many. */
	picture(id: ImageId, width?: ImageWidth): Promise<ImageFile | null>
}

/** What an export says of itself: when it was written, in which language its headings are, and where its images are. */
export interface ExportMeta {
	at: Date
	/** In which days are told; the server's own where none is named. */
	zone?: string | undefined
	locale: Locale
	/** Under which address the server is reached that has the images, without a slash at its end. */
	origin: string
}

/** The fields that say who made a record: a participant's id, or the name of somebody who is none here. */
const AUTHOR_KEYS = new Set(['meta.author', 'meta.authorName'])

/** A board with nothing in it that tells who wrote what (ANON1). */
export function withoutAuthors(exported: ExportedBoard): ExportedBoard {
	const { content, document } = exported
	const cards = content.cards.map(({ author, ...card }) => card)
	const records: BoardRecords = Object.fromEntries(
		Object.entries(document.records).map(([id, fields]) => [
			id,
			Object.fromEntries(Object.entries(fields).filter(([key]) => !AUTHOR_KEYS.has(key))),
		]),
	)
	return { ...exported, content: { ...content, cards }, document: { ...document, records }, isNamed: false }
}

/**
 * A board with these of its shapes alone: cards, images, clusters, strokes. A cluster brings what lies in it, and what
 * lies in a cluster brings its frame; a link comes along if both its ends do. Ids that are not there are passed over.
 */
export function selectShapes(exported: ExportedBoard, ids: readonly string[]): ExportedBoard {
	const kept = selectIds(exported.document.records, new Set(ids))
	const { records } = exported.document
	const chosen = Object.fromEntries(Object.entries(records).filter(([id]) => kept.has(id)))
	const content = selectContent(exported.content, kept)
	return { ...exported, content, document: { ...exported.document, records: chosen } }
}

/** The ids of all records that come along. */
function selectIds(records: BoardRecords, wanted: ReadonlySet<string>): Set<string> {
	const kept = new Set<string>()
	for (const [id, fields] of Object.entries(records)) {
		const chain = [id, ...ancestorsOf(fields, records)]
		if (fields['type'] !== 'arrow' && chain.some((held) => wanted.has(held))) for (const held of chain) kept.add(held)
	}
	for (const [arrow, ends] of bindingsByArrow(records)) {
		const isTied = ends.length > 1 && ends.every(({ to }) => kept.has(to))
		if (isTied) for (const id of [arrow, ...ends.map((end) => end.id)]) kept.add(id)
	}
	return kept
}

/** The frames that hold a record, from the inmost on; frames that hold each other end it. */
function ancestorsOf(fields: Fields, records: BoardRecords): string[] {
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

function selectContent(content: BoardContent, kept: ReadonlySet<string>): BoardContent {
	const isKept = ({ id }: { id: string }) => kept.has(id)
	const cards = content.cards.filter(isKept)
	const links = content.links.filter(isKept)
	const clusters = content.clusters
		.filter(isKept)
		.map((cluster) => ({ ...cluster, cards: cluster.cards.filter((id) => kept.has(id)) }))
	return { cards, links, clusters, images: content.images.filter(isKept), coverage: coverageOf(cards, links) }
}

/** The shapes and bindings that a board shows, as every client projects them (DOC4). */
export function projectRecords({ document }: Pick<ExportedBoard, 'document'>): BoardRecord[] {
	const doc = new Y.Doc()
	writeRecords(doc, document.records)
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	return [...projection.shown.values()]
}

/** The pictures that a board shows, each once, in the order of their ids. */
export function imageIdsOf({ images }: Pick<BoardContent, 'images'>): ImageId[] {
	return [...new Set(images.map(({ path }) => imageIdOf(path)))].sort()
}
