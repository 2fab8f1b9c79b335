import type { Request } from 'express'
import { hasHostKey } from './authenticate.ts'
import type { HttpDeps } from './HttpDeps.ts'

/** What somebody lacks who may not open workshops. */
export type OpeningRefusal = 'host_key_needed'

/**
 * Whether the sender of a request may open workshops: true, or what they lack. The one place that decides it, for new
 * workshops and for copies.
 */
export async function mayOpenWorkshops(
	{ config }: Pick<HttpDeps, 'config'>,
	request: Request,
): Promise<true | OpeningRefusal> {
	return config.adminKey === null || hasHostKey(config.adminKey, request) || 'host_key_needed'
}
