import { setImmediate } from 'node:timers/promises'
import { type BoardId, LIMITS, type ReportFormat, type ReportQuery, reportQuery } from '@charrette/shared'
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate'
import { AppError } from '../../errors.ts'
import type { ReportImage } from '../../export/report/Report.ts'
import { readImage } from '../../export/report/reportImages.ts'
import { writeReport } from '../../export/report/writeReport.ts'
import { attachment, DOCX_TYPE, exportFileName } from '../../export/writeExport.ts'
import { readReport } from '../../workshops/exports/readReport.ts'
import { type SessionSelection, selectSession, selectWorkshop } from '../authenticate.ts'
import { createConcurrencyLimit } from '../concurrencyLimit.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createUploadBudget } from '../uploadBudget.ts'
import { validate } from '../validate.ts'

/** So many reports are read and laid out at once, and so many wait for their turn. */
const REPORT_LIMIT = { most: 2, waiting: 6, retryS: 5 }
/** Boards' pictures that are received, or wait. */
const UPLOAD_BOUNDS = { mostBytes: 4 * LIMITS.maxReportPictureBytes, retryS: 5 }
const TYPES: Record<ReportFormat, string> = { html: 'text/html; charset=utf-8', docx: DOCX_TYPE }

/** `GET` and `POST /api/sessions/:id/report`, `GET` and `POST /api/workshops/:id/report` */
export function reportRoutes(deps: HttpDeps): Router {
	const router = Router()
	const inHand = createConcurrencyLimit(REPORT_LIMIT)
	const intake = createUploadBudget(UPLOAD_BOUNDS)
	const handle = (
		find: (request: Request<{ id: string }>) => Promise<SessionSelection>,
	): RequestHandler<{ id: string }> => {
		return async (request, response) => {
			const hasPictures = request.method === 'POST'
			// What is refused before it was read is not read to its end.
			if (hasPictures) response.set('Connection', 'close')
			const asked = await find(request)
			const query = validate(reportQuery, request.query)
			// Who sends slowly has no turn before all of it is there.
			const answer = (zip: Uint8Array | null) =>
				inHand(response, () => sendReport(deps, { query, zip, response }, asked))
			if (hasPictures) await intake({ request, response }, LIMITS.maxReportPictureBytes, answer)
			else await answer(null)
		}
	}
	const ofSession = handle((request) => selectSession(deps, request))
	const ofWorkshop = handle((request) => selectWorkshop(deps, request))
	router.route('/api/sessions/:id/report').get(ofSession).post(ofSession)
	router.route('/api/workshops/:id/report').get(ofWorkshop).post(ofWorkshop)
	return router
}

/** How a report is wanted, with the pictures of its boards in a ZIP if there are any, and whom it goes to. */
interface ReportRequest {
	query: ReportQuery
	zip: Uint8Array | null
	response: Response
}

async function sendReport(
	deps: HttpDeps,
	{ query, zip, response }: ReportRequest,
	asked: SessionSelection,
): Promise<void> {
	const { workshop, sessions } = asked
	const { format, locale = workshop.locale, authors, zone } = query
	const boards = new Set(sessions.flatMap((session) => session.boards.map(({ id }) => id)))
	const pictures = zip ? await readBoardImages(zip, boards) : new Map()
	const at = new Date()
	const report = await readReport(deps, { ...asked, pictures }, { locale, at, zone, namesPeople: authors })
	const title = [report.subtitle, report.kind].filter(Boolean).join(' - ')
	const file = await writeReport(report, format)
	response.set({
		'Content-Disposition': attachment(exportFileName({ workshop, board: { title }, at, zone }, format)),
		'Content-Security-Policy': "default-src 'none'; sandbox",
	})
	response.type(TYPES[format]).send(Buffer.from(file.buffer))
}

const NAME = /^([\w-]+)\.(?:png|jpe?g)$/i
/** So much is unpacked at a time; in between, everybody else has their turn. */
const STEP_BYTES = 64 * 1024

/**
 * The pictures of boards in a ZIP of `<board id>.png` or `.jpg`. What is unpacked is counted as it comes, whatever
 * the ZIP says. Throws `invalid_input` for a damaged ZIP and for what is no board's picture, `not_a_picture`, `too_large`.
 */
async function readBoardImages(zip: Uint8Array, boards: ReadonlySet<BoardId>): Promise<Map<BoardId, ReportImage>> {
	const files = await unpack(zip, (name) => boards.has(boardIn(name)))
	const pictures = new Map<BoardId, ReportImage>()
	for (const [name, bytes] of files) {
		const picture = readImage(bytes)
		if (!picture) throw new AppError('not_a_picture', 'One of these pictures is neither a PNG nor a JPEG.')
		pictures.set(boardIn(name), picture)
	}
	return pictures
}

function boardIn(name: string): BoardId {
	return (NAME.exec(name)?.[1] ?? '') as BoardId
}

async function unpack(zip: Uint8Array, isWanted: (name: string) => boolean): Promise<Map<string, Uint8Array>> {
	const files = new Map<string, Uint8Array>()
	let size = 0
	const unzip = new Unzip((file: UnzipFile) => {
		if (!isWanted(file.name))
			throw new AppError(
				'invalid_input',
				'This ZIP is to hold pictures named by their boards alone: <board id>.png or .jpg.',
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
	unzip.register(UnzipInflate)
	try {
		for (let at = 0; at < zip.length; at += STEP_BYTES) {
			unzip.push(zip.subarray(at, at + STEP_BYTES), at + STEP_BYTES >= zip.length)
			await setImmediate()
		}
	} catch (cause) {
		throw cause instanceof AppError ? cause : damaged()
	}
	if (files.size === 0) throw damaged()
	return files
}

function damaged(): AppError {
	return new AppError('invalid_input', 'This is no ZIP with pictures in it, or it is damaged.')
}
