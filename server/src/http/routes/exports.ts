import {
	allBoardsQuery,
	boardTextsBody,
	type ExportBody,
	exportBody,
	exportQuery,
	extensionOf,
	recordsOf,
	type SessionId,
	textLanguage,
} from '@charrette/shared'
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { collectionsToCsv } from '../../exchange/collectionTable.ts'
import { writeWorkshopFile } from '../../exchange/files/writeExchangeFile.ts'
import { readReportExchange } from '../../exchange/readReportExchange.ts'
import { EXPORT_TYPES, exportFileName, fileHeaders, XLSX_TYPE } from '../../export/exportHeaders.ts'
import { exportLabelsIn } from '../../export/labels.ts'
import { requireVisibleBoard } from '../../workshops/access.ts'
import { readCounts } from '../../workshops/exports/boardCounts.ts'
import type { ExportJob } from '../../workshops/exports/exportJob.ts'
import { contentOf } from '../../workshops/exports/openExportedBoard.ts'
import { type SessionSelection, selectedBoards, selectionTitle } from '../../workshops/exports/SessionSelection.ts'
import { sessionScope, type ViewScope, visibleBoards, workshopScope } from '../../workshops/exports/ViewScope.ts'
import { resultsIn } from '../../workshops/votes/voteResults.ts'
import { requireSession } from '../../workshops/workshopParts.ts'
import {
	type AuthenticatedRequester,
	authenticate,
	authenticateFacilitator,
	originOf,
	requireRole,
	senderAddress,
} from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { JSON_TYPE, streamReadResult } from '../streamReadResult.ts'
import { validate } from '../validate.ts'

/** A board with fewer records is read directly, not as a heavy read. */
const MAX_RECORDS_AT_ONCE = 300

/** `GET /api/boards/:id/content`, `…/texts`, `GET` and `POST …/export` */
export function boardRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.get('/api/boards/:id/content', async (request, response) => {
		const requester = await authenticate(deps, request)
		const { workshop } = requester
		const { id: board, ...opened } = requireVisibleBoard(requester, request.params.id)
		const counts = await readCounts(deps, workshop, board)
		const content = await deps.rooms.read({ id: board, ...opened }, (doc) =>
			recordsOf(doc).size < MAX_RECORDS_AT_ONCE ? contentOf(doc, workshop, { board, ...counts }) : null,
		)
		if (content) response.json(content)
		else
			await streamReadResult(deps, {
				requester,
				response,
				headers: JSON_TYPE,
				job: () => ({ type: 'content', workshop, board }),
			})
	})
	router.post('/api/boards/:id/texts', async (request, response) => {
		const query = validate(boardTextsBody, request.body)
		const requester = await authenticate(deps, request)
		const { workshop } = requester
		const board = requireVisibleBoard(requester, request.params.id)
		const { locale = workshop.locale, cards } = query
		const meta = { at: new Date(), locale, origin: originOf(deps.config, request) }
		const language = textLanguage(query, locale)
		const job = { workshop, boards: [board.id], cards, authors: false, language, meta }
		await streamReadResult(deps, { requester, response, headers: JSON_TYPE, job: () => ({ type: 'texts', ...job }) })
	})
	router.get('/api/boards/:id/export', (request, response) => sendExport(request, response))
	router.post('/api/boards/:id/export', (request, response) =>
		sendExport(request, response, validate(exportBody, request.body)),
	)
	async function sendExport(
		request: Request<{ id: string }>,
		response: Response,
		body: ExportBody = {},
	): Promise<void> {
		const query = validate(exportQuery, request.query)
		const { format, zone, authors, cards, separator, ids } = query
		const requester = await authenticate(deps, request)
		const { workshop } = requester
		const board = requireVisibleBoard(requester, request.params.id)
		const origin = originOf(deps.config, request)
		const { locale = workshop.locale } = query
		const meta = { at: new Date(), zone, locale, origin, separator, ids }
		const name = exportFileName({ workshop, board, ...meta }, extensionOf(format))
		const headers = fileHeaders(EXPORT_TYPES[format], name)
		const job: ExportJob = {
			type: 'board',
			workshop,
			boards: [board.id],
			format,
			authors,
			language: textLanguage(query, locale),
			cards: body.cards ?? cards,
			meta,
		}
		await streamReadResult(deps, { requester, response, headers, job: () => job })
	}
	return router
}

