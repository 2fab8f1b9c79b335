import type { OpeningRefusal } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { HttpContext } from './HttpContext.ts'
import type { HttpDeps } from './HttpDeps.ts'

type OpeningDeps = Pick<HttpDeps, 'hostAccess' | 'hostSettings' | 'signIn' | 'allowedHostnames'>

/**
 * Returns null if the sender of a request can create workshops, otherwise the credential that is
 * missing. This function alone decides it, for new workshops and for copies. Throws
 * `too_many_tries` for a sender who guesses keys.
 */
export async function findMissingCredential(deps: OpeningDeps, context: HttpContext): Promise<OpeningRefusal | null> {
	const { hostAccess, signIn, allowedHostnames } = deps
	if (isOpenToEveryone(deps)) return null
	// A page of another site must not use the cookie of this one.
	if (signIn && allowedHostnames.isAllowedOrigin(context.request) && (await signIn.personOf(context.request)))
		return null
	const refusal = signIn ? 'sign_in_needed' : 'host_key_needed'
	if (!hostAccess.hasKey) return refusal
	try {
		await hostAccess.require(context)
		return null
	} catch (error) {
		if (error instanceof AppError && error.code === 'host_key_needed') return refusal
		throw error
	}
}

/**
 * Returns whether everybody can create workshops: on a server without a key and sign-in, or if its
 * host has chosen so (HOST8).
 */
export function isOpenToEveryone({
	hostAccess,
	hostSettings,
	signIn,
}: Pick<HttpDeps, 'hostAccess' | 'hostSettings' | 'signIn'>): boolean {
	return (!hostAccess.hasKey && !signIn) || (hostAccess.hasKey && hostSettings.current().opening === 'everyone')
}
