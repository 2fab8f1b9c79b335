import type { Group, GroupId, Session, Workshop } from '@charrette/shared'
import { AppError } from '../../errors.ts'

/** The group with this id, and its session. Throws `not_found`. */
export function requireGroup(workshop: Workshop, id: GroupId): { group: Group; session: Session } {
	for (const session of workshop.sessions) {
		const group = session.groups.find((candidate) => candidate.id === id)
		if (group) return { group, session }
	}
	throw new AppError('not_found', 'There is no such group.')
}

/** The session with this group in the place of the one with its id. */
export function withGroup(session: Session, group: Group): Session {
	return { ...session, groups: session.groups.map((other) => (other.id === group.id ? group : other)) }
}
