import { type ThreadAction, type ThreadsForMe, threadActionBody, threadsForMeBody } from '@charrette/shared'
import { Router } from 'express'
import { findThreadsForMe } from '../../workshops/boards/findThreadsForMe.ts'
import { writeThreads } from '../../workshops/writeThreads.ts'
import { authenticate, authenticateMember } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createConcurrencyLimit } from '../limits.ts'
import type { RequestLimits } from '../requestLimits.ts'
import { validate } from '../validate.ts'

/** It reads boards that nobody has open, one after another. */
const FIND_LIMIT = { maxRunning: 2, maxQueued: 64, retryAfterS: 1 }

/** `POST /api/boards/:id/threads` and `POST /api/workshops/:id/my-threads` */
export function threadRoutes(deps: HttpDeps, requestLimits: RequestLimits): Router {
	const router = Router()
	const limit = createConcurrencyLimit(FIND_LIMIT)
	router.post('/api/boards/:id/threads', async (request, response) => {
		const requester = await authenticate(deps, request)
		const action: ThreadAction = validate(threadActionBody, request.body)
		const { participant, link } = requester.identity
		await requestLimits.writeThreads({ request, response }, participant ?? link)
		await writeThreads(deps, requester, { board: request.params.id, action })
		response.status(204).end()
	})
	router.post('/api/workshops/:id/my-threads', async (request, response) => {
		const requester = await authenticateMember(deps, request)
		const { visits = null } = validate(threadsForMeBody, request.body)
		const { participant, link } = requester.identity
		await requestLimits.search({ request, response }, participant ?? link)
		const found = await limit(response, () => findThreadsForMe(deps, requester, visits))
		response.json(found satisfies ThreadsForMe)
	})
	return router
}
