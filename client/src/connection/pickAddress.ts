import { routePath } from './basePath.ts'

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Returns whether a host name leads to this server from other devices too. */
export function isReachable(hostname: string): boolean {
	return !LOCAL_HOSTS.has(hostname) && !hostname.endsWith('.localhost')
}

/**
 * Returns the page's own address if other devices can reach it, else the first address that the
 * server knows of.
 */
export function pickAddress(page: { origin: string; hostname: string }, known: readonly string[]): string {
	const address = isReachable(page.hostname) ? page.origin : (known[0] ?? page.origin)
	return address.replace(/\/+$/, '')
}

/** Returns a link without its server's address, which may be reachable only from this machine. */
export function pathOfLink(link: string): string {
	const { pathname, hash } = new URL(link)
	return `${routePath(pathname)}${hash}`
}
