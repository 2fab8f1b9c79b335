import { Router } from 'express'
import type { HttpDeps } from '../HttpDeps.ts'

/** `/healthz`: the process runs. `/readyz`: it can store; 503 with the reason if not (STORE3). */
export function healthRoutes({ storageHealth }: Pick<HttpDeps, 'storageHealth'>): Router {
	const router = Router()
	router.get('/healthz', (_request, response) => {
		response.json({ status: 'ok' })
	})
	router.get('/readyz', async (_request, response) => {
		const reason = await storageHealth.problem()
		response.status(reason ? 503 : 200).json(reason ? { status: 'unavailable', reason } : { status: 'ready' })
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
