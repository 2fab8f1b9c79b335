import { LIMITS, type WorkshopId } from '@charrette/shared'
import type { Request } from 'express'
import { AppError } from '../errors.ts'
import type { RateLimitKey, RateLimits } from '../ports/RateLimits.ts'
import type { Config } from '../start/config.ts'
import { addressKey } from './addressKey.ts'
import type { HttpContext } from './HttpContext.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Where limits are counted (NODE6c). */
interface CountedLimits {
	/** By all nodes together. */
	shared: RateLimits
	/** By this node, for requests that only the owner of a workshop serves. */
	own: RateLimits
}

/** Rate limits of requests (ACCESS5). */
export type RequestLimits = ReturnType<typeof createRequestLimits>

/**
 * Creates the rate limits. Each takes a token for a request. If the sender has to wait, the limits
 * per minute throw `busy`, with `Retry-After`, and those per day `too_many_tries`.
 */
export function createRequestLimits(
	{ workshopsPerDay }: Pick<Config, 'workshopsPerDay'>,
	{ shared, own }: CountedLimits,
) {
	const address = ({ ip = '' }: Request) => addressKey(ip)
	const perMinute = (limit: string, key: string, burst: number) => ({ limit, key, burst, perMs: MINUTE_MS })
	const perDay = (limit: string, key: string, burst: number) => ({ limit, key, burst, perMs: DAY_MS })

	async function takeNow(limits: RateLimits, { response }: HttpContext, ...keys: RateLimitKey[]): Promise<void> {
		const waitMs = await limits.take(keys)
		if (waitMs <= 0) return
		response.set('Retry-After', String(Math.ceil(waitMs / 1000)))
		throw new AppError('busy')
	}

	async function takeToday(...keys: RateLimitKey[]): Promise<void> {
		if ((await shared.take(keys)) > 0) throw new AppError('too_many_tries')
	}

	return {
		/**
		 * A join takes a token of two limits: that of its address, which a whole hall may share, and
		 * that of the workshop, which keeps many addresses together from filling it at once.
		 */
		join: (context: HttpContext, workshop: WorkshopId) =>
			takeNow(
				shared,
				context,
				perMinute('joins of an address', `${address(context.request)} ${workshop}`, LIMITS.maxJoinsPerAddress),
				perMinute('joins of a workshop', workshop, LIMITS.maxJoinsPerWorkshop),
			),
		/** For the exchange of a link's secret. */
		exchange: (context: HttpContext) =>
			takeNow(shared, context, perMinute('exchanges', address(context.request), LIMITS.maxExchangesPerAddress)),
		/** For a new workshop, on a server where everybody can create workshops. */
		createWorkshop: (request: Request) => takeToday(perDay('workshops', address(request), workshopsPerDay)),
		/** For a report of a practice by a person; null stands for a reader without a workshop. */
		report: (request: Request, person: string | null) =>
			takeToday(
				perDay('reports of a reader', person ?? address(request), LIMITS.maxReportsPerReader),
				perDay('reports of an address', address(request), LIMITS.maxReportsPerAddress),
			),
		/** For a question to the city of a practice (ASK4). */
		askCity: (request: Request, person: string) =>
			takeToday(
				perDay('questions of a reader', person, LIMITS.maxCityQuestionsPerReader),
				perDay('questions of an address', address(request), LIMITS.maxCityQuestionsPerAddress),
			),
		/**
		 * For a search across boards by a participant or the holder of a link; null stands for a token
		 * of an earlier release, which is counted by address.
		 */
		search: (context: HttpContext, person: string | null) =>
			takeNow(own, context, perMinute('searches', person ?? address(context.request), LIMITS.maxSearchesPerPerson)),
		/** The same for translations. */
		translate: (context: HttpContext, person: string | null) =>
			takeNow(
				own,
				context,
				perMinute('translations', person ?? address(context.request), LIMITS.maxTranslationRequests),
			),
		/** Takes the same from a reader of a page, and returns whether there was one left. */
		translatePage: async (request: Request) =>
			(await own.take([perMinute('translations', address(request), LIMITS.maxTranslationRequests)])) <= 0,
		/** For requests to the host's language model. */
		suggest: (context: HttpContext, person: string | null) =>
			takeNow(own, context, perMinute('suggestions', person ?? address(context.request), LIMITS.maxSuggestionRequests)),
		/** The same for messages in threads, of a person who may not edit the board (THREAD2). */
		writeThreads: (context: HttpContext, person: string | null) =>
			takeNow(own, context, perMinute('threads', person ?? address(context.request), LIMITS.maxThreadActions)),
		/** For the report of a client's error. */
		clientError: (context: HttpContext) =>
			takeNow(own, context, perMinute('client errors', address(context.request), LIMITS.maxClientErrorsPerAddress)),
	}
}