/** `GET /api/sessions/:id/pack` and `…/workbook.xlsx`, and the same under `/api/workshops/:id` */
export function archiveRoutes(deps: HttpDeps): Router {
	const router = Router()
	for (const [path, select] of [
		['/api/sessions/:id', selectSession],
		['/api/workshops/:id', selectWorkshop],
	] as const) {
		const selectBy = (request: Request<{ id: string }>) => select(deps, request)
		router.get(`${path}/pack`, archiveHandler(deps, selectBy, 'archive'))
		router.get(`${path}/workbook.xlsx`, archiveHandler(deps, selectBy, 'workbook'))
	}
	return router
}

/** Answers with all boards of a selection in one file. */
export function archiveHandler(
	deps: HttpDeps,
	select: (request: Request<{ id: string }>) => Promise<RequesterSelection>,
	kind: 'archive' | 'workbook',
): RequestHandler<{ id: string }> {
	return async (request, response) => {
		const { requester, ...selection } = await select(request)
		const { workshop, sessions } = selection
		const query = validate(allBoardsQuery, request.query)
		const { locale = workshop.locale, authors, zone } = query
		const language = textLanguage(query, locale)
		const meta = { at: new Date(), zone, locale, origin: originOf(deps.config, request) }
		const [type, extension] = kind === 'archive' ? ['application/zip', 'zip'] : [XLSX_TYPE, 'xlsx']
		const named = { workshop, board: { title: selectionTitle(selection) }, ...meta }
		const headers = fileHeaders(type, exportFileName(named, extension))
		const job = async (): Promise<ExportJob> => {
			if (kind === 'workbook')
				return { type: kind, workshop, boards: selectedBoards(selection).map(({ id }) => id), authors, language, meta }
			const results = await resultsIn(deps, workshop, sessions)
			const exchange = await readReportExchange(deps, workshop, { locale, drawsPicture: true })
			const namesPeople = authors && !workshop.isAnonymous
			const sender = { ...senderAddress(deps.config, request), now: meta.at.getTime() }
			const practices = await writeWorkshopFile(deps, { workshop, namesPeople }, sender)
			const collections = await collectionsToCsv(deps, workshop, meta)
			return { type: kind, workshop, sessions, results, authors, language, meta, exchange, practices, collections }
		}
		await streamReadResult(deps, { requester, response, headers, job })
	}
}

/** A selection, and the facilitator who asks for it. */
interface RequesterSelection extends SessionSelection {
	requester: AuthenticatedRequester
}

/** Selects one session, for a facilitator. Throws `not_found`. */
export async function selectSession(deps: HttpDeps, request: Request<{ id: string }>): Promise<RequesterSelection> {
	const requester = await authenticateFacilitator(deps, request)
	const { workshop } = requester
	return { requester, workshop, sessions: [requireSession(workshop, request.params.id as SessionId)] }
}

/** Selects all sessions of a workshop, for a facilitator. */
export async function selectWorkshop(deps: HttpDeps, request: Request<{ id: string }>): Promise<RequesterSelection> {
	const requester = await authenticateFacilitator(deps, request, request.params.id)
	const { workshop } = requester
	return { requester, workshop, sessions: workshop.sessions }
}

/**
 * `GET /api/sessions/:id/viewer.html`, `GET /api/workshops/:id/viewer.html`; a single board's
 * viewer is an export format.
 */
export function viewerRoutes(deps: HttpDeps): Router {
	const router = Router()
	const send = async (
		request: Request,
		response: Response,
		scopeOf: (requester: AuthenticatedRequester) => ViewScope,
	) => {
		const requester = await authenticate(deps, request)
		const scope = scopeOf(requester)
		const { workshop } = requester
		const query = validate(allBoardsQuery, request.query)
		const { locale = workshop.locale, authors, zone } = query
		const language = textLanguage(query, locale)
		const meta = { at: new Date(), zone, locale, origin: originOf(deps.config, request) }
		// Without this title the file would have the name of the report, which is a page, too.
		const title = [scope.title === workshop.title ? '' : scope.title, exportLabelsIn(locale).viewer]
		const named = { workshop, board: { title: title.filter(Boolean).join(' - ') }, ...meta }
		const headers = fileHeaders('text/html; charset=utf-8', exportFileName(named, 'html'))
		const boards = visibleBoards(requester, scope)
		await streamReadResult(deps, {
			requester,
			response,
			headers,
			job: () => ({ type: 'viewer', workshop, boards, authors, language, meta }),
		})
	}
	router.get('/api/sessions/:id/viewer.html', (request, response) =>
		send(request, response, (requester) => sessionScope(requester, request.params.id)),
	)
	router.get('/api/workshops/:id/viewer.html', (request, response) =>
		send(request, response, (requester) => {
			requireRole(requester, request.params.id, ['facilitator', 'participant', 'projector'])
			return workshopScope(requester.workshop)
		}),
	)
	return router
}
