import { ballotBody, ballotQuery } from '@charrette/shared'
import { Router } from 'express'
import { castBallot, readBallot } from '../../workshops/votes/castBallot.ts'
import { voteProgress, voteResult } from '../../workshops/votes/voteResults.ts'
import { requireRound } from '../../workshops/workshopParts.ts'
import { authenticate, authenticateMember, requireRole } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'

/**
 * `POST` and `GET /api/workshops/:id/ballots`, `GET /api/rounds/:id/progress`, `GET
 * /api/rounds/:id/result`
 */
export function voteRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.post('/api/workshops/:id/ballots', async (request, response) => {
		const requester = await authenticateMember(deps, request)
		response.json(await castBallot(deps, requester, validate(ballotBody, request.body)))
	})
	router.get('/api/workshops/:id/ballots', async (request, response) => {
		const requester = await authenticateMember(deps, request)
		response.json(await readBallot(deps, requester, validate(ballotQuery, request.query)))
	})
	router.get('/api/rounds/:id/progress', async (request, response) => {
		const requester = await authenticate(deps, request)
		const { workshop } = requester
		requireRole(requester, workshop.id, ['facilitator', 'projector'])
		response.json(await voteProgress(deps, workshop, requireRound(workshop, request.params.id)))
	})
	router.get('/api/rounds/:id/result', async (request, response) => {
		const { workshop } = await authenticate(deps, request)
		response.json(await voteResult(deps, requireRound(workshop, request.params.id)))
	})
	return router
}
