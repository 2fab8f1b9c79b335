import { LIMITS, type WorkshopId } from '@charrette/shared'
import type { Request, Response } from 'express'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import type { RateLimits, Turn } from '../ports/RateLimits.ts'
import { addressKey } from './addressKey.ts'

interface Exchange {
	request: Request
	response: Response
}

/**
 * Rate limits for joining and opening workshops, for exchanging secrets and for reports (ACCESS5).
 */
export interface Admission {
	/** Takes a turn to join. Throws `busy`, with `Retry-After`, if the sender has to wait. */
	join(exchange: Exchange, workshop: WorkshopId): Promise<void>
	/**
	 * Takes a turn to exchange a link's secret. Throws `busy`, with `Retry-After`, if the sender has
	 * to wait.
	 */
	exchange(exchange: Exchange): Promise<void>
	/**
	 * Counts a workshop that the sender opens on a server where everybody may open workshops. Throws
	 * `too_many_tries`.
	 */
	open(request: Request): Promise<void>
	/**
	 * Counts a report by a person; null stands for a reader without a workshop. Throws
	 * `too_many_tries`.
	 */
	report(request: Request, person: string | null): Promise<void>
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

type AdmissionSettings = Pick<Config, 'workshopsPerDay'>

/**
 * Creates the rate limits. A join takes a turn of two of them: that of its address, which a whole
 * hall may share, and that of the workshop, which keeps many addresses together from filling it at
 * once.
 */
export function createAdmission({ workshopsPerDay }: AdmissionSettings, limits: RateLimits): Admission {
	const perMinute = (limit: string, key: string, turns: number): Turn => ({ limit, key, turns, perMs: MINUTE_MS })
	const perDay = (limit: string, key: string, turns: number): Turn => ({ limit, key, turns, perMs: DAY_MS })
	return {
		async join({ request, response }, workshop) {
			const address = addressKey(request.ip ?? '')
			const waitMs = await limits.take([
				perMinute('joins of an address', `${address} ${workshop}`, LIMITS.maxJoinsPerAddress),
				perMinute('joins of a workshop', workshop, LIMITS.maxJoinsPerWorkshop),
			])
			requireTurn(response, waitMs)
		},
		async exchange({ request, response }) {
			const address = addressKey(request.ip ?? '')
			requireTurn(response, await limits.take([perMinute('exchanges', address, LIMITS.maxExchangesPerAddress)]))
		},
		async open(request) {
			const turn = perDay('workshops', addressKey(request.ip ?? ''), workshopsPerDay)
			if ((await limits.take([turn])) > 0) throw new AppError('too_many_tries')
		},
		async report(request, person) {
			const address = addressKey(request.ip ?? '')
			const waitMs = await limits.take([
				perDay('reports of a reader', person ?? address, LIMITS.maxReportsPerReader),
				perDay('reports of an address', address, LIMITS.maxReportsPerAddress),
			])
			if (waitMs > 0) throw new AppError('too_many_tries')
		},
	}
}

function requireTurn(response: Response, waitMs: number): void {
	if (waitMs <= 0) return
	response.set('Retry-After', String(Math.ceil(waitMs / 1000)))
	throw new AppError('busy')
}
