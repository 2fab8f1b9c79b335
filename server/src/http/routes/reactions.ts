import { reactionBody } from '@charrette/shared'
import { Router } from 'express'
import { readReactions, setReaction } from '../../workshops/reactions/cardReactions.ts'
import { authenticate } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'

/** `GET` and `POST /api/boards/:id/reactions` */
export function reactionRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.get('/api/boards/:id/reactions', async (request, response) => {
		const visitor = await authenticate(deps, request)
		response.json(await readReactions(deps, visitor, request.params.id))
	})
	router.post('/api/boards/:id/reactions', async (request, response) => {
		const visitor = await authenticate(deps, request)
		const body = validate(reactionBody, request.body)
		response.json(await setReaction(deps, visitor, { ...body, board: request.params.id }))
	})
	return router
}
