/** Returns the path of a server's address, without a trailing slash; empty for none (PATH1). */
export function pathOfAddress(address: string): string {
	return new URL(address).pathname.replace(/\/$/, '')
}

/** The first parts of the paths of pages, files and routes of this server. */
export const OWN_PATHS: readonly string[] = [
	...['api', 'sync', 'healthz', 'readyz', 'metrics', 'assets'],
	...['join', 'f', 'p', 's', 'w', 'exchange', 'practices', 'host', 'legal'],
]

/**
 * Returns the first part of an address's path if pages or routes of this server begin with it, or
 * null: below `/api` nobody could say whether `/api/opening` still has the path of the address,
 * which some proxies remove.
 */
export function ownPathIn(address: string): string | null {
	const [, first = ''] = pathOfAddress(address).split('/')
	return OWN_PATHS.includes(first.toLowerCase()) ? first : null
}
