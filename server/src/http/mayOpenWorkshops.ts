import type { OpeningRefusal } from '@charrette/shared'
import type { Request, Response } from 'express'
import { AppError } from '../errors.ts'
import type { HttpDeps } from './HttpDeps.ts'

type OpeningDeps = Pick<HttpDeps, 'hostAccess' | 'hostSettings' | 'signIn' | 'hosts'>

/**
 * Returns true if the sender of a request may open workshops, otherwise the credential that they
 * lack. This function alone decides it, for new workshops and for copies. Throws `too_many_tries`
 * for a sender who guesses keys.
 */
export async function mayOpenWorkshops(
	deps: OpeningDeps,
	exchange: { request: Request; response: Response },
): Promise<true | OpeningRefusal> {
	const { hostAccess, signIn, hosts } = deps
	if (isOpenToEveryone(deps)) return true
	// A page of another site must not use the cookie of this one.
	if (signIn && hosts.isAllowedOrigin(exchange.request) && (await signIn.personOf(exchange.request))) return true
	const refusal = signIn ? 'sign_in_needed' : 'host_key_needed'
	if (!hostAccess.hasKey) return refusal
	try {
		await hostAccess.require(exchange)
		return true
	} catch (error) {
		if (error instanceof AppError && error.code === 'host_key_needed') return refusal
		throw error
	}
}

/**
 * Returns whether everybody may open workshops: on a server without a key and sign-in, or if its
 * host has chosen so (HOST8).
 */
export function isOpenToEveryone({
	hostAccess,
	hostSettings,
	signIn,
}: Pick<HttpDeps, 'hostAccess' | 'hostSettings' | 'signIn'>): boolean {
	return (!hostAccess.hasKey && !signIn) || (hostAccess.hasKey && hostSettings.current().opening === 'everyone')
}
