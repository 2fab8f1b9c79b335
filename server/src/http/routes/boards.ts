import type { Board, BoardId, ExportBody, Workshop } from '@charrette/shared'
import { accessTo, exportBody, exportQuery, readBoard, shownName } from '@charrette/shared'
import type { Request, Response } from 'express'
import { Router } from 'express'
import { writeExport } from '../../export/writeExport.ts'
import { requireBoard } from '../../workshops/requireBoard.ts'
import { newestResult, withDots } from '../../workshops/votes/voteResult.ts'
import { authenticate, requireView } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { originOf } from '../links.ts'
import { readExported } from '../readExported.ts'
import { sendPieces } from '../sendPieces.ts'
import { validate } from '../validate.ts'

/** `GET /api/boards/:id/content`, `GET` and `POST /api/boards/:id/export` */
export function boardRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.get('/api/boards/:id/content', async (request, response) => {
		const { workshop, board } = await visibleBoard(deps, request, request.params.id)
		const content = await deps.rooms.read(board, (doc) => readBoard(doc, (...author) => shownName(workshop, ...author)))
		response.json(withDots(content, board.id, await newestResult(deps, workshop, board.id)))
	})
	router.get('/api/boards/:id/export', (request, response) => send(request, response))
	router.post('/api/boards/:id/export', (request, response) =>
		send(request, response, validate(exportBody, request.body)),
	)
	async function send(request: Request<{ id: string }>, response: Response, body: ExportBody = {}): Promise<void> {
		const { format, locale, zone, ...wish } = validate(exportQuery, request.query)
		const { workshop, board } = await visibleBoard(deps, request, request.params.id)
		const exported = await readExported(deps, { workshop, board }, { ...wish, ...body })
		const about = { at: new Date(), zone, locale: locale ?? workshop.locale, origin: originOf(deps.config, request) }
		const file = writeExport(format, exported, about)
		response.type(file.type).set('Content-Disposition', file.disposition)
		await sendPieces(response, file.pieces)
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
