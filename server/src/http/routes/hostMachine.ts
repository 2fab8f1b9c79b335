import type { HostMachine, HostUsage } from '@charrette/shared'
import { Router } from 'express'
import { readUsage } from '../../host/refreshCatalogue.ts'
import type { HttpDeps } from '../HttpDeps.ts'

/**
 * For the host, after `hostRoutes` has checked the key: `GET /api/host/machine`, `GET
 * /api/host/usage`.
 */
export function hostMachineRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.get('/api/host/machine', async (_request, response) => {
		response.json((await deps.machine.read()) satisfies HostMachine)
	})
	router.get('/api/host/usage', async (_request, response) => {
		response.json({ days: await readUsage(deps) } satisfies HostUsage)
	})
	return router
}
