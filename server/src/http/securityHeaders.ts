import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import helmet from 'helmet'

/* tldraw's own licence tracker on https pages: neither blocked nor touched. */
const TLDRAW_LICENCE_TRACKER = 'https://cdn.tldraw.com'
const HOST_PATTERN = /^[A-Za-z0-9.\-:[\]]+$/

/**
 * The security headers of every answer. Nothing may come from another host. What needs https (HSTS, upgrading requests,
 * opener isolation) stays off, since a workshop on a plain http LAN address must work just as well.
 */
export function securityHeaders(): RequestHandler {
	return helmet({
		contentSecurityPolicy: {
			useDefaults: false,
			directives: {
				defaultSrc: ["'none'"],
				scriptSrc: ["'self'"],
				styleSrc: ["'self'", "'unsafe-inline'"],
				imgSrc: ["'self'", 'data:', 'blob:'],
				fontSrc: ["'self'", 'data:'],
				mediaSrc: ["'self'", 'blob:'],
				connectSrc: ["'self'", 'data:', 'blob:', sameHostSockets, TLDRAW_LICENCE_TRACKER],
				workerSrc: ["'self'", 'blob:'],
				manifestSrc: ["'self'"],
				frameAncestors: ["'none'"],
				baseUri: ["'none'"],
				formAction: ["'self'"],
			},
		},
		referrerPolicy: { policy: 'no-referrer' },
		strictTransportSecurity: false,
		crossOriginOpenerPolicy: false,
		originAgentCluster: false,
		xFrameOptions: { action: 'deny' },
	})
}

/** Older browsers don't count a web socket to the same host as 'self'. */
function sameHostSockets(request: IncomingMessage): string {
	const host = request.headers.host ?? ''
	return HOST_PATTERN.test(host) ? `ws://${host} wss://${host}` : "'self'"
}
