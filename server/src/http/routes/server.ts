import type { WorkshopId } from '@charrette/shared'
import { Router } from 'express'
import type { HttpDeps } from '../HttpDeps.ts'

const NO_WORKSHOP = 'none' as WorkshopId

/** `/healthz`: the process runs. `/readyz`: the workshop store can be read. */
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

/** What the client needs to know before anyone signs in. */
interface ClientSettings {
	licenseKey: string | null
	/**
	 * Where other devices reach this server: its public address, or its addresses on the local
	 * network.
	 */
	addresses: string[]
}

/** `GET /api/client` */
export function clientRoutes({ config, addresses }: HttpDeps): Router {
	const router = Router()
	router.get('/api/client', (_request, response) => {
		const settings: ClientSettings = { licenseKey: config.tldrawLicenseKey, addresses: addresses() }
		response.json(settings)
	})
	return router
}
