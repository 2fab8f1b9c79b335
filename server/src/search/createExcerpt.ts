import { analyzeText, type Locale } from '@charrette/shared'
import type { Excerpt } from '../ports/PracticeStore.ts'
import { matchesGroup, type QueryGroup } from './planQuery.ts'

/** Length of an excerpt in UTF-16 units. */
export const EXCERPT_LENGTH = 220
/** Number of characters before the first match that an excerpt shows. */
const LEAD = 40

/** Returns a whole text with the places that match a query. */
export function markMatches(text: string, locale: Locale, groups: readonly QueryGroup[]): Excerpt {
	return { text, marks: groups.length === 0 ? [] : marksOf(text, locale, groups) }
}

/**
 * Returns the part of a text with the most matches, and the place in the text at which they begin;
 * null if there are none.
 */
export function createExcerpt(
	text: string,
	locale: Locale,
	groups: readonly QueryGroup[],
): { excerpt: Excerpt; place: number } | null {
	const marks = marksOf(text, locale, groups)
	const [excerpt, place] = [cutExcerpt(text, marks), densest(marks)]
	return excerpt && place !== null ? { excerpt, place } : null
}

/** Returns the part of a text with the most of these matches; null if there are none. */
export function cutExcerpt(text: string, marks: readonly [number, number][]): Excerpt | null {
	const best = densest(marks)
	if (best === null) return null
	const start = wordStart(text, Math.max(0, best - LEAD))
	const end = Math.min(text.length, start + EXCERPT_LENGTH)
	const inside = marks.filter(([from, to]) => from >= start && to <= end)
	const lead = start > 0 ? '… ' : ''
	return {
		text: `${lead}${text.slice(start, end)}${end < text.length ? '…' : ''}`,
		marks: inside.map(([from, to]) => [from - start + lead.length, to - start + lead.length]),
	}
}

/**
 * Returns the matching places in order. Places that touch or overlap, as pairs of characters do,
 * are merged.
 */
function marksOf(text: string, locale: Locale, groups: readonly QueryGroup[]): [number, number][] {
	const marks: [number, number][] = []
	for (const { term, stem, start, end } of analyzeText(text, locale)) {
		if (!groups.some((group) => matchesGroup(group, term, stem))) continue
		const last = marks.at(-1)
		if (last && start <= last[1]) last[1] = Math.max(last[1], end)
		else marks.push([start, end])
	}
	return marks
}

/** Returns the start of the match at which an excerpt has the most matches. */
function densest(marks: readonly [number, number][]): number | null {
	let best: { start: number; count: number } | null = null
	let end = 0
	for (const [index, [start]] of marks.entries()) {
		while (end < marks.length && (marks[end]?.[1] ?? 0) <= start + EXCERPT_LENGTH - LEAD) end++
		if (!best || end - index > best.count) best = { start, count: end - index }
	}
	return best?.start ?? null
}

/**
 * Returns the next start of a word. Returns `from` if that is far away, as in a script without
 * spaces.
 */
function wordStart(text: string, from: number): number {
	if (from === 0) return 0
	const space = text.slice(from, from + LEAD / 2).search(/\s/)
	return space === -1 ? from : from + space + 1
}
