import { questionBody, reactionBody } from '@charrette/shared'
import { Router } from 'express'
import { askQuestion } from '../../workshops/reactions/askQuestion.ts'
import { readReactions, setReaction } from '../../workshops/reactions/cardReactions.ts'
import { authenticate } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'

/** `GET` and `POST /api/boards/:id/reactions`, `POST /api/boards/:id/questions` */
export function reactionRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.get('/api/boards/:id/reactions', async (request, response) => {
		const requester = await authenticate(deps, request)
		response.json(await readReactions(deps, requester, request.params.id))
	})
	router.post('/api/boards/:id/reactions', async (request, response) => {
		const requester = await authenticate(deps, request)
		const body = validate(reactionBody, request.body)
		response.json(await setReaction(deps, requester, { ...body, board: request.params.id }))
	})
	router.post('/api/boards/:id/questions', async (request, response) => {
		const requester = await authenticate(deps, request)
		const body = validate(questionBody, request.body)
		response.status(201).json(await askQuestion(deps, requester, { ...body, board: request.params.id }))
	})
	return router
}
