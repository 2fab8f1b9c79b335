import type { BoardContent, BoardId, ReportFormat, Session, SessionId, Workshop } from '@charrette/shared'
import { findSession, reportQuery } from '@charrette/shared'
import type { Request, RequestHandler, Response } from 'express'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import { attachment, fileName } from '../../export/fileName.ts'
import { photosOf } from '../../export/report/photosOf.ts'
import type { Report, ReportPicture } from '../../export/report/Report.ts'
import type { ReportWish } from '../../export/report/ReportSource.ts'
import { reportOf } from '../../export/report/reportOf.ts'
import { writeReport } from '../../export/report/writeReport.ts'
import { DOCX_TYPE } from '../../export/writeExport.ts'
import { resultsIn } from '../../workshops/votes/voteResult.ts'
import { authenticate, requireRole } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { readBoardPictures } from '../readBoardPictures.ts'
import { readExported } from '../readExported.ts'
import { validate } from '../validate.ts'

/** So many reports are read and laid out at once; the memory they take is bounded by it. */
const MAX_IN_HAND = 2
const RETRY_S = 5
const TYPES: Record<ReportFormat, string> = { html: 'text/html; charset=utf-8', docx: DOCX_TYPE }

/** The workshop, and which of its sessions a report is to tell of. */
interface Asked {
	workshop: Workshop
	sessions: readonly Session[]
}

/** `GET` and `POST /api/sessions/:id/report`, `GET` and `POST /api/workshops/:id/report` */
export function reportRoutes(deps: HttpDeps): Router {
	const router = Router()
	let inHand = 0
	const handle = (find: (request: Request<{ id: string }>) => Promise<Asked>): RequestHandler<{ id: string }> => {
		return async (request, response) => {
			// What is refused before it was read is not read to its end.
			if (request.method === 'POST') response.set('Connection', 'close')
			const asked = await find(request)
			if (inHand >= MAX_IN_HAND) {
				response.set('Retry-After', String(RETRY_S))
				throw new AppError('busy')
			}
			inHand++
			try {
				await answer(deps, { request, response }, asked)
			} finally {
				inHand--
			}
		}
	}
	const ofSession = handle(async (request) => {
		const visitor = await authenticate(deps, request)
		requireRole(visitor, visitor.workshop.id, ['facilitator'])
		const session = findSession(visitor.workshop, request.params.id as SessionId)
		if (!session) throw new AppError('not_found')
		return { workshop: visitor.workshop, sessions: [session] }
	})
	const ofWorkshop = handle(async (request) => {
		const visitor = await authenticate(deps, request)
		requireRole(visitor, request.params.id, ['facilitator'])
		return { workshop: visitor.workshop, sessions: visitor.workshop.sessions }
	})
	router.route('/api/sessions/:id/report').get(ofSession).post(ofSession)
	router.route('/api/workshops/:id/report').get(ofWorkshop).post(ofWorkshop)
	return router
}

async function answer(
	deps: HttpDeps,
	{ request, response }: { request: Request<{ id: string }>; response: Response },
	asked: Asked,
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

/** Reads all that a report tells of: boards as they are now, the images on them, and votes. */
async function readReport(
	deps: HttpDeps,
	{ workshop, sessions, pictures }: Asked & { pictures: ReadonlyMap<BoardId, ReportPicture> },
	wish: ReportWish,
): Promise<Report> {
	const contents = new Map<BoardId, BoardContent>()
	for (const board of sessions.flatMap((session) => session.boards)) {
		const { content } = await readExported(deps, { workshop, board }, { authors: wish.namesPeople })
		contents.set(board.id, content)
	}
	const images = await photosOf(contents.values(), (id, width) => deps.images.get(id, width))
	const results = await resultsIn(deps, workshop, sessions)
	return reportOf({ workshop, sessions, contents, results, pictures, images }, wish)
}
