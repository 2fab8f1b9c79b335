/**
 * Runs in a separate process: reads an uploaded file, checks its records, and adapts them to a
 * workshop.
 */
import { readFileSync } from 'node:fs'
import type { SkippedEntry, UnreadableFile } from '@charrette/shared'
import { LIMITS, readBoard, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import { adaptBoards, repairAll, usedImagesOf } from './adaptBoards.ts'
import type { BoardDraft, ImportRefusal } from './FileDraft.ts'
import { ImportRefusedError } from './FileDraft.ts'
import type { AdaptedBoard, BoardsToAdapt, ParsedBoard, ParsedFile } from './ParsedFile.ts'
import { type ReadOptions, readFile } from './readFile.ts'

/** The path and name of an uploaded file, and the options for reading it. */
export interface FileToRead {
	path: string
	name: string
	options: ReadOptions
}

export type ImportTask = { type: 'read'; file: FileToRead } | { type: 'adapt'; boards: BoardsToAdapt }

/**
 * The content of a file, or the reason why it is refused: the class of an error is lost between
 * processes.
 */
type ReadAnswer = { file: ParsedFile } | { refusal: ImportRefusal; unreadable?: UnreadableFile | undefined }

/** A `ReadAnswer`, or the boards for `adapt`. */
export type ImportAnswer = ReadAnswer | { boards: AdaptedBoard[] }

const PREVIEW_CARDS = 5
const PREVIEW_CHARACTERS = 200

/** Reads the file at a path, or adapts the boards of a file. */
export function runImportTask(task: ImportTask): ImportAnswer {
	if (task.type === 'adapt') return { boards: adaptBoards(task.boards) }
	const { path, ...file } = task.file
	return importFile({ ...file, bytes: readFileSync(path) }, freeBytes)
}

/**
 * Frees bytes that are no longer used without waiting for garbage collection, by detaching their
 * buffer. Arrays that still refer to the buffer become empty.
 */
function freeBytes({ buffer, byteLength }: Uint8Array): void {
	// Small arrays of Node share a buffer, which must not be detached.
	if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) structuredClone(buffer, { transfer: [buffer] })
}

/** Reads a file, and calls `free` once its bytes are no longer needed. Throws only for a bug. */
export function importFile(
	{ bytes, name, options }: Omit<FileToRead, 'path'> & { bytes: Uint8Array },
	free: (bytes: Uint8Array) => void = () => {},
): ReadAnswer {
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
 * Repairs the records of a board as the gate would (GATE3), and lists those that it changed.
 * Destroys the draft's document.
 */
export function validateDraft({ doc, ...draft }: BoardDraft): { board: ParsedBoard; skipped: SkippedEntry[] } {
	const records = recordsOf(doc)
	if (records.size > LIMITS.maxImportedRecords) throw new ImportRefusedError('too_much_inside')
	const skipped = doc.transact(() => repairAll(records))
	const { cards, links, clusters, images } = readBoard(doc)
	const counts = { cards: cards.length, links: links.length, clusters: clusters.length, images: images.length }
	const first = cards
		.slice(0, PREVIEW_CARDS)
		.map(({ kind, text }) => ({ kind, text: text.slice(0, PREVIEW_CHARACTERS) }))
	const board = { ...draft, state: Y.encodeStateAsUpdate(doc), counts, first, usedImages: usedImagesOf(doc) }
	doc.destroy()
	return { board, skipped }
}
