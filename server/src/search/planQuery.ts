import {
	analyzeText,
	isFunctionPair,
	isPaired,
	isStopWordIn,
	type Locale,
	languageOf,
	type Phrase,
	stemsOf,
} from '@charrette/shared'

/** Limit of the words in a query; more are ignored. */
const MAX_GROUPS = 24
/**
 * Minimum length of a word to be corrected. Too many words differ from a shorter one in one letter.
 */
const MIN_CORRECTED_LENGTH = 5
/** Minimum score of a result with only some words of a query, as a share of the best score. */
export const LEAST_SHARE = 0.4
/** Minimum length of a word that may match as the beginning of a longer one. */
const MIN_PREFIX_LENGTH = 2

/** Terms of a query that the glossary knows, and what else may stand for them in a text. */
export interface Synonym {
	/** The terms of the query (`analyzeText`) that belong to the known term. */
	words: string[]
	phrases: Phrase[]
}

/**
 * One word of a query, or one pair of characters. A text matches the group if it has any of its
 * terms, or all words of one of its phrases.
 */
export interface QueryGroup {
	/** The word as it was typed, folded. */
	word: string
	/** The equivalent terms: the word, its stems and its corrections. */
	terms: string[]
	/** What the glossary says instead, in any language. */
	phrases: Phrase[]
	/** Whether the word may be the beginning of a longer one. */
	isPrefix: boolean
	/** Whether a wrong letter may be corrected. */
	isCorrectable: boolean
	/** Whether a text may have all words of the query without it. */
	isOptional: boolean
	/** The place of the word in the query, as indices of UTF-16 units. */
	start: number
	end: number
}

/** The words of a query, and the language that they are written in. */
export interface PlannedQuery {
	groups: QueryGroup[]
	language: Locale
}

/**
 * Returns the words of a query with their synonyms. The last word may be incomplete, because people
 * search as they type; a stop word at the end is optional. A single Chinese character counts as the
 * beginning of any pair. A pair with a function character (在, 怎) is optional, unless the query has
 * nothing else.
 */
export function planQuery(text: string, locale: Locale, synonyms: readonly Synonym[]): PlannedQuery {
	const found = analyzeText(text, locale)
	const language = languageOf(
		found.map(({ term }) => term),
		locale,
	)
	const groups = new Map<string, QueryGroup>()
	for (const [index, { term, start, end }] of found.entries()) {
		const isPair = isPaired(term)
		const isLast = index === found.length - 1 && end === text.length
		const isPrefix = isPair ? [...term].length === 1 : isLast && term.length >= MIN_PREFIX_LENGTH
		const isStopWord = isStopWordIn(term, language)
		if (isStopWord && !isPrefix) continue
		if (groups.size === MAX_GROUPS) break
		const terms = [term, ...stemsOf(term)]
		groups.set(term, {
			word: term,
			terms,
			phrases: phrasesFor(terms, synonyms),
			isPrefix,
			isCorrectable: !isPair && !isStopWord && term.length >= MIN_CORRECTED_LENGTH && !/\d/.test(term),
			isOptional: isStopWord || (isPair && isFunctionPair(term)),
			start,
			end,
		})
	}
	const planned = [...groups.values()]
	const bridged = planned.map((group, index) => bridge(planned[index - 1], group, planned[index + 1]))
	const hasRequired = bridged.some(({ isOptional }) => !isOptional)
	return { groups: hasRequired ? bridged : bridged.map((group) => ({ ...group, isOptional: false })), language }
}

/**
 * Returns the phrases that may stand for a term of a query. A phrase is left out if a shorter one,
 * or the term itself, is in every text that has it.
 */
function phrasesFor(terms: readonly string[], synonyms: readonly Synonym[]): Phrase[] {
	const [word = ''] = terms
	const all = synonyms.flatMap(({ words, phrases }) => (words.includes(word) ? phrases : []))
	const kept: Phrase[] = []
	for (const phrase of all.sort((a, b) => a.length - b.length)) {
		const has = (shorter: Phrase) => shorter.every((needed) => phrase.some((found) => needed.includes(found[0] ?? '')))
		if (!has([[...terms]]) && !kept.some(has)) kept.push(phrase)
	}
	return kept
}

/**
 * Returns the group of a pair of characters. If the pair joins two words that the glossary knows,
 * as 圾收 in 垃圾收费, it also matches wherever the first of them does.
 */
function bridge(before: QueryGroup | undefined, group: QueryGroup, after: QueryGroup | undefined): QueryGroup {
	const joins = isPaired(group.word) && group.phrases.length === 0 && before?.phrases.length && after?.phrases.length
	return joins ? { ...group, phrases: [[before.terms], ...before.phrases] } : group
}

/** Returns whether a term of a text matches a group, or a word of one of its phrases. */
export function matchesGroup(group: QueryGroup, term: string, stem: string | undefined): boolean {
	const isIn = (terms: readonly string[]) => terms.includes(term) || (stem !== undefined && terms.includes(stem))
	if (group.isPrefix && term.startsWith(group.word)) return true
	return isIn(group.terms) || group.phrases.some((phrase) => phrase.some(isIn))
}

export function allTermsOf({ terms, phrases }: QueryGroup): string[] {
	return [...terms, ...phrases.flat(2)]
}

/** Returns the largest number of texts that a term or phrase of a group can have. */
export function mostTexts({ terms, phrases }: QueryGroup, textsWith: (term: string) => number): number {
	const most = (alternatives: readonly string[]) => Math.max(0, ...alternatives.map(textsWith))
	return Math.max(most(terms), ...phrases.map((phrase) => Math.min(...phrase.map(most))))
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
