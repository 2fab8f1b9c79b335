/**
 * What a notice is about, in the order in which notices stand. `state`: how the board is now.
 * `message`: something to read. `call`: something to answer. `toast`: what has just happened.
 */
export const NOTICE_RANKS = ['state', 'message', 'call', 'toast'] as const
export type NoticeRank = (typeof NOTICE_RANKS)[number]

export interface StackedNotice {
	/** Rises with each notice. */
	id: number
	rank: NoticeRank
}

/** The most important rank first. */
const IMPORTANCE: readonly NoticeRank[] = ['call', 'toast', 'message', 'state']

/** The ids of the notices that are shown, `most` of them at most: the important ones, of these the newest. */
export function foldNotices(notices: readonly StackedNotice[], most: number): ReadonlySet<number> {
	const sorted = [...notices].sort((a, b) => IMPORTANCE.indexOf(a.rank) - IMPORTANCE.indexOf(b.rank) || b.id - a.id)
	return new Set(sorted.slice(0, most).map(({ id }) => id))
}

/** What of a screen is visible: its height in px, whether it is as narrow as a phone, and has a keyboard open. */
interface Screen {
	height: number
	isNarrow: boolean
	hasKeyboard: boolean
}

/** A screen of this height has room for one notice: a phone in landscape, or a small one. */
const SHORT_PX = { wide: 480, narrow: 700 }

/** How many notices a screen shows at once; the others are folded. */
export function mostNotices({ height, isNarrow, hasKeyboard }: Screen): number {
	if (height <= SHORT_PX[isNarrow ? 'narrow' : 'wide'] || hasKeyboard) return 1
	return isNarrow ? 2 : 3
}
