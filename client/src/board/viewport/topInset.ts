import type { VisibleArea } from '../../ui/visibleArea.ts'

/** The area that bars and notices cover at the upper edge of the canvas, in px of the canvas. */
export interface TopInset {
	/** The lower edge of the bars. */
	bars: number
	/** The notices below them; null while there are none. */
	notices: { left: number; right: number; bottom: number } | null
}

/** The left and right edge of an element over the canvas, in px of the canvas. */
export type Span = readonly [left: number, right: number]

/** Space for the top bar, which is hidden if a keyboard leaves too little space. */
const TOP_BAR: Record<VisibleArea['size'], number> = { usual: 80, keyboard: 80, tight: 4 }
const GAP = 8

/**
 * Returns the lower edge of the covered area, in px of the canvas: that of the bars, or of the
 * notices where these overlap `span`. Without a span, the notices always count.
 */
export function computeTopInset({ bars, notices }: TopInset, { top, size }: VisibleArea, span?: Span): number {
	const below = Math.max(top + TOP_BAR[size], bars)
	const isUnder = notices && (!span || (span[1] > notices.left && span[0] < notices.right))
	return isUnder ? Math.max(below, notices.bottom + GAP) : below
}
