import type { WorkshopId } from '@charrette/shared'
import { Router } from 'express'
import type { HttpDeps } from '../HttpDeps.ts'

const NO_WORKSHOP = 'none' as WorkshopId

/** `/healthz`: the process is alive. `/readyz`: its store answers. */
export function healthRoutes({ workshops }: HttpDeps): Router {
	const router = Router()
	router.get('/healthz', (_request, response) => {
		response.json({ status: 'ok' })
	})
	router.get('/readyz', async (_request, response) => {
		await workshops.byId(NO_WORKSHOP)
		response.json({ status: 'ready' })
	})
	return router
}
