import {
	type Board,
	type BoardFile,
	type BoardId,
	displayNames,
	extensionOf,
	type FontRequest,
	fileName,
} from '@charrette/shared'
import { fetchExport, fetchFonts } from '../../connection/api/exports.ts'
import { fetchFile } from '../../connection/fileTransfer.ts'
import { type FailureCode, failureOf } from '../../connection/http.ts'
import { callWithRetry } from '../../connection/retry.ts'
import { fetchTexts, readBoardFile } from '../exportBoard.ts'
import {
	DEFAULT_RENDER_OPTIONS,
	isTranslatable,
	type RenderedFile,
	type RenderFormat,
	type RenderTarget,
} from '../exportFormats.ts'
import { renderBoard } from '../render/renderBoard.ts'
import { type ArchiveJob, isRendered, type MissingFile } from './Archive.ts'
import { documentNames } from './documentNames.ts'

/** The files of one board. */
interface ArchivedBoard {
	/** The files by their names. */
	files: Map<string, Blob>
	/** The image of the board for the report. */
	image: Blob | null
	/** The formats and documents that could not be created. */
	missing: Pick<MissingFile, 'format' | 'document' | 'code'>[]
}

/**
 * Creates the files of one board in its current state; returns null if the board is empty. Files
 * are rendered from the board's JSON export, so the board's room is not joined. Throws if the JSON
 * cannot be fetched, or the signal's reason if the job is cancelled.
 */
export async function archiveBoard(job: ArchiveJob, board: Board, at: number): Promise<ArchivedBoard | null> {
	const { workshop, options, signal } = job
	const json = await fetchBoard(job, board.id, 'json')
	const file = JSON.parse(await json.text()) as BoardFile
	if (Object.keys(file.document.records).length === 0) return null

	const archived: ArchivedBoard = { files: new Map(), image: null, missing: [] }
	const add = (blob: Blob, extension: string) =>
		archived.files.set(fileName({ workshop: workshop.title, title: board.title, at }, extension), blob)
	if (options.formats.has('json')) add(json, 'json')
	for (const format of options.formats) {
		if (format === 'json' || isRendered(format)) continue
		try {
			add(await fetchBoard(job, board.id, format), extensionOf(format))
		} catch (thrown) {
			signal.throwIfAborted()
			archived.missing.push({ format, code: failureOf(thrown) })
		}
	}
	const rendered = await renderFromFile(job, { board, file, at })
	archived.image = rendered.page
	for (const { blob, extension } of rendered.files) add(blob, extension)
	archived.missing.push(...rendered.failed)
	await addDocuments(job, file, archived)
	return archived
}

/** Adds the documents of the board's cards, as they are (CASE6). */
async function addDocuments(job: ArchiveJob, { cards }: BoardFile, archived: ArchivedBoard): Promise<void> {
	const { credentials, signal } = job
	for (const [path, name] of documentNames(cards)) {
		try {
			const fetchOne = () => fetchFile(path, credentials, { fallbackName: name, signal })
			archived.files.set(`documents/${name}`, (await callWithRetry(job, fetchOne)).blob)
		} catch (thrown) {
			signal.throwIfAborted()
			archived.missing.push({ format: null, document: name, code: failureOf(thrown) })
		}
	}
}

type ServerFormat = Parameters<typeof fetchExport>[1]['format']

async function fetchBoard(job: ArchiveJob, board: BoardId, format: ServerFormat): Promise<Blob> {
	const { credentials, options, locale, signal } = job
	const language = isTranslatable({ id: format }) ? options.language : null
	const request = { board, format, locale, authors: options.names, language, signal }
	return (await callWithRetry(job, () => fetchExport(credentials, request))).blob
}

interface RenderedBoard {
	files: RenderedFile[]
	/** The image of the board for the report. */
	page: Blob | null
	failed: { format: RenderFormat; code: FailureCode }[]
}

/** Renders a board from its JSON export. */
async function renderFromFile(
	job: ArchiveJob,
	{ board, file, at }: { board: Board; file: BoardFile; at: number },
): Promise<RenderedBoard> {
	const { credentials, workshop, options, locale, signal } = job
	const formats = [...options.formats].filter(isRendered)
	const hasReport = options.combined.has('report.html') || options.combined.has('report.docx')
	const targets = [...(hasReport ? (['page'] as const) : []), ...formats]
	const failed = new Map<RenderFormat, FailureCode>()
	const addFailure = (missing: readonly RenderTarget[], thrown: unknown) => {
		signal.throwIfAborted()
		for (const format of missing) if (format !== 'page') failed.set(format, failureOf(thrown))
	}
	const { names, language } = options
	const render = async () => {
		const shown = await fetchTexts(credentials, board.id, { language, locale, signal })
		return renderBoard({
			board: {
				...readBoardFile(file),
				names: new Map(displayNames(workshop)),
				locale,
				texts: shown?.texts,
				signal,
				fetchFonts: (fonts: FontRequest) => fetchFonts(credentials, fonts),
			},
			metadata: { workshop: workshop.title, title: board.title, at, locale, note: shown?.note },
			content: file,
			requests: targets.map((format) => ({ format, options: { ...DEFAULT_RENDER_OPTIONS, names, language } })),
			onProgress: () => signal.throwIfAborted(),
			onFailed: (format: RenderTarget, thrown: unknown) => {
				if (failureOf(thrown) === 'offline') throw thrown
				addFailure([format], thrown)
			},
		})
	}
	const rendered =
		targets.length === 0 ? [] : await callWithRetry(job, render).catch((thrown: unknown) => addFailure(formats, thrown))
	const files = rendered ?? []
	return {
		files: files.filter(({ format }) => format !== 'page'),
		page: files.find(({ format }) => format === 'page')?.blob ?? null,
		failed: [...failed].map(([format, code]) => ({ format, code })),
	}
}
