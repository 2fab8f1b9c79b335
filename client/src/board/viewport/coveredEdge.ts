import type { VisibleArea } from '../../ui/visibleArea.ts'

/** What lies over the upper edge of the canvas, in px of the canvas. */
export interface CoveredEdge {
	/** The lower edge of the bars. */
	bars: number
	/** The notices below them; null while there are none. */
	notices: { left: number; right: number; bottom: number } | null
}

/** The left and right edge of something on the canvas, in px of it. */
export type Span = readonly [left: number, right: number]

/** The space of the top bar, which is hidden if a keyboard leaves too little space. */
const TOP_BAR: Record<VisibleArea['size'], number> = { usual: 80, keyboard: 80, tight: 4 }
const GAP = 8

/**
 * The lower edge of what covers the canvas from above, in px of the canvas: the bars, and the
 * notices where these reach over `span`; without a span, wherever they are.
 */
export function lowerEdgeOf({ bars, notices }: CoveredEdge, { top, size }: VisibleArea, span?: Span): number {
	const below = Math.max(top + TOP_BAR[size], bars)
	const isUnder = notices && (!span || (span[1] > notices.left && span[0] < notices.right))
	return isUnder ? Math.max(below, notices.bottom + GAP) : below
}
