/*
 * The time between two sessions, in which people go on by themselves (ASYNC1). The server ends a
 * window by its clock; whoever reads a workshop without it, as the copy of a device, asks here.
 */
import type { Session, Workshop } from './Workshop.ts'

/** Whether participants may edit the boards of a session in any phase, and while another runs. */
export function isOpenForAll({ asyncWindow }: Pick<Session, 'asyncWindow'>): boolean {
	return asyncWindow?.takes === 'all'
}

/** Returns the time in ms at which the first window of a workshop ends; null if it has none. */
export function firstWindowEnd({ sessions }: Pick<Workshop, 'sessions'>): number | null {
	const ends = sessions.flatMap(({ asyncWindow }) => (asyncWindow ? [asyncWindow.until] : []))
	return ends.length > 0 ? Math.min(...ends) : null
}

/** Returns the session without its window: the same object if it has none. */
export function withoutWindow(session: Session): Session {
	if (!session.asyncWindow) return session
	const { asyncWindow: _, ...rest } = session
	return rest
}

/** Returns the workshop without the windows that have ended: the same object if there are none. */
export function withoutEndedWindows(workshop: Workshop, now: number): Workshop {
	const end = firstWindowEnd(workshop)
	if (end === null || end > now) return workshop
	const sessions = workshop.sessions.map((session) =>
		session.asyncWindow && session.asyncWindow.until <= now ? withoutWindow(session) : session,
	)
	return { ...workshop, sessions }
}
