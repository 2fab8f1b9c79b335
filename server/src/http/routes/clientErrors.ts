import { clientErrorBody } from '@charrette/shared'
import { Router } from 'express'
import type { HttpDeps } from '../HttpDeps.ts'
import type { RequestLimits } from '../requestLimits.ts'
import { validate } from '../validate.ts'

/** `POST /api/client-errors`: counts an uncaught error of a page for the host (HOST11). */
export function clientErrorRoutes({ clientErrors }: HttpDeps, requestLimits: RequestLimits): Router {
	const router = Router()
	router.post('/api/client-errors', async (request, response) => {
		await requestLimits.clientError({ request, response })
		clientErrors.note(validate(clientErrorBody, request.body))
		response.status(204).end()
	})
	return router
}
