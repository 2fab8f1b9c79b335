import { plenaryBody, type SessionId } from '@charrette/shared'
import { Router } from 'express'
import { sendToPlenary } from '../../workshops/plenary/sendToPlenary.ts'
import { authenticate } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'

/** `POST /api/sessions/:id/plenary` */
export function plenaryRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.post('/api/sessions/:id/plenary', async (request, response) => {
		const requester = await authenticate(deps, request)
		const body = validate(plenaryBody, request.body)
		const session = request.params.id as SessionId
		response.json(await sendToPlenary(deps, requester, { ...body, session }))
	})
	return router
}
