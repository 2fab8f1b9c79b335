import type { Request, Response } from 'express'
import { AppError } from '../errors.ts'
import type { HttpDeps } from './HttpDeps.ts'

/** What somebody lacks who may not open workshops. */
export type OpeningRefusal = 'host_key_needed'

/**
 * Whether the sender of a request may open workshops: true, or what they lack. The one place that decides it, for new
 * workshops and for copies. Throws `too_many_tries` for somebody who guesses keys.
 */
export async function mayOpenWorkshops(
	deps: Pick<HttpDeps, 'hostAccess' | 'hostSettings'>,
	exchange: { request: Request; response: Response },
): Promise<true | OpeningRefusal> {
	if (isOpenToEveryone(deps)) return true
	try {
		await deps.hostAccess.require(exchange)
		return true
	} catch (error) {
		if (error instanceof AppError && error.code === 'host_key_needed') return error.code
		throw error
	}
}

/** Whether everybody may open workshops: on a server without a key, or by the choice of its host (HOST8). */
export function isOpenToEveryone({ hostAccess, hostSettings }: Pick<HttpDeps, 'hostAccess' | 'hostSettings'>): boolean {
	return !hostAccess.hasKey || hostSettings.current().opening === 'everyone'
}
