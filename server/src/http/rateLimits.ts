import { createHash } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '../errors.ts'

/** Limits against guessing and flooding. Each method throws `too_many_tries`. */
export interface RateLimits {
	/**
	 * Runs `attempt` with a join code. Only wrong codes count, and the same wrong code of an address only once, since a whole
	 * workshop can be behind one address. Link secrets are too long to guess and are not limited.
	 */
	guess<T>(address: string, code: string, attempt: () => Promise<T>): Promise<T>
	/** Counts a workshop opened from this address. */
	open(address: string): Promise<void>
}

const MINUTE_S = 60
/** There are 10^12 codes: a thousand tries a minute find none in a year. A typing mistake locks nobody out for long. */
const WRONG_PER_ADDRESS = { points: 60, duration: MINUTE_S }
const WRONG_OVERALL = { points: 1000, duration: MINUTE_S }
const OPENED_PER_ADDRESS = { points: 60, duration: 60 * MINUTE_S }
const ALL = 'all'

/** Limits counted in the memory of this process. */
export function createRateLimits(): RateLimits {
	const byAddress = new RateLimiterMemory(WRONG_PER_ADDRESS)
	const overall = new RateLimiterMemory(WRONG_OVERALL)
	const seen = new RateLimiterMemory({ points: 1, duration: WRONG_PER_ADDRESS.duration })
	const opened = new RateLimiterMemory(OPENED_PER_ADDRESS)

	const isSpent = async (limiter: RateLimiterMemory, key: string) => {
		const used = await limiter.get(key)
		return used !== null && used.remainingPoints <= 0
	}
	const countWrong = async (address: string, code: string) => {
		const key = createHash('sha256').update(`${address} ${code}`).digest('base64')
		if (await isSpent(seen, key)) return
		await Promise.all([seen.penalty(key), byAddress.penalty(address), overall.penalty(ALL)])
	}

	return {
		async guess(address, code, attempt) {
			if ((await isSpent(byAddress, address)) || (await isSpent(overall, ALL))) throw new AppError('too_many_tries')
			try {
				return await attempt()
			} catch (error) {
				if (isWrongGuess(error)) await countWrong(address, code)
				throw error
			}
		},
		async open(address) {
			try {
				await opened.consume(address)
			} catch (rejection) {
				throw rejection instanceof RateLimiterRes ? new AppError('too_many_tries') : rejection
			}
		},
	}
}

function isWrongGuess(error: unknown): boolean {
	return error instanceof AppError && error.code === 'unknown_code'
}
