import type { ReportFormat, ReportQuery } from '@charrette/shared'
import { LIMITS, reportQuery } from '@charrette/shared'
import type { Request, RequestHandler, Response } from 'express'
import { Router } from 'express'
import { attachment, fileName } from '../../export/fileName.ts'
import { writeReport } from '../../export/report/writeReport.ts'
import { DOCX_TYPE } from '../../export/writeExport.ts'
import { type AskedSessions, askedSession, askedWorkshop } from '../askedSessions.ts'
import { createHandful } from '../createHandful.ts'
import { createIntake } from '../createIntake.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { readBoardPictures } from '../readBoardPictures.ts'
import { readReport } from '../readReport.ts'
import { validate } from '../validate.ts'

/** So many reports are read and laid out at once, and so many wait for their turn. */
const IN_HAND = { most: 2, waiting: 6, retryS: 5 }
/** Boards' pictures that are received, or wait. */
const INTAKE = { mostBytes: 4 * LIMITS.maxReportPictureBytes, retryS: 5 }
const TYPES: Record<ReportFormat, string> = { html: 'text/html; charset=utf-8', docx: DOCX_TYPE }

/** `GET` and `POST /api/sessions/:id/report`, `GET` and `POST /api/workshops/:id/report` */
export function reportRoutes(deps: HttpDeps): Router {
	const router = Router()
	const inHand = createHandful(IN_HAND)
	const intake = createIntake(INTAKE)
	const handle = (
		find: (request: Request<{ id: string }>) => Promise<AskedSessions>,
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
	const ofSession = handle((request) => askedSession(deps, request))
	const ofWorkshop = handle((request) => askedWorkshop(deps, request))
	router.route('/api/sessions/:id/report').get(ofSession).post(ofSession)
	router.route('/api/workshops/:id/report').get(ofWorkshop).post(ofWorkshop)
	return router
}

/** How a report is wanted, with the pictures of its boards in a ZIP if there are any, and whom it goes to. */
interface Order {
	query: ReportQuery
	zip: Uint8Array | null
	response: Response
}

async function sendReport(deps: HttpDeps, { query, zip, response }: Order, asked: AskedSessions): Promise<void> {
	const { workshop, sessions } = asked
	const { format, locale = workshop.locale, authors, zone } = query
	const boards = new Set(sessions.flatMap((session) => session.boards.map(({ id }) => id)))
	const pictures = zip ? await readBoardPictures(zip, boards) : new Map()
	const at = new Date()
	const report = await readReport(deps, { ...asked, pictures }, { locale, at, zone, namesPeople: authors })
	const title = [report.subtitle, report.kind].filter(Boolean).join(' - ')
	const file = await writeReport(report, format)
	response.set({
		'Content-Disposition': attachment(fileName({ workshop, board: { title }, at, zone }, format)),
		'Content-Security-Policy': "default-src 'none'; sandbox",
	})
	response.type(TYPES[format]).send(Buffer.from(file.buffer))
}
