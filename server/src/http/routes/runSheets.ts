import type { Phase, PhasePlan, RunSheetFile, Session, TemplateOffer } from '@charrette/shared'
import { runSheetQuery } from '@charrette/shared'
import { Router } from 'express'
import { attachment, fileName } from '../../export/fileName.ts'
import { requireSession } from '../../workshops/conduct/requirePart.ts'
import { TEMPLATES } from '../../workshops/templates/templates.ts'
import { authenticate, requireRole } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'

/** `GET /api/templates`, `GET /api/workshops/:id/runsheet.json` */
export function runSheetRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.get('/api/templates', (_request, response) => {
		const templates = Object.values(TEMPLATES).map(({ id, title, phases }): TemplateOffer => {
			return { id, title, phases: phases.map(({ kind, title, minutes }) => ({ kind, title, minutes })) }
		})
		response.json({ templates })
	})
	router.get('/api/workshops/:id/runsheet.json', async (request, response) => {
		const visitor = await authenticate(deps, request)
		requireRole(visitor, request.params.id, ['facilitator'])
		const { workshop } = visitor
		const session = requireSession(workshop, validate(runSheetQuery, request.query).session)
		const name = fileName({ workshop, board: { title: `${session.title} - run sheet` }, at: new Date() }, 'json')
		response.type('application/json; charset=utf-8').set('Content-Disposition', attachment(name))
		response.send(`${JSON.stringify(sheetOf(session), null, '\t')}\n`)
	})
	return router
}

function sheetOf({ title, phases }: Session): RunSheetFile {
	return { charrette: 'run sheet', version: 1, title, phases: phases.map(planOf) }
}

function planOf({ id: _, ...plan }: Phase): PhasePlan {
	return plan
}
