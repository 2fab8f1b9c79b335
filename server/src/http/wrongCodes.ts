import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ErrorCode } from '@charrette/shared'
import type { Request, Response } from 'express'
import { LRUCache } from 'lru-cache'
import { AppError } from '../errors.ts'
import type { RateLimits } from '../ports/RateLimits.ts'
import { addressKey } from './addressKey.ts'

/**
 * Makes wrong join codes, and wrong keys of the host (HOST2), cost time (CODE1). A right code is never delayed or refused, since the whole hall may be behind the
 * address of somebody who guesses: so the code is looked up first, and only a wrong one waits.
 *
 * A code has 40 bits. A server that did nothing else could look up about 5,000 codes a second, at which one of 20 open
 * workshops is found after 2^40 / 20 / 5,000 s, four months; each wrong code of a sender who waits takes up to two seconds, and
 * one who does not wait is disconnected, so that guessing is far slower than that.
 *
 * They are counted by address alone: any other mark of a browser can be a new one with each guess.
 */
export interface WrongCodes {
	/** Runs `attempt` with a code. `unknown_code` and `host_key_needed` wait; throws `too_many_tries` if too many of this sender wait already. */
	guess<T>(exchange: Exchange, code: string, attempt: () => Promise<T>): Promise<T>
}

const WRONG: ReadonlySet<ErrorCode> = new Set(['unknown_code', 'host_key_needed'])

interface Exchange {
	request: Request
	response: Response
}

/** Different wrong codes of a sender that cost nothing in each of these spans: a hall mistypes. */
const FREE_CODES = 20
const WINDOW_MS = 60_000
const MIN_DELAY_MS = 100
const MAX_DELAY_MS = 2000
/** Answers that wait, of one sender and of all. */
const MAX_WAITING_PER_SENDER = 8
const MAX_WAITING = 500
/** Senders that are remembered; of more, those unseen for longest start anew. */
const MAX_SENDERS = 20_000
/** Codes that are remembered of a sender. */
const MAX_CODES = 64

interface Sender {
	/** Hashes of different wrong codes; those of a hall that types an old code count once. */
	codes: Set<string>
	waiting: number
}

/**
 * Codes are counted on all nodes; which ones a sender has sent, and how many wait, by this one. `wait` is replaced in tests.
 */
export function createWrongCodes(limits: RateLimits, wait: (ms: number) => Promise<unknown> = sleep): WrongCodes {
	const senders = new LRUCache<string, Sender>({ max: MAX_SENDERS, ttl: WINDOW_MS })
	let waiting = 0

	async function delay({ response }: Exchange, key: string, code: string): Promise<void> {
		const sender = senders.get(key) ?? { codes: new Set(), waiting: 0 }
		senders.set(key, sender)
		const hash = createHash('sha256').update(code).digest('base64')
		const isNew = !sender.codes.has(hash)
		if (sender.codes.size < MAX_CODES) sender.codes.add(hash)
		if (!isNew) return
		const waitMs = await limits.take([{ limit: 'wrong codes', key, turns: FREE_CODES, perMs: WINDOW_MS }])
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
		async guess(exchange, code, attempt) {
			try {
				return await attempt()
			} catch (error) {
				const isWrong = error instanceof AppError && WRONG.has(error.code)
				if (isWrong) await delay(exchange, addressKey(exchange.request.ip ?? ''), code)
				throw error
			}
		},
	}
}
