import { parentPort } from 'node:worker_threads'
import {
	type BoardContent,
	LIMITS,
	readBoard,
	recordsOf,
	type SkippedEntry,
	type TableOptions,
} from '@charrette/shared'
import * as Y from 'yjs'
import { repairRecords } from '../rooms/gate/mendRecords.ts'
import { type BoardDraft, type FileDraft, type ImportRefusal, ImportRefusedError } from './FileDraft.ts'
import { readFile } from './readFile.ts'

/**
 * The thread that reads the files that people bring.
 *
 *     in:   { bytes, name, choice }        out: { file } or { refusal }
 */

/** What this thread is asked: a file, its name, and what was chosen of the columns if it is a table. */
export interface FileToRead {
	bytes: Uint8Array
	name: string
	choice: TableOptions
}
/** What this thread answers. */
export type ImportAnswer = { file: ParsedFile } | { refusal: ImportRefusal }

parentPort?.on('message', (file: FileToRead) => parentPort?.postMessage(importFile(file)))

function importFile({ bytes, name, choice }: FileToRead): ImportAnswer {
	try {
		const { boards, skipped, ...file } = readFile(bytes, name, choice)
		const settled = boards.map(validateDraft)
		const told = [...skipped, ...settled.flatMap((one) => one.skipped)]
		return { file: { ...file, boards: settled.map(({ board }) => board), skipped: told } }
	} catch (cause) {
		if (cause instanceof ImportRefusedError) return { refusal: cause.reason }
		throw cause
	}
}

/** A board of a file whose every record would pass the gate, ready to be sent between threads. */
export interface ParsedBoard extends Omit<BoardDraft, 'doc'> {
	/** Its document as an update. */
	state: Uint8Array
	counts: { cards: number; links: number; clusters: number; images: number }
	first: Pick<BoardContent['cards'][number], 'kind' | 'text'>[]
}
export interface ParsedFile extends Omit<FileDraft, 'boards'> {
	boards: ParsedBoard[]
}

const PREVIEW_CARDS = 5
const PREVIEW_CHARACTERS = 200

/** Puts the records of a board right as the gate would (GATE3), and tells which were not. The draft's document is used up. */
export function validateDraft({ doc, ...draft }: BoardDraft): { board: ParsedBoard; skipped: SkippedEntry[] } {
	const records = recordsOf(doc)
	if (records.size > LIMITS.maxImportedRecords) throw new ImportRefusedError('too_much_inside')
	const skipped = doc
		.transact(() => repairRecords(records, [...records.keys()]))
		.map(({ id, how }): SkippedEntry => ({ entry: id, reason: how === 'mended' ? 'mended' : 'not_readable' }))
	const { cards, links, clusters, images } = readBoard(doc)
	const counts = { cards: cards.length, links: links.length, clusters: clusters.length, images: images.length }
	const first = cards
		.slice(0, PREVIEW_CARDS)
		.map(({ kind, text }) => ({ kind, text: text.slice(0, PREVIEW_CHARACTERS) }))
	const state = Y.encodeStateAsUpdate(doc)
	doc.destroy()
	return { board: { ...draft, state, counts, first }, skipped }
}
