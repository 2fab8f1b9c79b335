import type { Session, SessionId, Workshop } from '@charrette/shared'
import type { Request } from 'express'
import { requireSession } from '../workshops/conduct/requirePart.ts'
import { authenticate, requireRole } from './authenticate.ts'
import type { HttpDeps } from './HttpDeps.ts'

/** The workshop, and which of its sessions a file of many boards is of. */
export interface AskedSessions {
	workshop: Workshop
	sessions: readonly Session[]
}

/** One session, for a facilitator. Throws `not_found`. */
export async function askedSession(deps: HttpDeps, request: Request<{ id: string }>): Promise<AskedSessions> {
	const visitor = await authenticate(deps, request)
	requireRole(visitor, visitor.workshop.id, ['facilitator'])
	const session = requireSession(visitor.workshop, request.params.id as SessionId)
	return { workshop: visitor.workshop, sessions: [session] }
}

/** All sessions of a workshop, for a facilitator. */
export async function askedWorkshop(deps: HttpDeps, request: Request<{ id: string }>): Promise<AskedSessions> {
	const visitor = await authenticate(deps, request)
	requireRole(visitor, request.params.id, ['facilitator'])
	return { workshop: visitor.workshop, sessions: visitor.workshop.sessions }
}

/** What the sessions are called together: as the one, or as the workshop. */
export function titleOfSessions({ workshop, sessions }: AskedSessions): string {
	const [only, ...others] = sessions
	return only && others.length === 0 ? only.title : workshop.title
}
