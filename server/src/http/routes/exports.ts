import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
	allBoardsQuery,
	displayName,
	type ExportBody,
	exportBody,
	exportQuery,
	type Locale,
	readBoard,
	type SessionId,
} from '@charrette/shared'
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { zipArchive } from '../../export/archive.ts'
import { attachment, exportFileName, writeExport, XLSX_TYPE } from '../../export/writeExport.ts'
import { toXlsx } from '../../export/xlsx/toXlsx.ts'
import { requireVisibleBoard, type Visitor } from '../../workshops/access.ts'
import { exportArchive } from '../../workshops/exports/exportArchive.ts'
import { exportViewer, sessionScope, type ViewScope, workshopScope } from '../../workshops/exports/exportViewer.ts'
import {
	readExportedBoard,
	type SessionSelection,
	selectedBoards,
	selectionTitle,
} from '../../workshops/exports/readExportedBoard.ts'
import { newestResult, withDots } from '../../workshops/votes/voteResults.ts'
import { requireSession } from '../../workshops/workshopParts.ts'
import { authenticate, authenticateFacilitator, originOf, requireRole } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createConcurrencyLimit } from '../limits.ts'
import { validate } from '../validate.ts'

/** `GET /api/boards/:id/content`, `GET` and `POST /api/boards/:id/export` */
export function boardRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.get('/api/boards/:id/content', async (request, response) => {
		const visitor = await authenticate(deps, request)
		const { workshop } = visitor
		const board = requireVisibleBoard(visitor, request.params.id)
		const content = await deps.rooms.read(board, (doc) =>
			readBoard(doc, (...author) => displayName(workshop, ...author)),
		)
		response.json(withDots(content, board.id, await newestResult(deps, workshop, board.id)))
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
		const { format, locale, zone, ...selection } = validate(exportQuery, request.query)
		const visitor = await authenticate(deps, request)
		const { workshop } = visitor
		const board = requireVisibleBoard(visitor, request.params.id)
		const exported = await readExportedBoard(deps, { workshop, board }, { ...selection, ...body })
		const file = writeExport(format, exported, {
			at: new Date(),
			zone,
			locale: locale ?? workshop.locale,
			origin: originOf(deps.config, request),
			writeReport: deps.reportWriter.write,
		})
		response.type(file.type).set('Content-Disposition', file.disposition)
		await sendChunks(response, file.chunks)
	}
	return router
}

/** Writing an archive or a workbook takes a core while it lasts. */
const ARCHIVE_LIMIT = { maxRunning: 2, retryAfterS: 5 }

/** An export of many boards. */
interface ArchiveRequest {
	selection: SessionSelection
	options: { at: Date; zone: string | undefined; locale: Locale; origin: string; authors: boolean }
	response: Response
}

/** `GET /api/sessions/:id/pack` and `…/workbook.xlsx`, and the same under `/api/workshops/:id` */
export function archiveRoutes(deps: HttpDeps): Router {
	const router = Router()
	const limit = createConcurrencyLimit(ARCHIVE_LIMIT)
	const handle = (select: typeof selectSession, send: (deps: HttpDeps, request: ArchiveRequest) => Promise<void>) => {
		const handler: RequestHandler<{ id: string }> = async (request, response) => {
			const selection = await select(deps, request)
			const { locale = selection.workshop.locale, authors, zone } = validate(allBoardsQuery, request.query)
			const options = { at: new Date(), zone, locale, authors, origin: originOf(deps.config, request) }
			await limit(response, () => send(deps, { selection, options, response }))
		}
		return handler
	}
	for (const [path, select] of [
		['/api/sessions/:id', selectSession],
		['/api/workshops/:id', selectWorkshop],
	] as const) {
		router.get(`${path}/pack`, handle(select, sendArchive))
		router.get(`${path}/workbook.xlsx`, handle(select, sendWorkbook))
	}
	return router
}

/** One session, for a facilitator. Throws `not_found`. */
export async function selectSession(deps: HttpDeps, request: Request<{ id: string }>): Promise<SessionSelection> {
	const { workshop } = await authenticateFacilitator(deps, request)
	return { workshop, sessions: [requireSession(workshop, request.params.id as SessionId)] }
}

/** All sessions of a workshop, for a facilitator. */
export async function selectWorkshop(deps: HttpDeps, request: Request<{ id: string }>): Promise<SessionSelection> {
	const { workshop } = await authenticateFacilitator(deps, request, request.params.id)
	return { workshop, sessions: workshop.sessions }
}

async function sendArchive(deps: HttpDeps, { selection, options, response }: ArchiveRequest): Promise<void> {
	setFileName(response, { selection, options }, 'zip')
	response.type('application/zip')
	await sendChunks(response, zipArchive(exportArchive(deps, selection, options), options))
}

async function sendWorkbook(deps: HttpDeps, { selection, options, response }: ArchiveRequest): Promise<void> {
	const { workshop } = selection
	const boards = []
	for (const board of selectedBoards(selection))
		boards.push(await readExportedBoard(deps, { workshop, board }, options))
	const file = await toXlsx(boards, options)
	setFileName(response, { selection, options }, 'xlsx')
	response.type(XLSX_TYPE).send(Buffer.from(file.buffer, file.byteOffset, file.byteLength))
}

function setFileName(
	response: Response,
	{ selection, options }: Pick<ArchiveRequest, 'selection' | 'options'>,
	extension: string,
): void {
	const title = selectionTitle(selection)
	const name = exportFileName({ workshop: selection.workshop, board: { title }, ...options }, extension)
	response.set('Content-Disposition', attachment(name))
}

/**
 * `GET /api/sessions/:id/viewer.html`, `GET /api/workshops/:id/viewer.html`; a single board's
 * viewer is an export format.
 */
export function viewerRoutes(deps: HttpDeps): Router {
	const router = Router()
	const send = async (request: Request, response: Response, scopeOf: (visitor: Visitor) => ViewScope) => {
		const visitor = await authenticate(deps, request)
		const scope = scopeOf(visitor)
		const { locale, authors, zone } = validate(allBoardsQuery, request.query)
		const at = new Date()
		const page = await exportViewer(deps, visitor, { scope, locale, authors, at })
		const name = exportFileName({ workshop: visitor.workshop, board: scope, at, zone }, 'html')
		response.type('text/html; charset=utf-8').set('Content-Disposition', attachment(name))
		await sendChunks(response, page)
	}
	router.get('/api/sessions/:id/viewer.html', (request, response) =>
		send(request, response, (visitor) => sessionScope(visitor, request.params.id)),
	)
	router.get('/api/workshops/:id/viewer.html', (request, response) =>
		send(request, response, (visitor) => {
			requireRole(visitor, request.params.id, ['facilitator', 'participant', 'projector'])
			return workshopScope(visitor.workshop)
		}),
	)
	return router
}

/** Error codes of a stream whose client has disconnected. */
const DISCONNECTED = ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'EPIPE']

/** Streams a body as fast as the client reads it. A client that disconnects is no error. */
async function sendChunks(response: Response, chunks: AsyncIterable<string | Uint8Array>): Promise<void> {
	try {
		await pipeline(Readable.from(chunks), response)
	} catch (cause) {
		if (!(cause instanceof Error && 'code' in cause && DISCONNECTED.includes(String(cause.code)))) throw cause
	}
}
