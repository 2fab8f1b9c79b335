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
import { useEffect, useRef, useState } from 'react'
import * as Y from 'yjs'
import { fetchBoardContent } from '../connection/api/boards.ts'
import { fetchBoardTexts, fetchExport, fetchFonts } from '../connection/api/exports.ts'
import type { Credentials } from '../connection/credentials.ts'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { ApiError } from '../connection/http.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { saveFile } from '../ui/saveFile.ts'
import { useToast } from '../ui/Toasts.tsx'
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

/** The progress of an export, and a function that cancels it. */
export interface ExportProgress {
	done: number
	all: number
	/** Whether it may wait for translations, which takes a limited time (EXP10d). */
	isTranslating: boolean
	cancel: () => void
}

/**
 * Exports a board on demand. Returns the progress of the running export, and the failure of the
 * last one as a text. Calls `onDone` after a download.
 */
export function useExportJob(source: ExportSource, onDone: () => void) {
	const { t } = useTranslation(['board', 'app'])
	const locale = useLocale()
	const showToast = useToast()
	const [progress, setProgress] = useState<ExportProgress | null>(null)
	const [failure, setFailure] = useState<string | null>(null)
	const controller = useRef<AbortController | null>(null)
	useEffect(() => () => controller.current?.abort(), [])

	const start = async (format: FormatDefinition, options: RenderOptions) => {
		controller.current?.abort()
		const started = new AbortController()
		controller.current = started
		const { signal } = started
		const cancel = () => {
			started.abort()
			setProgress(null)
		}
		setFailure(null)
		const isTranslating = isTranslatable(format) && options.language !== null
		setProgress({ done: 0, all: 1, isTranslating, cancel })
		try {
			const onProgress = (done: number, all: number) => {
				signal.throwIfAborted()
				setProgress({ done, all, isTranslating: false, cancel })
			}
			const name = await exportBoard(source, { format, options, locale, onProgress, signal })
			if (name === null) return setFailure(t('export.empty'))
			showToast(t('export.saved', { name }))
			onDone()
		} catch (thrown) {
			if (signal.aborted) return
			// A browser that cannot render a board gives no reason, e.g. that it ran out of memory.
			setFailure(thrown instanceof ApiError ? t(`app:errors.${thrown.code}`) : t('export.failed'))
		} finally {
			// After an abort, a newer export may be running.
			if (!signal.aborted) setProgress(null)
		}
	}
	return { start, progress, failure }
}

interface ExportJob {
	format: FormatDefinition
	options: RenderOptions
	locale: Locale
	onProgress: OnProgress
	signal: AbortSignal
}

/**
 * Exports a board and downloads the file; returns its name, or null if the board is empty. Throws
 * the signal's reason if it is cancelled.
 */
async function exportBoard(source: ExportSource, job: ExportJob): Promise<string | null> {
	const { blob, name } = (await (job.format.by === 'server' ? fetchFromServer : renderInBrowser)(source, job)) ?? {}
	if (!blob || !name) return null
	job.signal.throwIfAborted()
	saveFile(blob, name)
	return name
}

async function fetchFromServer({ credentials, board }: ExportSource, { format, options, locale, signal }: ExportJob) {
	if (format.by !== 'server') return null
	const { selection: cards, names: authors, separator } = options
	const language = isTranslatable(format) ? options.language : null
	const words = fileLocale(language, locale)
	const request = { board, format: format.id, locale: words, authors, cards, language, signal }
	return fetchExport(credentials, { ...request, ...(separator && { separator }) })
}

async function renderInBrowser({ credentials, workshop, board, read }: ExportSource, job: ExportJob) {
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
	return file && { blob: file.blob, name: fileName(metadata, file.extension) }
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
