/*
 * The path of the server's address, below which all of its paths are (PATH1). The index page names
 * it in `data-base`; without one it is empty. Routes and links of wouter are without it.
 */

/** Returns the path of the server's address, without a trailing slash; empty for none. */
export function basePath(): string {
	return globalThis.document?.documentElement.dataset['base'] ?? ''
}

/** Returns the path of the server for a browser: for requests, images and plain links. */
export function serverPath(path: string): string {
	return basePath() + path
}

/** Returns a path of the browser without that of the server's address: the path of a route. */
export function routePath(pathname: string): string {
	const base = basePath()
	return pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname
}

/** Returns the address of this server as the page's address has it, without a trailing slash. */
export function pageAddress(): string {
	return location.origin + basePath()
}

/**
 * Opens the page below the server's path if it was opened without it, such as directly at the
 * server behind its proxy. Returns whether the page is left.
 */
export function enterBasePath(): boolean {
	const base = basePath()
	if (base === '' || location.pathname.startsWith(`${base}/`)) return false
	location.replace(base + location.pathname + location.search + location.hash)
	return true
}
