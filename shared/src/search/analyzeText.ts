/**
 * Text as search terms. Texts and queries go through the same steps, so that they match regardless
 * of script, case, accents and, for Chinese, the traditional or simplified form:
 *
 *     許可證          →  许可 可证           pairs of neighbours; a single character is a term itself
 *     Financing       →  financing _financ   the folded word, and its stem in the text's language
 *     Bogotá          →  bogota _bogot
 *
 * Stems begin with an underscore, which no word does.
 */
import { stemmer as stemEnglish } from '@orama/stemmers/english'
import { stemmer as stemFrench } from '@orama/stemmers/french'
import { stemmer as stemSpanish } from '@orama/stemmers/spanish'
import { Converter } from 'opencc-js/t2cn'
import type { Locale } from '../domain/locales.ts'

const STEMMERS: Partial<Record<Locale, (word: string) => string>> = {
	en: stemEnglish,
	es: stemSpanish,
	fr: stemFrench,
}
/** Minimum length of a word with a stem. The stems of shorter words would match unrelated words. */
const MIN_STEMMED_LENGTH = 4
const STEM_MARK = '_'
const LATIN = /^\p{Script=Latin}+$/u
/** Scripts without spaces between words, whose terms are pairs of characters. */
const PAIRED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu
/**
 * Further combining marks on one letter are removed: they are not text, and sorting them takes
 * quadratic time.
 */
const LONG_MARKS = /(\p{M}{8})\p{M}+/gu
/** Longer sequences of letters are not words, and are cut. */
const MAX_WORD_LENGTH = 64

let converter: ((text: string) => string) | null = null
const segmenters = new Map<string, Intl.Segmenter>()
/** Scripts without spaces between words, whose words are found by a dictionary. */
const SEGMENTED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** A word or pair of characters in a text; `start` and `end` are indices of UTF-16 units. */
export interface TextTerm {
	term: string
	/** The stem with its mark, if the language has stems and this one differs from the word. */
	stem?: string
	start: number
	end: number
}

/** Returns the terms of a text in a language, in order. */
export function analyzeText(text: string, locale: Locale): TextTerm[] {
	const terms: TextTerm[] = []
	let end = 0
	for (const match of text.matchAll(PAIRED)) {
		addWords(terms, text.slice(end, match.index), { locale, offset: end })
		addPairs(terms, match[0], match.index)
		end = match.index + match[0].length
	}
	addWords(terms, text.slice(end), { locale, offset: end })
	return terms
}

/** Returns the terms and stems of a text as the search index stores them. */
export function indexTerms(text: string, locale: Locale): string {
	return analyzeText(text, locale)
		.flatMap(({ term, stem }) => (stem ? [term, stem] : [term]))
		.join(' ')
}

/**
 * Returns the distinct stems of a word in all languages, since the language of a query is unknown.
 */
export function stemsOf(word: string): string[] {
	if (word.length < MIN_STEMMED_LENGTH || !LATIN.test(word)) return []
	return [...new Set(Object.values(STEMMERS).map((stem) => STEM_MARK + stem(word)))]
}

/** Converts traditional Chinese characters to simplified ones. */
export function toSimplified(text: string): string {
	// Its tables take 2 MB.
	const convert = converter ?? Converter({ from: 't', to: 'cn' })
	converter = convert
	return convert(text)
}

/** Returns the stem of a folded word in a language, also of a short one; none without stems. */
export function stemIn(word: string, locale: Locale): string[] {
	const stem = STEMMERS[locale]
	return stem && LATIN.test(word) ? [STEM_MARK + stem(word)] : []
}

/** Returns whether a term belongs to a script whose terms are pairs of characters. */
export function isPaired(term: string): boolean {
	return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u.test(term)
}

/** Folds the width, case and accents of a word, for comparisons. */
function foldWord(word: string): string {
	return word.replace(LONG_MARKS, '$1').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().slice(0, MAX_WORD_LENGTH)
}

function addWords(terms: TextTerm[], text: string, { locale, offset }: { locale: Locale; offset: number }): void {
	const stem = STEMMERS[locale]
	for (const { word, index } of wordsOf(text)) {
		const term = foldWord(word)
		if (term === '') continue
		const place = { start: offset + index, end: offset + index + word.length }
		const isStemmed = stem && term.length >= MIN_STEMMED_LENGTH && LATIN.test(term)
		terms.push(isStemmed ? { term, stem: STEM_MARK + stem(term), ...place } : { term, ...place })
	}
}

function* wordsOf(text: string): Iterable<{ word: string; index: number }> {
	for (const match of text.matchAll(WORD)) {
		if (!SEGMENTED.test(match[0])) {
			yield { word: match[0], index: match.index }
			continue
		}
		for (const { segment, index, isWordLike } of segmenterOf('th').segment(match[0]))
			if (isWordLike) yield { word: segment, index: match.index + index }
	}
}

function segmenterOf(locale: string): Intl.Segmenter {
	const known = segmenters.get(locale) ?? new Intl.Segmenter(locale, { granularity: 'word' })
	segmenters.set(locale, known)
	return known
}

function addPairs(terms: TextTerm[], run: string, offset: number): void {
	const simplified = toSimplified(run.normalize('NFKC'))
	// A conversion by phrases usually keeps the number of characters. If it does not, the run stays
	// as it is.
	const characters = [...(simplified.length === run.length ? simplified : run)]
	let start = offset
	for (const [index, character] of characters.entries()) {
		const next = characters[index + 1]
		const isLast = next === undefined
		if (!isLast || characters.length === 1)
			terms.push({ term: character + (next ?? ''), start, end: start + character.length + (next?.length ?? 0) })
		start += character.length
	}
}
