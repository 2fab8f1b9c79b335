import type { Locale } from '@charrette/shared'
import { analyzeText, stemsOf } from './analyzeText.ts'

/** Limit of the words in a query; more are ignored. */
const MAX_GROUPS = 24
/**
 * Minimum length of a word to be corrected. Too many words differ from a shorter one in one letter.
 */
const MIN_CORRECTED_LENGTH = 4
/** Minimum length of a word that may match as the beginning of a longer one. */
const MIN_PREFIX_LENGTH = 2

/**
 * One word of a query, or one pair of characters. A text matches the group if it has any of its
 * terms.
 */
export interface QueryGroup {
	/** The word as it was typed, folded. */
	word: string
	/** The equivalent terms: the word, its stems and its corrections. */
	terms: string[]
	/** Whether the word may be the beginning of a longer one. */
	isPrefix: boolean
	/** Whether a wrong letter may be corrected. */
	isCorrectable: boolean
}

/**
 * Returns the words of a query. The last word may be incomplete, because people search as they
 * type. A single Chinese character counts as the beginning of any pair.
 */
export function planQuery(text: string, locale: Locale): QueryGroup[] {
	const found = analyzeText(text, locale).slice(0, MAX_GROUPS)
	const groups = new Map<string, QueryGroup>()
	for (const [index, { term, end }] of found.entries()) {
		const isPair = isPaired(term)
		const isLast = index === found.length - 1 && end === text.length
		groups.set(term, {
			word: term,
			terms: [term, ...stemsOf(term)],
			isPrefix: isPair ? [...term].length === 1 : isLast && term.length >= MIN_PREFIX_LENGTH,
			isCorrectable: !isPair && term.length >= MIN_CORRECTED_LENGTH && !/\d/.test(term),
		})
	}
	return [...groups.values()]
}

/** Returns whether a term belongs to a script whose terms are pairs of characters. */
function isPaired(term: string): boolean {
	return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u.test(term)
}

/** Returns whether a term of a text matches a group. */
export function matchesGroup({ terms, isPrefix, word }: QueryGroup, term: string, stem: string | undefined): boolean {
	return terms.includes(term) || (stem !== undefined && terms.includes(stem)) || (isPrefix && term.startsWith(word))
}

/**
 * Returns whether two words differ by one letter: changed, missing, added, or swapped with its
 * neighbour.
 */
export function isOneLetterAway(a: string, b: string): boolean {
	if (a === b || Math.abs(a.length - b.length) > 1) return false
	let start = 0
	while (start < a.length && start < b.length && a[start] === b[start]) start++
	let [endOfA, endOfB] = [a.length, b.length]
	while (endOfA > start && endOfB > start && a[endOfA - 1] === b[endOfB - 1]) {
		endOfA--
		endOfB--
	}
	const [left, right] = [endOfA - start, endOfB - start]
	if (left <= 1 && right <= 1) return true
	return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start]
}
