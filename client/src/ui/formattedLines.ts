import type { FormattedLine } from '@charrette/shared'

/** The bullet before each item of a list. */
export const BULLET = '•'

/*
 * The layout of a card's text. The canvas, its measurements, exports and the viewer share these
 * styles, because all of them must break lines at the same positions.
 */
export const LINE_STYLES = {
	line: { display: 'block' },
	item: { display: 'block', paddingInlineStart: '1em', textIndent: '-1em' },
	bullet: { display: 'inline-block', width: '1em', textIndent: '0' },
} as const

export function lineStyleOf({ isItem }: FormattedLine): (typeof LINE_STYLES)['line' | 'item'] {
	return isItem ? LINE_STYLES.item : LINE_STYLES.line
}
