import { lastVisits, type News, visitQuery } from '@charrette/shared'
import { Router } from 'express'
import { requireVisibleBoard } from '../../workshops/access.ts'
import { findNews } from '../../workshops/boards/findNews.ts'
import { readVisit } from '../../workshops/history/readVisit.ts'
import { authenticate, authenticateMember } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import type { RequestLimits } from '../requestLimits.ts'
import { JSON_TYPE, streamReadResult } from '../streamReadResult.ts'
import { validate } from '../validate.ts'

/** `POST /api/workshops/:id/news` and `GET /api/boards/:id/changes` */
export function visitRoutes(deps: HttpDeps, requestLimits: RequestLimits): Router {
	const router = Router()
	router.post('/api/workshops/:id/news', async (request, response) => {
		const requester = await authenticateMember(deps, request)
		const visits = validate(lastVisits, request.body)
		const { participant, link } = requester.identity
		await requestLimits.search({ request, response }, participant ?? link)
		response.json({ boards: await findNews(deps, requester, visits) } satisfies News)
	})
	router.get('/api/boards/:id/changes', async (request, response) => {
		const requester = await authenticate(deps, request)
		const board = requireVisibleBoard(requester, request.params.id)
		const { since } = validate(visitQuery, request.query)
		const job = () => readVisit(deps, requester, { board, since })
		await streamReadResult(deps, { requester, response, headers: JSON_TYPE, job })
	})
	return router
}
