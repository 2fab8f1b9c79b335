import type { ReportFormat } from '@charrette/shared'
import { reportQuery } from '@charrette/shared'
import type { Request, RequestHandler, Response } from 'express'
import { Router } from 'express'
import { attachment, fileName } from '../../export/fileName.ts'
import { writeReport } from '../../export/report/writeReport.ts'
import { DOCX_TYPE } from '../../export/writeExport.ts'
import { type AskedSessions, askedSession, askedWorkshop } from '../askedSessions.ts'
import { createHandful } from '../createHandful.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { readBoardPictures } from '../readBoardPictures.ts'
import { readReport } from '../readReport.ts'
import { validate } from '../validate.ts'

/** So many reports are read and laid out at once; the memory they take is bounded by it. */
const IN_HAND = { most: 2, retryS: 5 }
const TYPES: Record<ReportFormat, string> = { html: 'text/html; charset=utf-8', docx: DOCX_TYPE }

/** `GET` and `POST /api/sessions/:id/report`, `GET` and `POST /api/workshops/:id/report` */
export function reportRoutes(deps: HttpDeps): Router {
	const router = Router()
	const inHand = createHandful(IN_HAND)
	const handle = (
		find: (request: Request<{ id: string }>) => Promise<AskedSessions>,
	): RequestHandler<{ id: string }> => {
		return async (request, response) => {
			// What is refused before it was read is not read to its end.
			if (request.method === 'POST') response.set('Connection', 'close')
			const asked = await find(request)
			await inHand(response, () => answer(deps, { request, response }, asked))
		}
	}
	const ofSession = handle((request) => askedSession(deps, request))
	const ofWorkshop = handle((request) => askedWorkshop(deps, request))
	router.route('/api/sessions/:id/report').get(ofSession).post(ofSession)
	router.route('/api/workshops/:id/report').get(ofWorkshop).post(ofWorkshop)
	return router
}

async function answer(
	deps: HttpDeps,
	{ request, response }: { request: Request<{ id: string }>; response: Response },
	asked: AskedSessions,
): Promise<void> {
	const { workshop, sessions } = asked
	const { format, locale = workshop.locale, authors } = validate(reportQuery, request.query)
	const boards = new Set(sessions.flatMap((session) => session.boards.map(({ id }) => id)))
	const pictures = request.method === 'POST' ? await readBoardPictures(request, boards) : new Map()
	response.removeHeader('Connection')
	const at = new Date()
	const report = await readReport(deps, { ...asked, pictures }, { locale, at, namesPeople: authors })
	const title = [report.subtitle, report.kind].filter(Boolean).join(' - ')
	const file = await writeReport(report, format)
	response.set({
		'Content-Disposition': attachment(fileName({ workshop, board: { title }, at }, format)),
		'Content-Security-Policy': "default-src 'none'; sandbox",
	})
	response.type(TYPES[format]).send(Buffer.from(file.buffer))
}
