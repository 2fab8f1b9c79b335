import { fontsBody } from '@charrette/shared'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import { authenticate } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'

/** So many wishes are worked at or wait at once. */
const MAX_IN_HAND = 16
const RETRY_S = 2

/** `POST /api/fonts`: typefaces that a picture carries with it (EXP2). */
export function fontRoutes(deps: HttpDeps): Router {
	const router = Router()
	let inHand = 0
	router.post('/api/fonts', async (request, response) => {
		await authenticate(deps, request)
		const wish = validate(fontsBody, request.body)
		if (inHand >= MAX_IN_HAND) {
			response.set('Retry-After', String(RETRY_S))
			throw new AppError('busy')
		}
		inHand++
		try {
			response.json(await deps.fontCutter.cut(wish))
		} finally {
			inHand--
		}
	})
	return router
}
