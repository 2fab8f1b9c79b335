import type { BoardRecords } from '@charrette/shared'
import type { ExportedBoard } from './ExportedBoard.ts'

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
