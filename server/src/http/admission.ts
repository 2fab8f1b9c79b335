import { LIMITS, type WorkshopId } from '@charrette/shared'
import type { Request, Response } from 'express'
import { LRUCache } from 'lru-cache'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import { addressKey } from './addressKey.ts'

interface Exchange {
	request: Request
	response: Response
}

/** What joining and opening a workshop cost, counted in the memory of this process (ACCESS5). */
export interface Admission {
	/** Takes a turn to join. Throws `busy`, with `Retry-After`, for whoever has to wait. */
	join(exchange: Exchange, workshop: WorkshopId): void
	/** Takes a turn to exchange a link's secret. Throws `busy`, with `Retry-After`, for whoever has to wait. */
	exchange(exchange: Exchange): void
	/** Counts a workshop that this sender opens, where no host's key is needed. Throws `too_many_tries`. */
	open(request: Request): Promise<void>
	/** Counts a report by a person, null for one without a workshop. Throws `too_many_tries`. */
	report(request: Request, person: string | null): Promise<void>
}

const MINUTE_MS = 60_000
const DAY_S = 24 * 60 * 60
/** Addresses and workshops that are remembered; of more, those unused for longest start anew. */
const MAX_KEYS = 10_000

type AdmissionSettings = Pick<Config, 'adminKey' | 'workshopsPerDay'>

/**
 * Joins wait on two paces: that of one address, behind which a whole hall may be, and that of a workshop, which many addresses
 * together cannot fill at once.
 */
export function createAdmission({ adminKey, workshopsPerDay }: AdmissionSettings): Admission {
	const byAddress = createPace(LIMITS.maxJoinsPerAddress)
	const byWorkshop = createPace(LIMITS.maxJoinsPerWorkshop)
	const exchanges = createPace(LIMITS.maxExchangesPerAddress)
	const reportsByReader = new RateLimiterMemory({ points: LIMITS.maxReportsPerReader, duration: DAY_S })
	const reportsByAddress = new RateLimiterMemory({ points: LIMITS.maxReportsPerAddress, duration: DAY_S })
	const opened = new RateLimiterMemory({ points: workshopsPerDay, duration: DAY_S })
	return {
		join({ request, response }, workshop) {
			const now = performance.now()
			const key = `${addressKey(request.ip ?? '')} ${workshop}`
			const waitMs = byAddress.wait(key, now) || byWorkshop.wait(workshop, now)
			requireTurn(response, waitMs)
			byAddress.take(key, now)
			byWorkshop.take(workshop, now)
		},
		exchange({ request, response }) {
			const now = performance.now()
			const key = addressKey(request.ip ?? '')
			requireTurn(response, exchanges.wait(key, now))
			exchanges.take(key, now)
		},
		async open(request) {
			if (adminKey !== null) return
			await consume(opened, addressKey(request.ip ?? ''))
		},
		async report(request, person) {
			const address = addressKey(request.ip ?? '')
			await consume(reportsByReader, person ?? address)
			await consume(reportsByAddress, address)
		},
	}
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
	try {
		await limiter.consume(key)
	} catch (rejection) {
		throw rejection instanceof RateLimiterRes ? new AppError('too_many_tries') : rejection
	}
}

function requireTurn(response: Response, waitMs: number): void {
	if (waitMs <= 0) return
	response.set('Retry-After', String(Math.ceil(waitMs / 1000)))
	throw new AppError('busy')
}

/** A token bucket for each key. */
interface Pace {
	/** How long this key has to wait for its next turn, in ms. */
	wait(key: string, now: number): number
	take(key: string, now: number): void
}

/** This many turns at once, and as many again each minute, at an even pace. */
export function createPace(perMinute: number): Pace {
	const turnMs = MINUTE_MS / perMinute
	/** The time at which a key has all its turns again. */
	const fullAt = new LRUCache<string, number>({ max: MAX_KEYS })
	return {
		wait: (key, now) => Math.max(0, (fullAt.get(key) ?? 0) - now - MINUTE_MS + turnMs),
		take(key, now) {
			fullAt.set(key, Math.max(now, fullAt.get(key) ?? 0) + turnMs)
		},
	}
}
