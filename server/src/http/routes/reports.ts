import { setImmediate } from 'node:timers/promises'
import { type BoardId, LIMITS, type ReportFormat, type ReportQuery, reportQuery } from '@charrette/shared'
import { type RequestHandler, type Response, Router } from 'express'
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate'
import { AppError } from '../../errors.ts'
import type { ReportImage } from '../../export/report/Report.ts'
import { readImage } from '../../export/report/reportImages.ts'
import { attachment, DOCX_TYPE, exportFileName } from '../../export/writeExport.ts'
import { type SessionSelection, selectedBoards } from '../../workshops/exports/readExportedBoard.ts'
import { readReport } from '../../workshops/exports/readReport.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createConcurrencyLimit, createUploadBudget } from '../limits.ts'
import { validate } from '../validate.ts'
import { selectSession, selectWorkshop } from './exports.ts'

/** Reports run and wait. */
const REPORT_LIMIT = { maxRunning: 2, maxQueued: 6, retryAfterS: 5 }
/** Images of boards, uploaded with the request for a report. */
const UPLOAD_BOUNDS = { maxTotalBytes: 4 * LIMITS.maxReportPictureBytes, retryAfterS: 5 }
const TYPES: Record<ReportFormat, string> = { html: 'text/html; charset=utf-8', docx: DOCX_TYPE }

/** `GET` and `POST /api/sessions/:id/report`, `GET` and `POST /api/workshops/:id/report` */
export function reportRoutes(deps: HttpDeps): Router {
	const router = Router()
	const limit = createConcurrencyLimit(REPORT_LIMIT)
	const upload = createUploadBudget(UPLOAD_BOUNDS)
	const handle = (select: typeof selectSession): RequestHandler<{ id: string }> => {
		return async (request, response) => {
			const hasRenders = request.method === 'POST'
			// The body of a request that is rejected before it is read stays unread.
			if (hasRenders) response.set('Connection', 'close')
			const selection = await select(deps, request)
			const query = validate(reportQuery, request.query)
			// A slow upload does not occupy the limit.
			const send = (zip: Uint8Array | null) =>
				limit(response, () => sendReport(deps, { selection, query, zip }, response))
			if (hasRenders) await upload({ request, response }, LIMITS.maxReportPictureBytes, send)
			else await send(null)
		}
	}
	router.route('/api/sessions/:id/report').get(handle(selectSession)).post(handle(selectSession))
	router.route('/api/workshops/:id/report').get(handle(selectWorkshop)).post(handle(selectWorkshop))
	return router
}

interface ReportRequest {
	selection: SessionSelection
	query: ReportQuery
	/** Images of boards that the client rendered. */
	zip: Uint8Array | null
}

async function sendReport(deps: HttpDeps, { selection, query, zip }: ReportRequest, response: Response): Promise<void> {
	const { workshop } = selection
	const { format, locale = workshop.locale, authors, zone } = query
	const boards = new Set(selectedBoards(selection).map(({ id }) => id))
	const renders = zip ? await readBoardImages(zip, boards) : new Map()
	const at = new Date()
	const report = await readReport(deps, { ...selection, renders }, { locale, at, zone, namesPeople: authors })
	const title = [report.subtitle, report.kind].filter(Boolean).join(' - ')
	const file = await deps.reportWriter.write(report, format)
	response.set({
		'Content-Disposition': attachment(exportFileName({ workshop, board: { title }, at, zone }, format)),
		'Content-Security-Policy': "default-src 'none'; sandbox",
	})
	response.type(TYPES[format]).send(Buffer.from(file.buffer, file.byteOffset, file.byteLength))
}

const NAME = /^([\w-]+)\.(?:png|jpe?g)$/i
/** Unpacked between two turns of the event loop. */
const STEP_BYTES = 64 * 1024

/**
 * The images in a ZIP of files named `<board id>.png` or `.jpg`. Counts bytes as they are unpacked,
 * since the sizes in a ZIP can be wrong. Throws `invalid_input` for a damaged ZIP or another file
 * name, `not_a_picture`, and `too_large`.
 */
async function readBoardImages(zip: Uint8Array, boards: ReadonlySet<BoardId>): Promise<Map<BoardId, ReportImage>> {
	const files = await unzip(zip, (name) => boards.has(boardIn(name)))
	const images = new Map<BoardId, ReportImage>()
	for (const [name, bytes] of files) {
		const image = readImage(bytes)
		if (!image) throw new AppError('not_a_picture', 'One of these images is neither a PNG nor a JPEG.')
		images.set(boardIn(name), image)
	}
	return images
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
			await setImmediate()
		}
	} catch (cause) {
		throw cause instanceof AppError ? cause : damaged()
	}
	if (files.size === 0) throw damaged()
	return files
}

function damaged(): AppError {
	return new AppError('invalid_input', 'This is not a ZIP with images, or it is damaged.')
}
