import { cardQuery, type FoundCards, type SessionId } from '@charrette/shared'
import { Router } from 'express'
import { findCards } from '../../workshops/boards/findCards.ts'
import { readDigests } from '../../workshops/boards/readDigests.ts'
import { requireSession } from '../../workshops/workshopParts.ts'
import { authenticate, authenticateMember } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createConcurrencyLimit } from '../limits.ts'
import type { RequestLimits } from '../requestLimits.ts'
import { validate } from '../validate.ts'

/** A search reads boards that nobody has open, one after another. */
const LIMIT = { maxRunning: 2, maxQueued: 64, retryAfterS: 1 }

/** `GET /api/workshops/:id/cards` and `GET /api/sessions/:id/digests` */
export function searchRoutes(deps: HttpDeps, requestLimits: RequestLimits): Router {
	const router = Router()
	const limit = createConcurrencyLimit(LIMIT)
	router.get('/api/workshops/:id/cards', async (request, response) => {
		const requester = await authenticateMember(deps, request)
		const query = validate(cardQuery, request.query)
		const { participant, link } = requester.identity
		await requestLimits.search({ request, response }, participant ?? link)
		const found = await limit(response, () => findCards(deps, requester, query))
		response.json(found satisfies FoundCards)
	})
	router.get('/api/sessions/:id/digests', async (request, response) => {
		const requester = await authenticate(deps, request)
		const session = requireSession(requester.workshop, request.params.id as SessionId)
		const digests = await limit(response, () => readDigests(deps, requester, session))
		response.type('application/octet-stream').send(Buffer.from(digests))
	})
	return router
}
