import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ErrorCode } from '@charrette/shared'
import { LRUCache } from 'lru-cache'
import { AppError } from '../errors.ts'
import type { RateLimits } from '../ports/RateLimits.ts'
import { addressKey } from './addressKey.ts'
import type { HttpContext } from './HttpContext.ts'

/**
 * Delays the answers to wrong join codes, and to wrong keys of the host (HOST2), so that guessing
 * takes long (CODE1). A correct code is never delayed or refused, since a whole hall may share the
 * address of a sender who guesses: the code is looked up first, and only the answer to a wrong one
 * is delayed.
 *
 * A code has 40 bits. A server without delays could look up about 5,000 codes a second. A guesser
 * would find one of 20 open workshops after 2^40 / 20 / 5,000 s, four months. Each wrong code of a
 * sender who waits for the answer takes up to two seconds, and a sender who does not wait is
 * disconnected, so that guessing is far slower than that.
 *
 * Wrong codes are counted by address only: a browser can change any other mark of itself with each
 * guess.
 */
export interface CodeThrottle {
	/**
	 * Runs `attempt`, which looks up a code. Delays its errors `unknown_code` and `host_key_needed`,
	 * or throws `too_many_tries` if too many answers to this sender are delayed already.
	 */
	guess<T>(context: HttpContext, code: string, attempt: () => Promise<T>): Promise<T>
}

const WRONG: ReadonlySet<ErrorCode> = new Set(['unknown_code', 'host_key_needed'])

/**
 * Different wrong codes or keys of a sender a minute: people in a hall mistype.
 * @limit server: delayed
 */
const FREE_CODES = 20
const WINDOW_MS = 60_000
const MIN_DELAY_MS = 100
/** The longest delay of a wrong code. @limit server: `too_many_tries` */
const MAX_DELAY_MS = 2000
/** Maximum number of delayed answers, to one sender and to all. */
const MAX_WAITING_PER_SENDER = 8
const MAX_WAITING = 500
/** Maximum number of senders that are remembered; the least recently seen are evicted. */
const MAX_SENDERS = 20_000
/** Maximum number of codes that are remembered of a sender. */
const MAX_CODES = 64

interface Sender {
	/** Hashes of different wrong codes. An old code that many people in a hall type counts once. */
	codes: Set<string>
	waiting: number
}

/**
 * Creates the delays. All nodes together count wrong codes; each node alone knows which ones a
 * sender has sent to it, and how many answers are delayed. Tests replace `wait`.
 */
export function createCodeThrottle(limits: RateLimits, wait: (ms: number) => Promise<unknown> = sleep): CodeThrottle {
	// With `max` the cache would reserve 1 MB.
	const senders = new LRUCache<string, Sender>({ maxSize: MAX_SENDERS, sizeCalculation: () => 1, ttl: WINDOW_MS })
	let waiting = 0

	async function delay({ response }: HttpContext, key: string, code: string): Promise<void> {
		const sender = senders.get(key) ?? { codes: new Set(), waiting: 0 }
		senders.set(key, sender)
		const hash = createHash('sha256').update(code).digest('base64')
		const isNew = !sender.codes.has(hash)
		if (sender.codes.size < MAX_CODES) sender.codes.add(hash)
		if (!isNew) return
		const waitMs = await limits.take([{ limit: 'wrong codes', key, burst: FREE_CODES, perMs: WINDOW_MS }])
		if (waitMs === 0) return
		if (sender.waiting >= MAX_WAITING_PER_SENDER || waiting >= MAX_WAITING) {
			response.set({ 'Retry-After': '60', Connection: 'close' })
			throw new AppError('too_many_tries')
		}
		sender.waiting++
		waiting++
		await wait(Math.min(MAX_DELAY_MS, Math.max(MIN_DELAY_MS, waitMs)))
		sender.waiting--
		waiting--
	}

	return {
		async guess(context, code, attempt) {
			try {
				return await attempt()
			} catch (error) {
				const isWrong = error instanceof AppError && WRONG.has(error.code)
				if (isWrong) await delay(context, addressKey(context.request.ip ?? ''), code)
				throw error
			}
		},
	}
}
