import type { Locale } from '@charrette/shared'
import { analyzeText, stemsOf } from './analyzeText.ts'

/** More words of a query are ignored. */
const MAX_GROUPS = 24
/** Shorter words are not corrected: too many others differ from them in one letter. */
const MIN_CORRECTED_LENGTH = 4
/** Shorter words are not taken for the beginning of a longer one. */
const MIN_PREFIX_LENGTH = 2

/** One word of a query, or one pair of characters. A text matches it by any of its terms. */
export interface QueryGroup {
	/** As it was typed, folded. */
	word: string
	/** The terms that mean the same. */
	terms: string[]
	/** Whether the word may be the beginning of a longer one. */
	isPrefix: boolean
	/** Whether a wrong letter may be corrected. */
	isCorrectable: boolean
}

/**
 * The words of a query. The last word may be unfinished, because people search as they type; a single Chinese character is
 * the beginning of every pair.
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

/** Whether a term is of a script whose terms are pairs of characters. */
function isPaired(term: string): boolean {
	return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u.test(term)
}

/** Whether a term of a text matches a group. */
export function matchesGroup({ terms, isPrefix, word }: QueryGroup, term: string, stem: string | undefined): boolean {
	return terms.includes(term) || (stem !== undefined && terms.includes(stem)) || (isPrefix && term.startsWith(word))
}

/** Whether two words differ by one letter: changed, missing, added, or swapped with its neighbour. */
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
