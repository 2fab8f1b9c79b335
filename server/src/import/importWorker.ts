/** Runs in a process: reads an uploaded file and checks its records. */
import { readFileSync } from 'node:fs'
import type { BoardContent, SkippedEntry, UnreadableFile } from '@charrette/shared'
import { LIMITS, readBoard, recordsOf, repairRecords } from '@charrette/shared'
import * as Y from 'yjs'
import type { BoardDraft, FileDraft, ImportRefusal } from './FileDraft.ts'
import { ImportRefusedError } from './FileDraft.ts'
import { type ReadOptions, readFile } from './readFile.ts'

/** Where an uploaded file is, its name, and how it is read. */
export interface FileToRead {
	path: string
	name: string
	options: ReadOptions
}

/**
 * A board of a file whose records all pass the gate, in a form that can be sent between processes.
 */
export interface ParsedBoard extends Omit<BoardDraft, 'doc'> {
	/** The document as an update (V1). */
	state: Uint8Array
	counts: { cards: number; links: number; clusters: number; images: number }
	/** The first cards, shortened, for a preview. */
	first: Pick<BoardContent['cards'][number], 'kind' | 'text'>[]
}

export interface ParsedFile extends Omit<FileDraft, 'boards'> {
	boards: ParsedBoard[]
}

/**
 * The content of a file, or the reason why it is refused: an error's class does not survive the way
 * between processes.
 */
export type ImportAnswer = { file: ParsedFile } | { refusal: ImportRefusal; unreadable?: UnreadableFile | undefined }

const PREVIEW_CARDS = 5
const PREVIEW_CHARACTERS = 200

/** Reads the file at a path. */
export function runImportTask({ path, ...file }: FileToRead): ImportAnswer {
	return importFile({ ...file, bytes: readFileSync(path) }, freeBytes)
}

/** Frees bytes that nobody uses any more, without waiting for those who still refer to them; they are empty afterwards. */
function freeBytes({ buffer, byteLength }: Uint8Array): void {
	// Small ones of Node share a buffer.
	if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) structuredClone(buffer, { transfer: [buffer] })
}

/** Reads a file; `free` is called once its bytes are not needed any more. Throws only for a bug. */
export function importFile(
	{ bytes, name, options }: Omit<FileToRead, 'path'> & { bytes: Uint8Array },
	free: (bytes: Uint8Array) => void = () => {},
): ImportAnswer {
	try {
		const { boards, skipped, ...file } = readFile(bytes, name, options, free)
		const validated = boards.map(validateDraft)
		const allSkipped = [...skipped, ...validated.flatMap((result) => result.skipped)]
		return { file: { ...file, boards: validated.map(({ board }) => board), skipped: allSkipped } }
	} catch (cause) {
		if (cause instanceof ImportRefusedError) return { refusal: cause.reason, unreadable: cause.file }
		throw cause
	}
}

/**
 * Repairs the records of a board as the gate would (GATE3) and lists those it changed. Destroys the
 * draft's document.
 */
export function validateDraft({ doc, ...draft }: BoardDraft): { board: ParsedBoard; skipped: SkippedEntry[] } {
	const records = recordsOf(doc)
	if (records.size > LIMITS.maxImportedRecords) throw new ImportRefusedError('too_much_inside')
	const skipped = doc
		.transact(() => repairRecords(records, [...records.keys()]))
		.map(({ id, outcome }): SkippedEntry => ({ entry: id, reason: outcome === 'repaired' ? 'mended' : 'not_readable' }))
	const { cards, links, clusters, images } = readBoard(doc)
	const counts = { cards: cards.length, links: links.length, clusters: clusters.length, images: images.length }
	const first = cards
		.slice(0, PREVIEW_CARDS)
		.map(({ kind, text }) => ({ kind, text: text.slice(0, PREVIEW_CHARACTERS) }))
	const state = Y.encodeStateAsUpdate(doc)
	doc.destroy()
	return { board: { ...draft, state, counts, first }, skipped }
}
