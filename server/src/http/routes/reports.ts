import { LIMITS, type ReportFormat, type ReportQuery, reportQuery } from '@charrette/shared'
import { type RequestHandler, type Response, Router } from 'express'
import { attachment, DOCX_TYPE, exportFileName } from '../../export/writeExport.ts'
import { type SessionSelection, selectedBoards } from '../../workshops/exports/readExportedBoard.ts'
import { readBoardImages, readReport } from '../../workshops/exports/readReport.ts'
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
