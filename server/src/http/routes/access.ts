import type { RoleLinks } from '@charrette/shared'
import { Router } from 'express'
import { z } from 'zod'
import { deleteWorkshop } from '../../workshops/deleteWorkshop.ts'
import { authenticateFacilitator } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'

const deletionQuery = z.object({ practices: z.literal('keep').exactOptional() })

/** `GET /api/workshops/:id/links`, `DELETE /api/workshops/:id` */
export function accessRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.get('/api/workshops/:id/links', async (request, response) => {
		const { workshop, identity } = await authenticateFacilitator(deps, request, request.params.id)
		const links = await deps.tokens.listLinks(workshop.id)
		response.json({
			links: links.map((link) => ({ ...link, isCurrent: link.id === identity.link })),
		} satisfies RoleLinks)
	})
	router.delete('/api/workshops/:id', async (request, response) => {
		const { workshop } = await authenticateFacilitator(deps, request, request.params.id)
		const { practices } = validate(deletionQuery, request.query)
		await deleteWorkshop(deps, workshop.id, { keepsPractices: practices === 'keep' })
		deps.log.info({ workshop: workshop.id }, 'workshop deleted')
		response.status(204).end()
	})
	return router
}
