import type { Board, LocalText, Workshop } from '@charrette/shared'

/** A phase that ended: its title, where there was one, and the boards of its session. */
export interface EndedPhase {
	title: LocalText | null
	boards: readonly Board[]
}

/** The phases that a change of the workshop ends: a session goes to another one, or another session takes its place. */
export function phasesEnded(before: Workshop, after: Workshop): EndedPhase[] {
	return before.sessions.flatMap((session) => {
		const now = after.sessions.find(({ id }) => id === session.id)
		const isLeft = before.session === session.id && after.session !== session.id
		if (!now || (now.phase === session.phase && !isLeft)) return []
		const title = session.phases.find(({ id }) => id === session.phase)?.title ?? null
		return [{ title, boards: now.boards }]
	})
}
