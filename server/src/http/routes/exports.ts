import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
	accessTo,
	allBoardsQuery,
	type Board,
	type BoardId,
	displayName,
	type ExportBody,
	exportBody,
	exportQuery,
	readBoard,
	type Workshop,
} from '@charrette/shared'
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { zipArchive } from '../../export/archive.ts'
import { attachment, exportFileName, writeExport, XLSX_TYPE } from '../../export/writeExport.ts'
import { toXlsx } from '../../export/xlsx/toXlsx.ts'
import { exportArchive } from '../../workshops/exports/exportArchive.ts'
import { exportViewer, sessionScope, type ViewScope, workshopScope } from '../../workshops/exports/exportViewer.ts'
import { readExportedBoard } from '../../workshops/exports/readExportedBoard.ts'
import { newestResult, withDots } from '../../workshops/votes/voteResults.ts'
import { requireBoard } from '../../workshops/workshopParts.ts'
import {
	authenticate,
	requireRole,
	requireView,
	type SessionSelection,
	selectionTitle,
	selectSession,
	selectWorkshop,
	type Visitor,
} from '../authenticate.ts'
import { createConcurrencyLimit } from '../concurrencyLimit.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { originOf } from '../links.ts'
import { validate } from '../validate.ts'

/** `GET /api/boards/:id/content`, `GET` and `POST /api/boards/:id/export` */
export function boardRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.get('/api/boards/:id/content', async (request, response) => {
		const { workshop, board } = await visibleBoard(deps, request, request.params.id)
		const content = await deps.rooms.read(board, (doc) =>
			readBoard(doc, (...author) => displayName(workshop, ...author)),
		)
		response.json(withDots(content, board.id, await newestResult(deps, workshop, board.id)))
	})
	router.get('/api/boards/:id/export', (request, response) => send(request, response))
	router.post('/api/boards/:id/export', (request, response) =>
		send(request, response, validate(exportBody, request.body)),
	)
	async function send(request: Request<{ id: string }>, response: Response, body: ExportBody = {}): Promise<void> {
		const { format, locale, zone, ...wish } = validate(exportQuery, request.query)
		const { workshop, board } = await visibleBoard(deps, request, request.params.id)
		const exported = await readExportedBoard(deps, { workshop, board }, { ...wish, ...body })
		const about = { at: new Date(), zone, locale: locale ?? workshop.locale, origin: originOf(deps.config, request) }
		const file = writeExport(format, exported, about)
		response.type(file.type).set('Content-Disposition', file.disposition)
		await sendChunks(response, file.pieces)
	}
	return router
}

/** The board, for a member who may view it. Throws `not_found`, also for another workshop's board. */
async function visibleBoard(
	deps: HttpDeps,
	request: Request,
	id: string,
): Promise<{ workshop: Workshop; board: Board }> {
	const { identity, workshop } = await authenticate(deps, request)
	requireView(accessTo({ type: 'board', board: id as BoardId }, identity, workshop))
	return { workshop, board: requireBoard(workshop, id) }
}

/** So many are read and packed at once: each takes a core for as long as it lasts. */
const ARCHIVE_LIMIT = { most: 2, retryS: 5 }

/** What was asked for, and how. */
interface ArchiveRequest {
	asked: SessionSelection
	about: {
		at: Date
		zone: string | undefined
		locale: SessionSelection['workshop']['locale']
		origin: string
		authors: boolean
	}
	response: Response
}

/** `GET /api/sessions/:id/pack` and `…/workbook.xlsx`, and the same of `/api/workshops/:id` */
export function archiveRoutes(deps: HttpDeps): Router {
	const router = Router()
	const inHand = createConcurrencyLimit(ARCHIVE_LIMIT)
	const handle = (find: typeof selectSession, answer: (deps: HttpDeps, order: ArchiveRequest) => Promise<void>) => {
		const handler: RequestHandler<{ id: string }> = async (request, response) => {
			const asked = await find(deps, request)
			await inHand(response, () => answer(deps, { asked, about: aboutOf(deps, request, asked), response }))
		}
		return handler
	}
	for (const [path, find] of [
		['/api/sessions/:id', selectSession],
		['/api/workshops/:id', selectWorkshop],
	] as const) {
		router.get(`${path}/pack`, handle(find, sendArchive))
		router.get(`${path}/workbook.xlsx`, handle(find, sendWorkbook))
	}
	return router
}

function aboutOf(
	deps: HttpDeps,
	request: Request<{ id: string }>,
	{ workshop }: SessionSelection,
): ArchiveRequest['about'] {
	const { locale = workshop.locale, authors, zone } = validate(allBoardsQuery, request.query)
	return { at: new Date(), zone, locale, authors, origin: originOf(deps.config, request) }
}

async function sendArchive(deps: HttpDeps, { asked, about, response }: ArchiveRequest): Promise<void> {
	setFileName(response, { asked, about }, 'zip')
	response.type('application/zip')
	await sendChunks(response, zipArchive(exportArchive(deps, asked, about), about))
}

async function sendWorkbook(deps: HttpDeps, { asked, about, response }: ArchiveRequest): Promise<void> {
	const { workshop, sessions } = asked
	const boards = []
	for (const board of sessions.flatMap((session) => session.boards))
		boards.push(await readExportedBoard(deps, { workshop, board }, about))
	const file = await toXlsx(boards, about)
	setFileName(response, { asked, about }, 'xlsx')
	response.type(XLSX_TYPE).send(Buffer.from(file.buffer, file.byteOffset, file.byteLength))
}

function setFileName(
	response: Response,
	{ asked, about }: Pick<ArchiveRequest, 'asked' | 'about'>,
	ending: string,
): void {
	const title = selectionTitle(asked)
	const file = exportFileName({ workshop: asked.workshop, board: { title }, ...about }, ending)
	response.set('Content-Disposition', attachment(file))
}

/** `GET /api/sessions/:id/viewer.html`, `GET /api/workshops/:id/viewer.html`; a board’s own is one of its exports */
export function viewerRoutes(deps: HttpDeps): Router {
	const router = Router()
	const answer = async (request: Request, response: Response, scopeOf: (visitor: Visitor) => ViewScope) => {
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
		answer(request, response, (visitor) => sessionScope(visitor, request.params.id)),
	)
	router.get('/api/workshops/:id/viewer.html', (request, response) =>
		answer(request, response, (visitor) => {
			requireRole(visitor, request.params.id, ['facilitator', 'participant', 'projector'])
			return workshopScope(visitor.workshop)
		}),
	)
	return router
}

/** What a stream says of somebody who is no longer there. */
const CLIENT_GONE = ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'EPIPE']

/** Sends a body piece by piece, no faster than it is taken. Who goes away in the middle is no error. */
async function sendChunks(response: Response, pieces: AsyncIterable<string | Uint8Array>): Promise<void> {
	try {
		await pipeline(Readable.from(pieces), response)
	} catch (cause) {
		if (!(cause instanceof Error && 'code' in cause && CLIENT_GONE.includes(String(cause.code)))) throw cause
	}
}
