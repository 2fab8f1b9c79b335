import type { Board, Session } from '@charrette/shared'
import { accessTo, viewerQuery } from '@charrette/shared'
import type { Request, Response } from 'express'
import { Router } from 'express'
import { attachment, fileName } from '../../export/fileName.ts'
import { toViewer } from '../../export/viewer/toViewer.ts'
import { requireSession } from '../../workshops/conduct/requirePart.ts'
import { readBoards } from '../../workshops/readBoards.ts'
import { requireBoard } from '../../workshops/requireBoard.ts'
import type { Visitor } from '../authenticate.ts'
import { authenticate, requireRole, requireView } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'

/** What a viewer shows, and what it is called. */
interface Scope {
	title: string
	isWanted(board: Board, session: Session): boolean
}

/** `GET /api/boards/:id/export?format=html`, `GET /api/sessions/:id/viewer.html`, `GET /api/workshops/:id/viewer.html` */
export function viewerRoutes(deps: HttpDeps): Router {
	const router = Router()
	const answer = async (request: Request, response: Response, scopeOf: (visitor: Visitor) => Scope) => {
		const visitor = await authenticate(deps, request)
		const scope = scopeOf(visitor)
		const { locale, authors } = validate(viewerQuery, request.query)
		const { workshop, identity } = visitor
		const isWanted: Scope['isWanted'] = (board, session) =>
			scope.isWanted(board, session) && accessTo({ type: 'board', board: board.id }, identity, workshop) !== 'none'
		const at = new Date()
		const boards = await readBoards(deps, workshop, { isWanted, hasAuthors: authors === '1' })
		const pictureOf = (id: Parameters<typeof deps.images.get>[0]) => deps.images.get(id, 1024)
		const page = await toViewer(boards, { workshop, at, locale: locale ?? workshop.locale, pictureOf })
		const name = fileName({ workshop, board: scope, at }, 'html')
		response.type('text/html; charset=utf-8').set('Content-Disposition', attachment(name)).send(page)
	}
	router.get('/api/boards/:id/export', async (request, response, next) => {
		if (request.query['format'] !== 'html') return next()
		await answer(request, response, (visitor) => {
			const { workshop, identity } = visitor
			requireView(accessTo({ type: 'board', board: request.params.id as Board['id'] }, identity, workshop))
			return scopeOfBoard(requireBoard(workshop, request.params.id))
		})
	})
	router.get('/api/sessions/:id/viewer.html', (request, response) =>
		answer(request, response, ({ workshop }) =>
			scopeOfSession(requireSession(workshop, request.params.id as Session['id'])),
		),
	)
	router.get('/api/workshops/:id/viewer.html', (request, response) =>
		answer(request, response, (visitor) => {
			requireRole(visitor, request.params.id, ['facilitator', 'participant', 'projector'])
			return { title: 'Boards', isWanted: () => true }
		}),
	)
	return router
}

function scopeOfBoard({ id, title }: Board): Scope {
	return { title, isWanted: (board) => board.id === id }
}

function scopeOfSession({ id, title }: Session): Scope {
	return { title, isWanted: (_board, session) => session.id === id }
}
