import type { Locale } from '@charrette/shared'
import { diffWords } from 'diff'

/**
 * Maximum number of changed words that are compared. The time grows with the square of that number,
 * and the result would not be readable.
 */
const MAX_CHANGED_WORDS = 300

/** A part of two texts: in both, or only in the earlier or the later one. */
export interface TextPart {
	text: string
	change: 'same' | 'removed' | 'added'
}

/**
 * Returns the difference of two texts by words of their language, including Chinese. Two texts with
 * little in common become one removed and one added part. Differences in white space are ignored.
 */
export function wordDifference(earlier: string, later: string, locale: Locale): TextPart[] {
	const intlSegmenter = new Intl.Segmenter(locale, { granularity: 'word' })
	const parts = diffWords(earlier, later, { intlSegmenter, maxEditLength: MAX_CHANGED_WORDS })
	if (!parts)
		return [
			{ text: earlier, change: 'removed' },
			{ text: later, change: 'added' },
		]
	return parts.map(({ value, added, removed }) => ({
		text: value,
		change: added ? 'added' : removed ? 'removed' : 'same',
	}))
}
