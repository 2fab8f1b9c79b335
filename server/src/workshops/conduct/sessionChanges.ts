import type { Changes } from './Change.ts'
import { goToSession } from './goToSession.ts'
import { moved } from './inOrder.ts'
import { requireSession, withSession } from './requirePart.ts'

/** What facilitators do to the sessions of a workshop that touches no board. */
export const SESSION_CHANGES: Changes<'session.move' | 'session.rename' | 'session.goto'> = {
	'session.move': (workshop, { session, to }) => {
		const from = workshop.sessions.indexOf(requireSession(workshop, session))
		return { ...workshop, sessions: moved(workshop.sessions, from, to) }
	},
	'session.rename': (workshop, { session, title }) =>
		withSession(workshop, { ...requireSession(workshop, session), title }),
	'session.goto': (workshop, { session }) => goToSession(workshop, session),
}
