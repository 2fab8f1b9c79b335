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

/** What the client must know of its server before anybody has signed in. */
interface ClientSettings {
	licenseKey: string | null
	/** Where other devices find this server: its public address, or its addresses on the local network. */
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
