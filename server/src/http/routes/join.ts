import type { Invitation, Joined, TokenGrant } from '@charrette/shared'
import { joinBody, tokenBody } from '@charrette/shared'
import { Router } from 'express'
import { exchangeSecret } from '../../workshops/exchangeSecret.ts'
import { findByCode, joinWorkshop } from '../../workshops/joinWorkshop.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import type { RateLimits } from '../rateLimits.ts'
import { validate } from '../validate.ts'

/** `GET /api/join/:code`, `POST /api/join`, `POST /api/token` */
export function joinRoutes(deps: HttpDeps, limits: RateLimits): Router {
	const router = Router()
	router.get('/api/join/:code', async (request, response) => {
		const { code } = request.params
		const { title, locales, cities } = await limits.guess(request.ip ?? '', code, () => findByCode(deps, code))
		const invitation: Invitation = { title, locales, cities: cities.map((city) => city.name) }
		response.json(invitation)
	})
	router.post('/api/join', async (request, response) => {
		const wish = validate(joinBody, request.body)
		const joined: Joined = await limits.guess(request.ip ?? '', wish.code, () => joinWorkshop(deps, wish))
		deps.log.info(
			{ workshop: joined.workshop.id, participants: joined.workshop.participants.length },
			'participant joined',
		)
		response.status(201).json(joined)
	})
	router.post('/api/token', async (request, response) => {
		const { secret } = validate(tokenBody, request.body)
		const grant: TokenGrant = await exchangeSecret(deps, secret)
		response.status(201).json(grant)
	})
	return router
}
