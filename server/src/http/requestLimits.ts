import { LIMITS, type WorkshopId } from '@charrette/shared'
import type { Request, Response } from 'express'
import { AppError } from '../errors.ts'
import type { RateLimitKey, RateLimits } from '../ports/RateLimits.ts'
import type { Config } from '../start/config.ts'
import { addressKey } from './addressKey.ts'
import type { HttpContext } from './HttpContext.ts'

/**
 * Rate limits for joining and creating workshops, for exchanging secrets and for reports (ACCESS5).
 */
export interface RequestLimits {
	/** Takes a token for a join. Throws `busy`, with `Retry-After`, if the sender has to wait. */
	join(context: HttpContext, workshop: WorkshopId): Promise<void>
	/**
	 * Takes a token to exchange a link's secret. Throws `busy`, with `Retry-After`, if the sender
	 * has to wait.
	 */
	exchange(context: HttpContext): Promise<void>
	/**
	 * Counts a workshop that the sender creates on a server where everybody can create workshops.
	 * Throws `too_many_tries`.
	 */
	createWorkshop(request: Request): Promise<void>
	/**
	 * Counts a report by a person; null stands for a reader without a workshop. Throws
	 * `too_many_tries`.
	 */
	report(request: Request, person: string | null): Promise<void>
	/**
	 * Takes a token for a search across boards by a participant or the holder of a link; null stands
	 * for a token of an earlier release, which is counted by address. Throws `busy`, with
	 * `Retry-After`, if the sender has to wait.
	 */
	search(context: HttpContext, person: string | null): Promise<void>
	/**
	 * Takes a token for the report of a client's error. Throws `busy`, with `Retry-After`, if the
	 * sender has to wait.
	 */
	clientError(context: HttpContext): Promise<void>
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Where limits are counted (NODE6c). */
interface CountedLimits {
	/** By all nodes together. */
	shared: RateLimits
	/** By this node, for requests that only the owner of a workshop serves. */
	own: RateLimits
}

type RequestLimitSettings = Pick<Config, 'workshopsPerDay'>

/**
 * Creates the rate limits. A join takes a token of two of them: that of its address, which a whole
 * hall may share, and that of the workshop, which keeps many addresses together from filling it at
 * once.
 */
export function createRequestLimits(
	{ workshopsPerDay }: RequestLimitSettings,
	{ shared, own }: CountedLimits,
): RequestLimits {
	const perMinute = (limit: string, key: string, burst: number): RateLimitKey => ({
		limit,
		key,
		burst,
		perMs: MINUTE_MS,
	})
	const perDay = (limit: string, key: string, burst: number): RateLimitKey => ({ limit, key, burst, perMs: DAY_MS })
	return {
		async join({ request, response }, workshop) {
			const address = addressKey(request.ip ?? '')
			const waitMs = await shared.take([
				perMinute('joins of an address', `${address} ${workshop}`, LIMITS.maxJoinsPerAddress),
				perMinute('joins of a workshop', workshop, LIMITS.maxJoinsPerWorkshop),
			])
			requireAllowed(response, waitMs)
		},
		async exchange({ request, response }) {
			const address = addressKey(request.ip ?? '')
			requireAllowed(response, await shared.take([perMinute('exchanges', address, LIMITS.maxExchangesPerAddress)]))
		},
		async createWorkshop(request) {
			const limitKey = perDay('workshops', addressKey(request.ip ?? ''), workshopsPerDay)
			if ((await shared.take([limitKey])) > 0) throw new AppError('too_many_tries')
		},
		async report(request, person) {
			const address = addressKey(request.ip ?? '')
			const waitMs = await shared.take([
				perDay('reports of a reader', person ?? address, LIMITS.maxReportsPerReader),
				perDay('reports of an address', address, LIMITS.maxReportsPerAddress),
			])
			if (waitMs > 0) throw new AppError('too_many_tries')
		},
		async search({ request, response }, person) {
			const key = person ?? addressKey(request.ip ?? '')
			requireAllowed(response, await own.take([perMinute('searches', key, LIMITS.maxSearchesPerPerson)]))
		},
		async clientError({ request, response }) {
			const address = addressKey(request.ip ?? '')
			const limitKey = perMinute('client errors', address, LIMITS.maxClientErrorsPerAddress)
			requireAllowed(response, await own.take([limitKey]))
		},
	}
}

function requireAllowed(response: Response, waitMs: number): void {
	if (waitMs <= 0) return
	response.set('Retry-After', String(Math.ceil(waitMs / 1000)))
	throw new AppError('busy')
}
