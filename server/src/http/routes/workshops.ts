import type { OpenedWorkshop, QuietPeople, WorkshopView } from '@charrette/shared'
import { findParticipant, homeBoard, openWorkshopBody, ROLES, workshopFor } from '@charrette/shared'
import { Router } from 'express'
import { openWorkshop } from '../../workshops/openWorkshop.ts'
import { quietPeople } from '../../workshops/quietPeople.ts'
import { authenticate, requireHostKey, requireRole } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { linksOf, originOf } from '../links.ts'
import type { RateLimits } from '../rateLimits.ts'
import { validate } from '../validate.ts'

/** `POST /api/workshops`, `GET /api/workshops/:id`, `GET /api/workshops/:id/quiet` */
export function workshopRoutes(deps: HttpDeps, limits: RateLimits): Router {
	const router = Router()
	router.post('/api/workshops', async (request, response) => {
		requireHostKey(deps.config.adminKey, request)
		const wish = validate(openWorkshopBody, request.body)
		await limits.open(request.ip ?? '')
		const { workshop, token, secrets } = await openWorkshop(deps, wish)
		const links = linksOf(originOf(deps.config, request), workshop.joinCode, secrets)
		deps.log.info({ workshop: workshop.id, template: wish.template }, 'workshop opened')
		const opened: OpenedWorkshop = { workshop, token, joinCode: workshop.joinCode, links }
		response.status(201).json(opened)
	})
	router.get('/api/workshops/:id', async (request, response) => {
		const visitor = await authenticate(deps, request)
		requireRole(visitor, request.params.id, ROLES)
		const { identity, workshop } = visitor
		const participant = identity.participant && findParticipant(workshop, identity.participant)
		const board = participant ? homeBoard(workshop, participant) : null
		const view: WorkshopView = {
			workshop: workshopFor(identity.role, workshop),
			role: identity.role,
			participant: participant || null,
			board,
			now: Date.now(),
		}
		response.json(view)
	})
	router.get('/api/workshops/:id/quiet', async (request, response) => {
		const visitor = await authenticate(deps, request)
		requireRole(visitor, request.params.id, ['facilitator'])
		const answer: QuietPeople = { quiet: await quietPeople(deps, visitor.workshop) }
		response.json(answer)
	})
	return router
}
