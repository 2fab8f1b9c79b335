/**
 * The ranks of notices, in the order of the stack. `state`: the current state of the board.
 * `message`: a notice to read. `call`: a notice that asks for a response, or offers edits that
 * would be lost. `toast`: an event that has just happened.
 */
export const NOTICE_RANKS = ['state', 'message', 'call', 'toast'] as const
export type NoticeRank = (typeof NOTICE_RANKS)[number]

export interface StackedNotice {
	/** Increases with each notice. */
	id: number
	rank: NoticeRank
}

/**
 * The ranks by importance, the most important first. A toast ends by itself, so it would not be
 * seen at all behind a call.
 */
const IMPORTANCE: readonly NoticeRank[] = ['toast', 'call', 'message', 'state']

/**
 * Returns the id of the notice that is shown while the others are folded: the newest one of the
 * most important rank. Null if there are no notices.
 */
export function mostImportantNotice(notices: readonly StackedNotice[]): number | null {
	const sorted = [...notices].sort((a, b) => IMPORTANCE.indexOf(a.rank) - IMPORTANCE.indexOf(b.rank) || b.id - a.id)
	return sorted[0]?.id ?? null
}
