import { type ThreadAction, threadActionBody } from '@charrette/shared'
import { Router } from 'express'
import { writeThreads } from '../../workshops/writeThreads.ts'
import { authenticate } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import type { RequestLimits } from '../requestLimits.ts'
import { validate } from '../validate.ts'

/** `POST /api/boards/:id/threads` */
export function threadRoutes(deps: HttpDeps, requestLimits: RequestLimits): Router {
	const router = Router()
	router.post('/api/boards/:id/threads', async (request, response) => {
		const requester = await authenticate(deps, request)
		const action: ThreadAction = validate(threadActionBody, request.body)
		const { participant, link } = requester.identity
		await requestLimits.writeThreads({ request, response }, participant ?? link)
		await writeThreads(deps, requester, { board: request.params.id, action })
		response.status(204).end()
	})
	return router
}
