import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { hostname } from 'node:os'
import type { RequestHandler } from 'express'
import type { Config } from '../start/config.ts'

/**
 * The host names under which this server answers (HOST1). They protect it from DNS rebinding, in
 * which a page of another site makes a browser send requests to any address under a name of its
 * own.
 */
export interface AllowedHostnames {
	/** Whether a `Host` header names this server. */
	isAllowedHostname(host: string | undefined): boolean
	/**
	 * Whether a request comes from a page of this server. A request without `Origin` comes from no
	 * browser and is allowed.
	 */
	isAllowedOrigin(request: IncomingMessage): boolean
}

/**
 * Creates the list from the names of this machine, the public address, HOST and ALLOWED_HOSTS.
 * Ports are ignored.
 */
export function createAllowedHostnames(
	{ publicUrl, allowedHosts, host }: Pick<Config, 'publicUrl' | 'allowedHosts' | 'host'>,
	machine = hostname(),
): AllowedHostnames {
	const name = machine.toLowerCase()
	const names = new Set(['localhost', name, `${name}.local`, host.toLowerCase(), ...allowedHosts])
	if (publicUrl) names.add(new URL(publicUrl).hostname)
	const isNamed = (asked: string) => names.has(asked) || names.has('*')
	return {
		isAllowedHostname(host) {
			const asked = nameIn(host)
			// A literal address cannot be rebound, and a machine behind a router or in a container does
			// not know all of its addresses.
			return asked !== null && (isNamed(asked) || isIP(asked.replace(/^\[|\]$/g, '')) > 0)
		},
		isAllowedOrigin({ headers: { origin, host } }) {
			if (origin === undefined) return true
			const asked = URL.canParse(origin) ? nameIn(new URL(origin).host) : null
			return asked !== null && (isNamed(asked) || asked === nameIn(host))
		},
	}
}

/** Answers requests for other names with 421 and a sentence for the host (HOST1). */
export function requireAllowedHostname({ isAllowedHostname }: AllowedHostnames): RequestHandler {
	return (request, response, next) => {
		if (isAllowedHostname(request.headers.host)) return next()
		response
			.status(421)
			.type('text')
			.send('This server is not known under this name. Its host can allow it with PUBLIC_URL or ALLOWED_HOSTS.\n')
	}
}

/** Returns the name in a `Host` header, without port; null if the header is invalid. */
function nameIn(host: string | undefined): string | null {
	const [, name] = /^(\[[0-9a-f:.]+\]|[^:/@\s]+?)\.?(?::\d*)?$/i.exec(host ?? '') ?? []
	return name?.toLowerCase() ?? null
}
