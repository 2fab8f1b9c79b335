import type { Locale, ServerHost } from '@charrette/shared'
import { Router } from 'express'
import type { HttpDeps } from '../HttpDeps.ts'
import { trustProxies } from '../trustedProxies.ts'

/**
 * `/healthz`: the process runs. `/readyz`: it can store; 503 with the reason if not (STORE3). A node that does not hear of others is
 * degraded and ready: it reads the database instead (NODE3).
 */
export function healthRoutes({ storageHealth, broadcast }: Pick<HttpDeps, 'storageHealth' | 'broadcast'>): Router {
	const router = Router()
	router.get('/healthz', (_request, response) => {
		response.json({ status: 'ok' })
	})
	router.get('/readyz', async (_request, response) => {
		const reason = await storageHealth.problem()
		if (reason) response.status(503).json({ status: 'unavailable', reason })
		else if (broadcast?.isConnected === false) response.json({ status: 'degraded', reason: 'broadcast_away' })
		else response.json({ status: 'ready' })
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
	/** The organisation that hosts this server, and the languages that a new workshop begins with; both may be missing. */
	host: ServerHost | null
	locales: Locale[]
	/** A workshop is deleted so many days after its last use; null for never. */
	retentionDays: number | null
}

/** How a request came to this server, for `charrette doctor` (CLI2). */
interface Connection {
	/** Whether a proxy says who sent it. */
	isForwarded: boolean
	/** Whether that proxy is trusted; without one, true. */
	isTrusted: boolean
}

/** `GET /api/client`, `GET /api/connection` */
export function clientRoutes({ config, addresses, hostSettings }: HttpDeps): Router {
	const router = Router()
	const trust = trustProxies(config.trustedProxies)
	router.get('/api/client', (_request, response) => {
		const settings: ClientSettings = {
			licenseKey: config.tldrawLicenseKey,
			addresses: addresses(),
			host: hostSettings.publicHost(),
			locales: hostSettings.current().locales,
			retentionDays: config.retentionDays,
		}
		response.json(settings)
	})
	router.get('/api/connection', (request, response) => {
		const isForwarded = request.headers['x-forwarded-for'] !== undefined
		const isTrusted = !isForwarded || trust(request.socket.remoteAddress ?? '', 0)
		response.json({ isForwarded, isTrusted } satisfies Connection)
	})
	return router
}
