import type { Response } from 'express'
import { AppError } from '../errors.ts'

/** How many may be at work at once, and after how many seconds one more is to come back. */
export interface HandfulBounds {
	most: number
	retryS: number
}

/** Does a piece of work of a request; throws `busy` while as many as may be are under way. */
export type Handful = <Done>(response: Response, work: () => Promise<Done>) => Promise<Done>

/** Bounds what is in hand at once, and with it the memory and the time that it takes. */
export function createHandful({ most, retryS }: HandfulBounds): Handful {
	let inHand = 0
	return async (response, work) => {
		if (inHand >= most) {
			response.set('Retry-After', String(retryS))
			throw new AppError('busy')
		}
		inHand++
		try {
			return await work()
		} finally {
			inHand--
		}
	}
}
