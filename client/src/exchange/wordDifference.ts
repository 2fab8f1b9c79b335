import type { Locale } from '@charrette/shared'
import { diffWords } from 'diff'

/** More changed words are not compared: the time grows with their square, and nobody would read it. */
const MAX_CHANGED_WORDS = 300

/** A part of two texts: in both, or only in the earlier or the later one. */
export interface TextPart {
	text: string
	change: 'same' | 'removed' | 'added'
}

/**
 * The difference of two texts by words of their language, Chinese ones included; two texts that have little in common are one
 * part removed and one added. Differences in white space do not count.
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
