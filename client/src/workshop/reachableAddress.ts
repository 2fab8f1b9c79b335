const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether an address with this host name leads anywhere but to the machine itself. */
export function isReachable(hostname: string): boolean {
	return !LOCAL_HOSTS.has(hostname) && !hostname.endsWith('.localhost')
}

/**
 * The address to show to others: this page's own where others can reach it, else the first that the server knows of.
 * Without a trailing slash.
 */
export function pickAddress(page: { origin: string; hostname: string }, known: readonly string[]): string {
	const address = isReachable(page.hostname) ? page.origin : (known[0] ?? page.origin)
	return address.replace(/\/+$/, '')
}
