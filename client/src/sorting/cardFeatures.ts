import {
	analyzeText,
	isFunctionPair,
	isPaired,
	isStopWordIn,
	type Locale,
	languageOf,
	stemIn,
	type TextTerm,
} from '@charrette/shared'
import type { Lexicon } from './lexicon.ts'

/** What a feature of a text is: a word, a part of a word, a thing, or a topic of the glossary. */
export type FeatureKind = 'word' | 'part' | 'thing' | 'topic'

/** A feature of a text, with the word of the text that has it. */
export interface Feature {
	/** Equal for the same feature of two texts. */
	key: string
	kind: FeatureKind
	/** As written in the text; empty for parts of words and for topics. */
	shown: string
	/** How surely the text has it, from 0 to 1. */
	share: number
	/** The language of the text. */
	language: Locale
}

/** Length of the parts of words by which misspelt words match. */
const PART_LENGTH = 3
/** Minimum length of a word with parts. */
const MIN_PARTED_LENGTH = 5
/** Minimum length of a word that is compared by its stem, as in the search. */
const MIN_STEMMED_LENGTH = 4
/** Characters of a text that are compared; more say nothing about its subject. */
const MAX_COMPARED = 600

/** Returns the features of a text, each once. */
export function featuresOf(text: string, lexicon: Lexicon | null): Feature[] {
	const compared = text.slice(0, MAX_COMPARED)
	const features = new Map<string, Feature>()
	const terms = analyzeText(compared, 'zh-CN')
	const language = languageOf(
		terms.map(({ term }) => term),
		'en',
	)
	const add = (kind: FeatureKind, name: string, { shown = '', share = 1 } = {}) => {
		const key = `${kind} ${name}`
		if ((features.get(key)?.share ?? 0) < share) features.set(key, { key, kind, shown, share, language })
	}
	const written = new Map(terms.map(({ term, start, end }) => [term, compared.slice(start, end)]))
	for (const { key, term, word } of wordsOf(compared, terms, language)) {
		add('word', key, { shown: /^\d/u.test(word) ? '' : word })
		if (!isPaired(term)) for (const part of partsOf(term)) add('part', part)
	}
	for (const { row, topic, terms: known, words, share } of lexicon?.thingsIn(compared, language) ?? []) {
		const shown = isPaired(words[0] ?? '')
			? (known['zh-CN'] ?? []).find((term) => compared.includes(term))
			: words.map((word) => written.get(word) ?? word).join(' ')
		add('thing', String(row), { shown: shown ?? '', share })
		if (topic) add('topic', topic, { share })
	}
	return [...features.values()]
}

/** Returns the words of a text that name something, with what they are compared by. */
function wordsOf(
	text: string,
	terms: readonly TextTerm[],
	language: Locale,
): { key: string; term: string; word: string }[] {
	return terms
		.filter(({ term }) => term.length > 1 && !isStopWordIn(term, language))
		.filter(({ term }) => !(isPaired(term) && isFunctionPair(term)))
		.map(({ term, start, end }) => ({ key: stemOf(term, language), term, word: text.slice(start, end) }))
}

/** Latin words in a Chinese text are read as English. */
function stemOf(term: string, language: Locale): string {
	const [stem = term] = term.length < MIN_STEMMED_LENGTH ? [] : stemIn(term, language === 'zh-CN' ? 'en' : language)
	return stem
}

/** Returns the parts of a word, with its beginning and its end. */
function partsOf(word: string): string[] {
	if (word.length < MIN_PARTED_LENGTH) return []
	const marked = `_${word}_`
	return Array.from({ length: marked.length - PART_LENGTH + 1 }, (_, at) => marked.slice(at, at + PART_LENGTH))
}
