import type { Locale, ServerHost } from '@charrette/shared'
import { Router } from 'express'
import type { HttpDeps } from '../HttpDeps.ts'
import { trustProxies } from '../trustedProxies.ts'

/**
 * `GET /healthz`: the process runs. `GET /readyz`: the server can store; 503 with the reason if not
 * (STORE3). A node that cannot show others that it lives is degraded but ready.
 */
export function healthRoutes({ storageHealth, placement }: Pick<HttpDeps, 'storageHealth' | 'placement'>): Router {
	const router = Router()
	router.get('/healthz', (_request, response) => {
		response.json({ status: 'ok' })
	})
	router.get('/readyz', async (_request, response) => {
		const reason = await storageHealth.problem()
		if (reason) response.status(503).json({ status: 'unavailable', reason })
		else if (placement?.lease.isConnected === false) response.json({ status: 'degraded', reason: 'placement_away' })
		else response.json({ status: 'ready' })
	})
	return router
}

/** Settings that the client needs before anyone signs in. */
interface ClientSettings {
	licenseKey: string | null
	/**
	 * Addresses at which other devices reach this server: its public address, or its addresses on the
	 * local network.
	 */
	addresses: string[]
	/** The organisation that hosts this server; null if it is not set. */
	host: ServerHost | null
	/** The languages that a new workshop begins with; may be empty. */
	locales: Locale[]
	/** Number of days after its last use after which a workshop is deleted; null for never. */
	retentionDays: number | null
	/** Whether texts of boards can be translated (READ1). */
	translates: boolean
	/** Whether an embedding model compares cards (MODEL1). */
	embeds: boolean
	/** Whether a language model names suggested clusters (MODEL2) and summarises boards (MODEL3). */
	names: boolean
}

/** The connection over which a request reached this server, for `charrette doctor` (CLI2). */
interface Connection {
	/** Whether a proxy has forwarded it and names its sender. */
	isForwarded: boolean
	/** Whether that proxy is trusted; true without a proxy. */
	isTrusted: boolean
}

/** `GET /api/client`, `GET /api/connection` */
export function clientRoutes({ config, addresses, hostSettings, likeness, clusterNames }: HttpDeps): Router {
	const router = Router()
	const trust = trustProxies(config.trustedProxies)
	router.get('/api/client', (_request, response) => {
		const settings: ClientSettings = {
			licenseKey: config.tldrawLicenseKey,
			addresses: addresses(),
			host: hostSettings.publicHost(),
			locales: hostSettings.current().locales,
			retentionDays: config.retentionDays,
			translates: config.translator !== null,
			embeds: likeness.isAvailable,
			names: clusterNames.isAvailable,
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
