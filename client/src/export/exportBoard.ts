import {
	type BoardFile,
	type BoardId,
	displayNames,
	fileName,
	findBoard,
	type Locale,
	type Records,
	recordsOf,
	type TextLanguage,
	type Workshop,
	writeRecords,
} from '@charrette/shared'
import * as Y from 'yjs'
import { fetchBoardContent } from '../connection/api/boards.ts'
import { fetchBoardTexts, fetchExport, fetchFonts } from '../connection/api/exports.ts'
import type { Credentials } from '../connection/credentials.ts'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { callWithRetry } from '../connection/retry.ts'
import { type FormatDefinition, isTranslatable, type OnProgress, type RenderOptions } from './exportFormats.ts'
import { fileLocale } from './useTextLanguage.tsx'

/** A board to export. */
export interface ExportSource {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** Returns whether people have translated cards; null if the board is not open. */
	hasTranslations: () => boolean | null
	/** Returns the content to render, from the open document or fetched from the server. */
	read: (locale: Locale) => BoardSource | Promise<BoardSource>
}

interface ExportJob {
	format: FormatDefinition
	options: RenderOptions
	locale: Locale
	onProgress: OnProgress
	/** Called with true while the server is busy or cannot be reached, and with false afterwards. */
	onWaiting: (isWaiting: boolean) => void
	signal: AbortSignal
}

/** A board as a file. */
export interface MadeFile {
	name: string
	blob: Blob
	/** The scale of an image that was made smaller to fit. */
	fittedScale?: number | undefined
}

/**
 * Makes a file of a board; returns null if the board is empty. Waits while the server is busy or
 * cannot be reached. Throws the signal's reason if it is cancelled.
 */
export async function makeFile(source: ExportSource, job: ExportJob): Promise<MadeFile | null> {
	const make = job.format.by === 'server' ? fetchFromServer : renderInBrowser
	const made = await callWithRetry(job, () => make(source, job))
	job.signal.throwIfAborted()
	return made
}

async function fetchFromServer(
	{ credentials, board }: ExportSource,
	{ format, options, locale, signal }: ExportJob,
): Promise<MadeFile | null> {
	if (format.by !== 'server') return null
	const { selection: cards, names: authors, separator, ids } = options
	const language = isTranslatable(format) ? options.language : null
	const words = fileLocale(language, locale)
	const request = { board, format: format.id, locale: words, authors, cards, language, ids, signal }
	return fetchExport(credentials, { ...request, ...(separator && { separator }) })
}

async function renderInBrowser(
	{ credentials, workshop, board, read }: ExportSource,
	job: ExportJob,
): Promise<MadeFile | null> {
	const { format, options, onProgress, signal } = job
	if (format.by !== 'browser') return null
	// The renderer is a separate chunk, which only exports fetch.
	const { renderBoard } = await fetchChunkOnce(() => import('./render/renderBoard.ts'))
	signal.throwIfAborted()
	const found = findBoard(workshop, board)
	const title = found?.board.title ?? ''
	const locale = fileLocale(options.language, job.locale)
	const shown = await fetchTexts(credentials, board, { ...options, locale, signal })
	onProgress(0, 1)
	const named = { workshop: workshop.title, session: found?.session.title, title }
	const metadata = { ...named, at: Date.now(), locale, note: shown?.note }
	const names = new Map(displayNames(workshop))
	const content = format.id === 'pptx' ? await fetchBoardContent(credentials, board) : undefined
	const [file] = await renderBoard({
		board: {
			...(await read(locale)),
			names,
			locale,
			texts: shown?.texts,
			signal,
			fetchFonts: (fonts) => fetchFonts(credentials, fonts),
		},
		metadata,
		requests: [{ format: format.id, options }],
		content,
		onProgress,
	})
	if (!file) return null
	return { blob: file.blob, name: fileName(metadata, file.extension), fittedScale: file.fittedScale }
}

interface TextRequest {
	language: TextLanguage | null
	/** The language of the note. */
	locale: Locale
	/** The ids of the shapes; the whole board by default. */
	selection?: readonly string[] | null
	signal: AbortSignal
}

/** Fetches the texts of a rendered file in another language; null if they are as written. */
export async function fetchTexts(
	credentials: Credentials,
	board: BoardId,
	{ language, locale, selection, signal }: TextRequest,
) {
	if (!language) return null
	const cards = selection ? { cards: [...selection] } : {}
	const request = { board, texts: language.choice, to: language.to, locale, ...cards, signal }
	const { texts, note } = await fetchBoardTexts(credentials, request)
	return { texts: new Map(Object.entries(texts)), note }
}

/**
 * The content of a board to render: its records, and the dots of its cards in the newest vote, by
 * card.
 */
export interface BoardSource {
	records: Records
	dots: ReadonlyMap<string, number>
}

/** Returns the content of a board's JSON export. */
export function readBoardFile({ document, cards }: BoardFile): BoardSource {
	const doc = new Y.Doc()
	writeRecords(doc, document.records)
	return {
		records: recordsOf(doc),
		dots: new Map(cards.flatMap(({ id, votes }) => (votes ? [[id, votes]] : []))),
	}
}

/**
 * Fetches the content of a board that is not open here. Does not join the board's room, so other
 * members do not notice it.
 */
export async function fetchBoardSource(credentials: Credentials, board: BoardId, locale: Locale): Promise<BoardSource> {
	const { blob } = await fetchExport(credentials, { board, format: 'json', locale })
	return readBoardFile(JSON.parse(await blob.text()) as BoardFile)
}
