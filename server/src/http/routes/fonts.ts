import { fontsBody } from '@charrette/shared'
import { Router } from 'express'
import { authenticate } from '../authenticate.ts'
import { createHandful } from '../createHandful.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'

/** So many wishes are worked at or wait at once. */
const IN_HAND = { most: 16, retryS: 2 }

/** `POST /api/fonts`: typefaces that a picture carries with it (EXP2). */
export function fontRoutes(deps: HttpDeps): Router {
	const router = Router()
	const inHand = createHandful(IN_HAND)
	router.post('/api/fonts', async (request, response) => {
		await authenticate(deps, request)
		const wish = validate(fontsBody, request.body)
		response.json(await inHand(response, () => deps.fontCutter.cut(wish)))
	})
	return router
}
