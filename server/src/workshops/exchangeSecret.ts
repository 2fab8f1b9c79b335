import type { TokenGrant } from '@charrette/shared'
import { workshopFor } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'

/** Gives a link's holder a token of their own. Throws `unknown_secret`. */
export async function exchangeSecret(deps: WorkshopDeps, secret: string): Promise<TokenGrant> {
	const grant = await deps.tokens.findSecret(secret)
	const workshop = grant && (await deps.workshops.byId(grant.workshop))
	if (!workshop) throw new AppError('unknown_secret')
	const token = await deps.tokens.issueToken({ ...grant, participant: null })
	return { token, role: grant.role, workshop: workshopFor(grant.role, workshop) }
}
