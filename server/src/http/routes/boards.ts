import type { Board, BoardContent, BoardId, Workshop } from '@charrette/shared'
import { accessTo, exportQuery, readBoard, shownName } from '@charrette/shared'
import type { Request } from 'express'
import { Router } from 'express'
import { writeExport } from '../../export/writeExport.ts'
import { requireBoard } from '../../workshops/requireBoard.ts'
import { withVotes } from '../../workshops/votes/voteResult.ts'
import { authenticate, requireView } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'

/** `GET /api/boards/:id/content`, `GET /api/boards/:id/export` */
export function boardRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.get('/api/boards/:id/content', async (request, response) => {
		const { content } = await readFor(deps, request, request.params.id)
		response.json(content)
	})
	router.get('/api/boards/:id/export', async (request, response) => {
		const { format, locale } = validate(exportQuery, request.query)
		const { workshop, board, content } = await readFor(deps, request, request.params.id)
		const about = { workshop, board, at: new Date(), locale: locale ?? workshop.locale }
		const file = writeExport(format, content, about)
		response.type(file.type).set('Content-Disposition', file.disposition).send(file.text)
	})
	return router
}

/** The board and what is on it, for a member who may view it. Throws `not_found`, also for another workshop's board. */
async function readFor(
	deps: HttpDeps,
	request: Request,
	id: string,
): Promise<{ workshop: Workshop; board: Board; content: BoardContent }> {
	const { identity, workshop } = await authenticate(deps, request)
	requireView(accessTo({ type: 'board', board: id as BoardId }, identity, workshop))
	const board = requireBoard(workshop, id)
	const content = await deps.rooms.read(board, (doc) => readBoard(doc, (author) => shownName(workshop, author)))
	return { workshop, board, content: await withVotes(deps, { workshop, board: board.id }, content) }
}
