import {
	type BoardFile,
	type BoardId,
	displayNames,
	fileName,
	findBoard,
	type Locale,
	type Records,
	recordsOf,
	type Workshop,
	writeRecords,
} from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import * as Y from 'yjs'
import { fetchBoardContent, fetchExport, fetchFonts } from '../connection/api.ts'
import { ApiError } from '../connection/http.ts'
import type { Credentials } from '../connection/credentials.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { saveFile } from '../ui/browser.ts'
import { useToast } from '../ui/Toasts.tsx'
import type { FormatDefinition, OnProgress, RenderOptions } from './exportFormats.ts'

/** The board to take home. */
export interface ExportSource {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** Gives it to be drawn: as it is open, or fetched for that. */
	read: (locale: Locale) => BoardSource | Promise<BoardSource>
}

/** How it is to be taken home. */
export interface ExportJob {
	format: FormatDefinition
	options: RenderOptions
	locale: Locale
	onProgress: OnProgress
	signal: AbortSignal
}

/** The picture that is taken with one press: whole, with names, as large as it is on a good screen. */
export const DEFAULT_RENDER_OPTIONS: RenderOptions = {
	selection: null,
	names: true,
	scale: 2,
	background: 'paper',
	paper: 'board',
}

/** Makes a file of the board and saves it; gives its name. Null where there is nothing on the board. Throws if it is called off, or fails. */
async function exportBoard(home: ExportSource, taking: ExportJob): Promise<string | null> {
	const { blob, name } = (await (taking.format.by === 'server' ? fetchFromServer : renderInBrowser)(home, taking)) ?? {}
	if (!blob || !name) return null
	taking.signal.throwIfAborted()
	saveFile(blob, name)
	return name
}

async function fetchFromServer({ credentials, board }: ExportSource, { format, options, locale, signal }: ExportJob) {
	if (format.by !== 'server') return null
	const { selection: cards, names: authors } = options
	return fetchExport(credentials, { board, format: format.id, locale, authors, cards, signal })
}

async function renderInBrowser({ credentials, workshop, board, read }: ExportSource, taking: ExportJob) {
	const { format, options, locale, onProgress, signal } = taking
	if (format.by !== 'browser') return null
	// Only who wants a picture fetches what draws it.
	const { renderBoard } = await import('./render/renderBoard.ts')
	signal.throwIfAborted()
	const title = findBoard(workshop, board)?.board.title ?? ''
	const about = { workshop: workshop.title, title, at: Date.now(), locale }
	const names = new Map(displayNames(workshop))
	const content = format.id === 'pptx' ? await fetchBoardContent(credentials, board) : undefined
	const [picture] = await renderBoard({
		board: { ...(await read(locale)), names, locale, signal, fetchFonts: (fonts) => fetchFonts(credentials, fonts) },
		about,
		requests: [{ format: format.id, options }],
		content,
		onProgress,
	})
	return picture && { blob: picture.blob, name: fileName(about, picture.extension) }
}

/** How far a file is that is being made, and how it is called off. */
export interface ExportProgress {
	done: number
	all: number
	cancel: () => void
}

/** The taking home of a board: what is under way, and what went wrong with the last. `onTaken` when a file was saved. */
export function useExportJob(home: ExportSource, onTaken: () => void) {
	const { t } = useTranslation(['board', 'app'])
	const locale = useLocale()
	const showToast = useToast()
	const [progress, setProgress] = useState<ExportProgress | null>(null)
	const [failure, setFailure] = useState<string | null>(null)
	const controller = useRef<AbortController | null>(null)
	useEffect(() => () => controller.current?.abort(), [])

	const take = async (format: FormatDefinition, wish: RenderOptions) => {
		const { signal, abort } = begin()
		const cancel = () => {
			abort()
			setProgress(null)
		}
		setFailure(null)
		setProgress({ done: 0, all: 1, cancel })
		try {
			const onProgress = (done: number, all: number) => {
				signal.throwIfAborted()
				setProgress({ done, all, cancel })
			}
			const name = await exportBoard(home, { format, options: wish, locale, onProgress, signal })
			if (name === null) return setFailure(t('take.empty'))
			showToast(t('take.saved', { name }))
			onTaken()
		} catch (thrown) {
			if (signal.aborted) return
			// A browser gives no reason, only that it ran out of something.
			setFailure(thrown instanceof ApiError ? t(`app:errors.${thrown.code}`) : t('take.failed'))
		} finally {
			// Another may be under way by now.
			if (!signal.aborted) setProgress(null)
		}
	}
	const begin = () => {
		controller.current?.abort()
		const begun = new AbortController()
		controller.current = begun
		return { signal: begun.signal, abort: () => begun.abort() }
	}
	return { take, progress, failure }
}

/** A board to be drawn: its document's records, and the dots that its cards got in the newest vote, by card. */
interface BoardSource {
	records: Records
	dots: ReadonlyMap<string, number>
}

/** Reads a board that is not open here from its file: it is not opened for that, and nobody at it notices. */
export function readBoardFile({ document, cards }: BoardFile): BoardSource {
	const doc = new Y.Doc()
	writeRecords(doc, document.records)
	return {
		records: recordsOf(doc),
		dots: new Map(cards.flatMap(({ id, votes }) => (votes ? [[id, votes]] : []))),
	}
}

/** Fetches a board that is not open here, as it is now. */
export async function fetchBoardSource(credentials: Credentials, board: BoardId, locale: Locale): Promise<BoardSource> {
	const { blob } = await fetchExport(credentials, { board, format: 'json', locale })
	return readBoardFile(JSON.parse(await blob.text()) as BoardFile)
}
