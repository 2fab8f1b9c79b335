import type { Request, Response } from 'express'
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

/** The rest of the body of a rejected request is read and discarded for this long. */
const LINGER_MS = 2000

/**
 * Ends the connection of a request that is answered before its body was read, shortly after the
 * answer: a connection that is closed with unread bytes is reset, and the reset can overtake the
 * answer.
 */
export function discardUnreadBody(request: Request, response: Response): void {
	response.once('finish', () => {
		if (request.complete) return
		request.resume()
		const timer = setTimeout(() => request.destroy(), LINGER_MS)
		request.once('close', () => clearTimeout(timer))
	})
}
