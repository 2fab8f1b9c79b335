import type { BoardContent, Skipped } from '@charrette/shared'
import { LIMITS, readBoard, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import { mendRecords } from '../rooms/gate/mendRecords.ts'
import type { BoardDraft, FileDraft } from './BoardDraft.ts'
import { ImportRefusedError } from './ImportRefusedError.ts'

/** A board of a file whose every record would pass the gate, ready to be sent between threads. */
export interface SettledBoard extends Omit<BoardDraft, 'doc'> {
	/** Its document as an update. */
	state: Uint8Array
	counts: { cards: number; links: number; clusters: number; images: number }
	first: Pick<BoardContent['cards'][number], 'kind' | 'text'>[]
}
export interface SettledFile extends Omit<FileDraft, 'boards'> {
	boards: SettledBoard[]
}

const FIRST_CARDS = 5
const FIRST_LETTERS = 200

/** Puts the records of a board right as the gate would (GATE3), and tells which were not. The draft's document is used up. */
export function settleDraft({ doc, ...draft }: BoardDraft): { board: SettledBoard; skipped: Skipped[] } {
	const records = recordsOf(doc)
	if (records.size > LIMITS.maxImportedRecords) throw new ImportRefusedError('too_much_inside')
	const skipped = doc
		.transact(() => mendRecords(records, [...records.keys()]))
		.map(({ id, how }): Skipped => ({ entry: id, reason: how === 'mended' ? 'mended' : 'not_readable' }))
	const { cards, links, clusters, images } = readBoard(doc)
	const counts = { cards: cards.length, links: links.length, clusters: clusters.length, images: images.length }
	const first = cards.slice(0, FIRST_CARDS).map(({ kind, text }) => ({ kind, text: text.slice(0, FIRST_LETTERS) }))
	const state = Y.encodeStateAsUpdate(doc)
	doc.destroy()
	return { board: { ...draft, state, counts, first }, skipped }
}
