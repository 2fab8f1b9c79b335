import { type Board, type BoardFile, type BoardId, displayNames, type FontRequest, fileName } from '@charrette/shared'
import { fetchExport, fetchFonts } from '../../connection/api.ts'
import { type FailureCode, failureOf } from '../../connection/http.ts'
import { DEFAULT_RENDER_OPTIONS, readBoardFile } from '../exportBoard.ts'
import type { RenderedFile, RenderTarget } from '../exportFormats.ts'
import { renderBoard } from '../render/renderBoard.ts'
import { type ArchiveJob, type BoardFormat, isRendered, type RenderedFormat } from './Archive.ts'

/** The files of one board, by their names, and its picture for the report. */
export interface ArchivedBoard {
	files: Map<string, Blob>
	image: Blob | null
	/** The formats in which it could not be made, and why. */
	missing: { format: BoardFormat; code: FailureCode }[]
}

/**
 * Makes the files of one board as it is now; null where there is nothing on it. What is drawn is drawn from its JSON: the
 * board is not opened, and nobody at it notices. Throws if the board cannot be had at all, or if the order is called off.
 */
export async function archiveBoard(order: ArchiveJob, board: Board, at: number): Promise<ArchivedBoard | null> {
	const { workshop, options, signal } = order
	const json = await fetchBoard(order, board.id, 'json')
	const file = JSON.parse(await json.text()) as BoardFile
	if (Object.keys(file.document.records).length === 0) return null

	const packed: ArchivedBoard = { files: new Map(), image: null, missing: [] }
	const keep = (blob: Blob, ending: string) =>
		packed.files.set(fileName({ workshop: workshop.title, title: board.title, at }, ending), blob)
	if (options.formats.has('json')) keep(json, 'json')
	for (const format of options.formats) {
		if (format === 'json' || isRendered(format)) continue
		try {
			keep(await fetchBoard(order, board.id, format), format)
		} catch (thrown) {
			signal.throwIfAborted()
			packed.missing.push({ format, code: failureOf(thrown) })
		}
	}
	const drawn = await renderArchivedBoard(order, { board, file, at })
	packed.image = drawn.page
	for (const { blob, extension } of drawn.files) keep(blob, extension)
	packed.missing.push(...drawn.failed)
	return packed
}

async function fetchBoard(order: ArchiveJob, board: BoardId, format: ServerFormat): Promise<Blob> {
	const { credentials, options, locale, signal } = order
	const what = { board, format, locale, authors: options.names, signal }
	return (await fetchWithRetry(order, () => fetchExport(credentials, what))).blob
}

type ServerFormat = Parameters<typeof fetchExport>[1]['format']

/** What was drawn of a board. */
interface RenderedBoard {
	files: RenderedFile[]
	/** Its picture for the report. */
	page: Blob | null
	failed: { format: RenderedFormat; code: FailureCode }[]
}

/** Draws a board that is not open here, from its file. */
async function renderArchivedBoard(
	pack: ArchiveJob,
	{ board, file, at }: { board: Board; file: BoardFile; at: number },
): Promise<RenderedBoard> {
	const { credentials, workshop, options, locale, signal } = pack
	const about = { workshop: workshop.title, title: board.title, at, locale }
	const formats = [...options.formats].filter(isRendered)
	const isForReport = options.combined.has('report.html') || options.combined.has('report.docx')
	const wanted = [...(isForReport ? (['page'] as const) : []), ...formats]
	const failed = new Map<RenderedFormat, FailureCode>()
	const giveUp = (missing: readonly RenderTarget[], thrown: unknown) => {
		signal.throwIfAborted()
		for (const format of missing) if (format !== 'page') failed.set(format, failureOf(thrown))
	}
	const order = {
		board: {
			...readBoardFile(file),
			names: new Map(displayNames(workshop)),
			locale,
			signal,
			fetchFonts: (fonts: FontRequest) => fetchFonts(credentials, fonts),
		},
		about,
		content: file,
		requests: wanted.map((format) => ({ format, options: { ...DEFAULT_RENDER_OPTIONS, names: options.names } })),
		onProgress: () => signal.throwIfAborted(),
		onFailed: (format: RenderTarget, thrown: unknown) => {
			if (failureOf(thrown) === 'offline') throw thrown
			giveUp([format], thrown)
		},
	}
	const drawn =
		wanted.length === 0
			? []
			: await fetchWithRetry(pack, () => renderBoard(order)).catch((thrown: unknown) => giveUp(formats, thrown))
	const pictures = drawn ?? []
	return {
		files: pictures.filter(({ format }) => format !== 'page'),
		page: pictures.find(({ format }) => format === 'page')?.blob ?? null,
		failed: [...failed].map(([format, code]) => ({ format, code })),
	}
}

const RETRY_MS = 2000

/**
 * Asks the server for a part of a pack. Where it cannot be reached the pack waits until it can, and says so: what is made
 * already is not to be lost with the line. Throws what else goes wrong, and the signal's reason when it is called off.
 */
export async function fetchWithRetry<Answer>(
	{ signal, onWaiting }: Pick<ArchiveJob, 'signal' | 'onWaiting'>,
	ask: () => Promise<Answer>,
): Promise<Answer> {
	for (let times = 1; ; times++) {
		try {
			const answer = await ask()
			if (times > 1) onWaiting(false)
			return answer
		} catch (thrown) {
			signal.throwIfAborted()
			if (failureOf(thrown) !== 'offline') throw thrown
			onWaiting(true)
			await pause(signal)
		}
	}
}

function pause(signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(resolve, RETRY_MS)
		signal.addEventListener('abort', () => {
			clearTimeout(timer)
			reject(signal.reason)
		})
	})
}
