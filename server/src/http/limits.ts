import type { Response } from 'express'
import pLimit from 'p-limit'
import { AppError } from '../errors.ts'

interface ConcurrencyBounds {
	/** How many requests run at the same time. */
	maxRunning: number
	/** How many more wait; none by default. */
	maxQueued?: number
	/** When a rejected client should try again, in seconds. */
	retryAfterS: number
}

/**
 * Runs the work of a request when it is its turn. Throws `busy`, with `Retry-After`, if the queue
 * is full.
 */
export type ConcurrencyLimit = <Done>(response: Response, work: () => Promise<Done>) => Promise<Done>

/**
 * Limits how many requests of a kind run at the same time, and with that the memory and CPU they
 * take.
 */
export function createConcurrencyLimit({
	maxRunning,
	maxQueued = 0,
	retryAfterS,
}: ConcurrencyBounds): ConcurrencyLimit {
	const limit = pLimit(maxRunning)
	return async (response, work) => {
		if (limit.activeCount + limit.pendingCount >= maxRunning + maxQueued) {
			response.set('Retry-After', String(retryAfterS))
			throw new AppError('busy')
		}
		return limit(work)
	}
}
