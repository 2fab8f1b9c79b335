import type { IncomingMessage } from 'node:http'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import type { HttpDeps } from '../HttpDeps.ts'

/**
 * `GET /metrics` for Prometheus: with the host's key as bearer token, or from this machine if there
 * is no proxy (METRIC1). A proxy on this machine need not name the sender of a request, so the
 * settings decide whether there may be one.
 */
export function metricsRoutes({
	metrics,
	hostAccess,
	config,
}: Pick<HttpDeps, 'metrics' | 'hostAccess' | 'config'>): Router {
	const router = Router()
	const hasProxy = config.publicUrl !== null || config.trustedProxies.length > 0
	router.get('/metrics', async (request, response) => {
		if (hasProxy || !isFromThisMachine(request)) {
			if (!hostAccess.hasKey) throw new AppError('not_found')
			await hostAccess.require({ request, response })
		}
		const { type, body } = await metrics.text()
		response.set('Cache-Control', 'no-store').type(type).send(body)
	})
	return router
}

/**
 * Returns whether a request comes from this machine itself, and was not forwarded by a proxy on it,
 * which adds a header.
 */
function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
	const isForwarded = Object.keys(headers).some((name) => name === 'forwarded' || name.startsWith('x-forwarded-'))
	return !isForwarded && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(socket.remoteAddress ?? '')
}
