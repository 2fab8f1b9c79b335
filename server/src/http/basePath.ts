/**
 * A server below a path of its public address (PATH1): requests arrive with the path, or without
 * it if the proxy removes it. Behind this module no route knows of the path.
 */
import type { IncomingMessage, RequestListener } from 'node:http'
import { pathOfAddress } from '../pathOfAddress.ts'
import type { Config } from '../start/config.ts'

/** Returns the path of the public address, without a trailing slash; empty for none. */
export function basePathOf({ publicUrl }: Pick<Config, 'publicUrl'>): string {
	return publicUrl === null ? '' : pathOfAddress(publicUrl)
}

/** Removes the path from the URL of a request that has it. */
export function removeBasePath(request: IncomingMessage, base: string): void {
	const { url = '/' } = request
	if (base !== '' && url.startsWith(`${base}/`)) request.url = url.slice(base.length)
}

/**
 * Serves requests with and without the path. A service worker controls only what is below its
 * path, so the path alone is redirected to the one with a slash.
 */
export function belowPath(base: string, serve: RequestListener): RequestListener {
	if (base === '') return serve
	return (request, response) => {
		const [path, query] = (request.url ?? '').split('?', 2)
		if (path === base) {
			response.writeHead(308, { Location: `${base}/${query === undefined ? '' : `?${query}`}` }).end()
			return
		}
		removeBasePath(request, base)
		serve(request, response)
	}
}
