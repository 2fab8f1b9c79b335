import { createHash, timingSafeEqual } from 'node:crypto'
import {
	type Access,
	findParticipant,
	type Identity,
	type Role,
	type Session,
	type SessionId,
	type Workshop,
} from '@charrette/shared'
import type { Request } from 'express'
import { AppError } from '../errors.ts'
import type { WorkshopDeps } from '../workshops/WorkshopDeps.ts'
import { requireSession } from '../workshops/workshopParts.ts'
import type { HttpDeps } from './HttpDeps.ts'

/** Somebody who is signed in, and the workshop they are in. */
export interface Visitor {
	identity: Identity
	workshop: Workshop
}

/** Who sends this request, by `Authorization: Bearer <token>`. Throws `not_signed_in`, and `removed` for who was taken out. */
export async function authenticate(deps: WorkshopDeps, request: Request): Promise<Visitor> {
	const token = bearerOf(request)
	const identity = token ? await deps.tokens.findToken(token) : null
	const workshop = identity && (await deps.workshops.byId(identity.workshop))
	if (!identity || !workshop) throw new AppError('not_signed_in')
	if (identity.participant && !findParticipant(workshop, identity.participant)) throw new AppError('removed')
	return { identity, workshop }
}

/** Throws `not_allowed` unless the visitor has this role in the workshop with this id. */
export function requireRole({ identity }: Visitor, workshop: string, roles: readonly Role[]): void {
	if (identity.workshop !== workshop || !roles.includes(identity.role)) throw new AppError('not_allowed')
}

/** Throws `not_found` for a room one has no access to: whether it exists is nobody's business. */
export function requireView(access: Access): void {
	if (access === 'none') throw new AppError('not_found')
}

/** Throws `host_key_needed` unless the request carries the host's key, where there is one. */
export function requireHostKey(key: string | null, request: Request): void {
	if (key === null) return
	const hash = (text: string) => createHash('sha256').update(text).digest()
	if (!timingSafeEqual(hash(bearerOf(request) ?? ''), hash(key))) throw new AppError('host_key_needed')
}

function bearerOf(request: Request): string | null {
	return /^Bearer +(\S+)$/i.exec(request.get('Authorization') ?? '')?.[1] ?? null
}

/** The workshop, and which of its sessions a file of many boards is of. */
export interface SessionSelection {
	workshop: Workshop
	sessions: readonly Session[]
}

/** One session, for a facilitator. Throws `not_found`. */
export async function selectSession(deps: HttpDeps, request: Request<{ id: string }>): Promise<SessionSelection> {
	const visitor = await authenticate(deps, request)
	requireRole(visitor, visitor.workshop.id, ['facilitator'])
	const session = requireSession(visitor.workshop, request.params.id as SessionId)
	return { workshop: visitor.workshop, sessions: [session] }
}

/** All sessions of a workshop, for a facilitator. */
export async function selectWorkshop(deps: HttpDeps, request: Request<{ id: string }>): Promise<SessionSelection> {
	const visitor = await authenticate(deps, request)
	requireRole(visitor, request.params.id, ['facilitator'])
	return { workshop: visitor.workshop, sessions: visitor.workshop.sessions }
}

/** What the sessions are called together: as the one, or as the workshop. */
export function selectionTitle({ workshop, sessions }: SessionSelection): string {
	const [only, ...others] = sessions
	return only && others.length === 0 ? only.title : workshop.title
}
