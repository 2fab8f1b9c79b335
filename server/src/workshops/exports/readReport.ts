import { readFile } from 'node:fs/promises'
import { setImmediate as yieldToEvents } from 'node:timers/promises'
import type { BoardContent, BoardId } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate'
import { AppError } from '../../errors.ts'
import type { BoardTranslation } from '../../export/ExportedBoard.ts'
import { resultsInLanguage, translationNote } from '../../export/inLanguage.ts'
import { buildReport } from '../../export/report/buildReport.ts'
import { fitImages } from '../../export/report/fitImages.ts'
import { parseImage } from '../../export/report/parseImage.ts'
import type { Report, ReportImage } from '../../export/report/Report.ts'
import { readReportImages } from '../../export/report/reportImages.ts'
import type { ExportJob } from './exportJob.ts'
import { type BoardReader, openExportedBoard } from './openExportedBoard.ts'
import { selectedBoards } from './SessionSelection.ts'

/**
 * Reads everything in a report: the boards as they are now, the images on them, and votes.
 * `renders` is a ZIP of images of boards.
 */
export async function readReport(
	{
		workshop,
		sessions,
		results,
		exchange,
		renders: zip,
		language,
		options,
	}: Omit<Extract<ExportJob, { type: 'report' }>, 'type' | 'format'>,
	reader: BoardReader,
): Promise<Report> {
	const boards = selectedBoards({ sessions }).map(({ id }) => id)
	const renders = zip ? await readBoardImages(await readFile(zip), new Set(boards)) : new Map<BoardId, ReportImage>()
	const contents = new Map<BoardId, BoardContent>()
	const translations: BoardTranslation[] = []
	for (const board of boards) {
		const selection = { authors: options.namesPeople, language }
		const { content, translation } = await openExportedBoard(reader, { workshop, board }, selection)
		contents.set(board, content)
		if (translation) translations.push(translation)
	}
	const images = await readReportImages(contents.values(), (id, width) => reader.image(id, width))
	const votes = resultsInLanguage(results, translations)
	const note = translationNote(translations, options.locale)
	return buildReport({ workshop, sessions, contents, results: votes, renders, images, exchange }, { ...options, note })
}

/** The picture of a board fills the width of a page, at 200 dpi or more if the boards are few. */
const FIT = { side: 1600, minSide: 800, totalBytes: 1_900_000 }

const NAME = /^([\w-]+)\.(?:png|jpe?g)$/i
/** Number of compressed bytes that are unpacked between two turns of the event loop. */
const STEP_BYTES = 64 * 1024

/**
 * Returns the images in a ZIP of files named `<board id>.png` or `.jpg`. Counts bytes as they are
 * unpacked, since the sizes in a ZIP can be wrong. Throws `invalid_input` for a damaged ZIP or
 * another file name, `not_a_picture`, and `too_large`.
 */
async function readBoardImages(zip: Uint8Array, boards: ReadonlySet<BoardId>): Promise<Map<BoardId, ReportImage>> {
	const files = await unzip(zip, (name) => boards.has(boardIn(name)))
	const images = new Map<BoardId, ReportImage>()
	for (const [name, bytes] of files) {
		const image = parseImage(bytes)
		if (!image) throw notAPicture()
		images.set(boardIn(name), image)
	}
	const fitted = await fitImages(images, FIT)
	if (fitted.size < images.size) throw notAPicture()
	return fitted
}

function notAPicture(): AppError {
	return new AppError('not_a_picture', 'One of these images is neither a PNG nor a JPEG, or it is damaged.')
}

function boardIn(name: string): BoardId {
	return (NAME.exec(name)?.[1] ?? '') as BoardId
}

async function unzip(zip: Uint8Array, isExpected: (name: string) => boolean): Promise<Map<string, Uint8Array>> {
	const files = new Map<string, Uint8Array>()
	let size = 0
	const unzipper = new Unzip((file: UnzipFile) => {
		if (!isExpected(file.name))
			throw new AppError(
				'invalid_input',
				'This ZIP can only have images named after their boards: <board id>.png or .jpg.',
			)
		const chunks: Uint8Array[] = []
		file.ondata = (error, chunk, isLast) => {
			if (error) throw error
			size += chunk.length
			if (size > LIMITS.maxReportPictureBytes) throw new AppError('too_large')
			chunks.push(chunk)
			if (isLast) files.set(file.name, Buffer.concat(chunks))
		}
		file.start()
	})
	unzipper.register(UnzipInflate)
	try {
		for (let at = 0; at < zip.length; at += STEP_BYTES) {
			unzipper.push(zip.subarray(at, at + STEP_BYTES), at + STEP_BYTES >= zip.length)
			await yieldToEvents()
		}
	} catch (cause) {
		throw cause instanceof AppError ? cause : damagedError()
	}
	if (files.size === 0) throw damagedError()
	return files
}

function damagedError(): AppError {
	return new AppError('invalid_input', 'This is not a ZIP with images, or it is damaged.')
}
