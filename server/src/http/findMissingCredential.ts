import type { OpeningRefusal, Workshop } from '@charrette/shared'
import { AppError } from '../errors.ts'
import { changeWorkshop, type WorkshopDeps } from '../workshops/WorkshopDeps.ts'
import type { HttpContext } from './HttpContext.ts'
import type { HttpDeps } from './HttpDeps.ts'
import type { Person } from './signIn/createSignIn.ts'

type OpeningDeps = Pick<HttpDeps, 'hostAccess' | 'hostSettings' | 'signIn' | 'allowedHostnames'>

/**
 * Returns null if the sender of a request can create workshops, otherwise the credential that is
 * missing. This function alone decides it, for new workshops and for copies. Throws
 * `too_many_tries` for a sender who guesses keys.
 */
export async function findMissingCredential(deps: OpeningDeps, context: HttpContext): Promise<OpeningRefusal | null> {
	const { hostAccess, signIn } = deps
	if (isOpenToEveryone(deps)) return null
	if (await findPerson(deps, context)) return null
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

/** Returns the person who is signed in; null without one, and for a page of another site. */
export async function findPerson(
	{ signIn, allowedHostnames }: Pick<OpeningDeps, 'signIn' | 'allowedHostnames'>,
	{ request }: HttpContext,
): Promise<Person | null> {
	// A page of another site must not use the cookie of this one.
	return signIn && allowedHostnames.isAllowedOrigin(request) ? signIn.personOf(request) : null
}

/**
 * Notes the organisation of the person who is signed in on the workshop that they have opened
 * (OIDC4).
 */
export async function noteOrganisation<Opened extends { workshop: Workshop }>(
	deps: OpeningDeps & WorkshopDeps,
	context: HttpContext,
	opened: Opened,
): Promise<Opened> {
	const organisation = (await findPerson(deps, context))?.organisation
	if (!organisation) return opened
	const workshop = await changeWorkshop(deps, opened.workshop.id, (now) => ({ ...now, organisation }))
	return { ...opened, workshop }
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
