import type { Response } from 'express'
import { AppError } from '../errors.ts'

/** How many may be at work at once, how many may wait for their turn, and after how many seconds one more is to come back. */
export interface ConcurrencyBounds {
	most: number
	waiting?: number
	retryS: number
}

/** Does a piece of work of a request when it is its turn; throws `busy` while as many as may be are at work and waiting. */
export type ConcurrencyLimit = <Done>(response: Response, work: () => Promise<Done>) => Promise<Done>

/** Bounds what is in hand at once, and with it the memory and the time that it takes. */
export function createConcurrencyLimit({ most, waiting = 0, retryS }: ConcurrencyBounds): ConcurrencyLimit {
	let inHand = 0
	const line: (() => void)[] = []
	const turn = (response: Response): Promise<void> => {
		if (inHand < most) {
			inHand++
			return Promise.resolve()
		}
		if (line.length >= waiting) {
			response.set('Retry-After', String(retryS))
			throw new AppError('busy')
		}
		return new Promise((resolve) => line.push(resolve))
	}
	return async (response, work) => {
		await turn(response)
		try {
			return await work()
		} finally {
			// A turn is handed on; only where nobody waits there is one more to be had.
			const next = line.shift()
			if (next) next()
			else inHand--
		}
	}
}
