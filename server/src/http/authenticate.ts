import { findParticipant, ROLES, type Role } from '@charrette/shared'
import type { Request } from 'express'
import { AppError } from '../errors.ts'
import type { TokenHolder } from '../ports/TokenStore.ts'
import type { Config } from '../start/config.ts'
import type { Requester } from '../workshops/access.ts'
import type { WorkshopDeps } from '../workshops/WorkshopDeps.ts'

/** A requester who sent this token. */
export interface AuthenticatedRequester extends Requester {
	identity: TokenHolder
	token: string
}

/**
 * Paths that a closed workshop still answers for methods other than `GET`: fonts, exports and
 * reports, shares, and the deletion of the workshop.
 */
const READS = /^\/api\/(fonts|shares\/[^/]+|workshops\/[^/]+|[^/]+\/[^/]+\/(export|report|shares))\/?$/

/**
 * Returns the sender of a request, identified by `Authorization: Bearer <token>`. Throws
 * `not_signed_in`, `removed` for a removed participant, and `not_now` for a change in a workshop
 * that the host has closed (HOST4).
 */
export async function authenticate(deps: WorkshopDeps, request: Request): Promise<AuthenticatedRequester> {
	const token = bearerOf(request)
	const identity = token ? await deps.tokens.findToken(token) : null
	const workshop = identity && (await deps.workshops.byId(identity.workshop))
	if (!token || !identity || !workshop) throw new AppError('not_signed_in')
	if (identity.participant && !findParticipant(workshop, identity.participant)) throw new AppError('removed')
	if (workshop.isClosed && request.method !== 'GET' && !READS.test(request.path))
		throw new AppError('not_now', 'The host of this server has closed the workshop.', 'workshop_closed')
	return { identity, workshop, token }
}

/**
 * Returns the sender, or null for a request without `Authorization`. Throws `not_signed_in` for a
 * token that is not valid any more.
 */
export async function requesterOrNull(deps: WorkshopDeps, request: Request): Promise<AuthenticatedRequester | null> {
	return request.get('Authorization') === undefined ? null : authenticate(deps, request)
}

/**
 * Authenticates a facilitator, of the workshop with this id if it is given. Throws `not_allowed`
 * for anybody else.
 */
export async function authenticateFacilitator(
	deps: WorkshopDeps,
	request: Request,
	id?: string,
): Promise<AuthenticatedRequester> {
	const requester = await authenticate(deps, request)
	requireRole(requester, id ?? requester.workshop.id, ['facilitator'])
	return requester
}

/**
 * Authenticates a sender with any role in the workshop in the path. Throws `not_allowed` for
 * anybody else.
 */
export async function authenticateMember(
	deps: WorkshopDeps,
	request: Request<{ id: string }>,
): Promise<AuthenticatedRequester> {
	const requester = await authenticate(deps, request)
	requireRole(requester, request.params.id, ROLES)
	return requester
}

/**
 * Throws `not_allowed` unless the requester has one of these roles in the workshop with this id.
 */
export function requireRole({ identity }: Requester, workshop: string, roles: readonly Role[]): void {
	if (identity.workshop !== workshop || !roles.includes(identity.role)) throw new AppError('not_allowed')
}

/** Returns the address under which the sender reaches this server, without a trailing slash. */
export function originOf(config: Pick<Config, 'publicUrl'>, request: Request): string {
	return config.publicUrl ?? `${request.protocol}://${request.host}`
}

/** Returns the address of this server for files that it signs (EXCH1). */
export function senderAddress(config: Pick<Config, 'publicUrl'>, request: Request): { url: string; isUrlSet: boolean } {
	return { url: originOf(config, request), isUrlSet: config.publicUrl !== null }
}

/** Returns the bearer token of a request; null without one. */
export function bearerOf(request: Request): string | null {
	return /^Bearer +(\S+)$/i.exec(request.get('Authorization') ?? '')?.[1] ?? null
}
