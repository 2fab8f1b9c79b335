/**
 * The ranks of notices, in the order of the stack. `state`: the current state of the board.
 * `message`: a notice to read. `call`: a notice that asks for a response. `toast`: an event that
 * has just happened.
 */
export const NOTICE_RANKS = ['state', 'message', 'call', 'toast'] as const
export type NoticeRank = (typeof NOTICE_RANKS)[number]

export interface StackedNotice {
	/** Increases with each notice. */
	id: number
	rank: NoticeRank
}

/** The ranks by importance, the most important first. */
const IMPORTANCE: readonly NoticeRank[] = ['call', 'toast', 'message', 'state']

/**
 * Returns the ids of the notices that are shown, at most `max`: the most important ranks first,
 * and the newest first within a rank.
 */
export function foldNotices(notices: readonly StackedNotice[], max: number): ReadonlySet<number> {
	const sorted = [...notices].sort((a, b) => IMPORTANCE.indexOf(a.rank) - IMPORTANCE.indexOf(b.rank) || b.id - a.id)
	return new Set(sorted.slice(0, max).map(({ id }) => id))
}

/**
 * The visible part of a screen: its height in px, whether it is as narrow as a phone, and whether
 * an on-screen keyboard is open.
 */
interface Screen {
	height: number
	isNarrow: boolean
	hasKeyboard: boolean
}

/**
 * The height up to which a screen has space for only one notice: a phone in landscape, or a small
 * phone.
 */
const SHORT_PX = { wide: 480, narrow: 700 }

/** Returns the number of notices that a screen shows at once; the others are folded. */
export function maxNotices({ height, isNarrow, hasKeyboard }: Screen): number {
	if (height <= SHORT_PX[isNarrow ? 'narrow' : 'wide'] || hasKeyboard) return 1
	return isNarrow ? 2 : 3
}
