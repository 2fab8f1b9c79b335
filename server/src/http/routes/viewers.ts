import { wholeQuery } from '@charrette/shared'
import type { Request, Response } from 'express'
import { Router } from 'express'
import { attachment, fileName } from '../../export/fileName.ts'
import type { Visitor } from '../authenticate.ts'
import { authenticate, requireRole } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { sendPieces } from '../sendPieces.ts'
import { validate } from '../validate.ts'
import type { ViewScope } from '../viewScope.ts'
import { sessionScope, viewNow, workshopScope } from '../viewScope.ts'

/** `GET /api/sessions/:id/viewer.html`, `GET /api/workshops/:id/viewer.html`; a board’s own is one of its exports */
export function viewerRoutes(deps: HttpDeps): Router {
	const router = Router()
	const answer = async (request: Request, response: Response, scopeOf: (visitor: Visitor) => ViewScope) => {
		const visitor = await authenticate(deps, request)
		const scope = scopeOf(visitor)
		const { locale, authors, zone } = validate(wholeQuery, request.query)
		const at = new Date()
		const page = await viewNow(deps, visitor, { scope, locale, authors, at })
		const name = fileName({ workshop: visitor.workshop, board: scope, at, zone }, 'html')
		response.type('text/html; charset=utf-8').set('Content-Disposition', attachment(name))
		await sendPieces(response, page)
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
