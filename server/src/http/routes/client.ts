import { Router } from 'express'
import type { HttpDeps } from '../HttpDeps.ts'

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
