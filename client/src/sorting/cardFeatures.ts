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
import type { Lexicon, NamedThing } from './lexicon.ts'

/**
 * What a feature of a text is: a word, a part of a word, a thing of the glossary, a subject that it
 * has words near to, or a topic of both.
 */
export type FeatureKind = 'word' | 'part' | 'thing' | 'subject' | 'topic'

/** A feature of a text, with the word of the text that has it. */
export interface Feature {
	/** Equal for the same feature of two texts. */
	key: string
	kind: FeatureKind
	/** As written in the text; empty for parts of words, subjects and topics. */
	shown: string
	/** How surely the text has it: from 0 to 1, more for a topic with several words. */
	share: number
	/** Whether it is a topic that says who or where, of a text with another one that says what. */
	isFrame: boolean
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
/** How much a word near a topic says about it, compared with the name of a thing. */
const NEAR_SHARE = 0.5

/** Returns the features of a text, each once. */
export function featuresOf(text: string, lexicon: Lexicon | null): Feature[] {
	const compared = text.slice(0, MAX_COMPARED)
	const features = new Map<string, Feature>()
	const terms = analyzeText(compared, 'zh-CN')
	const language = languageOf(
		terms.map(({ term }) => term),
		'en',
	)
	const add = (kind: FeatureKind, name: string, { shown = '', share = 1, isFrame = false } = {}) => {
		const key = `${kind} ${name}`
		if ((features.get(key)?.share ?? 0) < share) features.set(key, { key, kind, shown, share, isFrame, language })
	}
	const written = new Map(terms.map(({ term, start, end }) => [term, compared.slice(start, end)]))
	for (const { key, term, word } of wordsOf(compared, terms, language)) {
		add('word', key, { shown: /^\d/u.test(word) ? '' : word })
		if (!isPaired(term)) for (const part of partsOf(term)) add('part', part)
	}
	const things = lexicon?.thingsIn(compared, language) ?? []
	for (const { row, terms: known, words, isNear, share } of things) {
		if (isNear) {
			add('subject', String(row), { share })
			continue
		}
		const shown = isPaired(words[0] ?? '')
			? (known['zh-CN'] ?? []).find((term) => compared.includes(term))
			: words.map((word) => written.get(word) ?? word).join(' ')
		add('thing', String(row), { shown: shown ?? '', share })
	}
	for (const { topic, share, isFrame } of lexicon ? topicsOf(things, lexicon) : [])
		add('topic', topic, { share, isFrame })
	return [...features.values()]
}

/** Returns the topics of a text with their shares: each word counts once for a topic. */
function topicsOf(things: readonly NamedThing[], lexicon: Lexicon) {
	const hints = new Map<string, Map<string, number>>()
	for (const { topic, words, isNear, topicShare } of things) {
		if (topic === '') continue
		const known = hints.get(topic) ?? new Map<string, number>()
		hints.set(topic, known)
		const hint = topicShare * (isNear ? NEAR_SHARE : 1)
		for (const word of words) known.set(word, Math.max(known.get(word) ?? 0, hint))
	}
	const hasSubject = [...hints.keys()].some((topic) => !lexicon.isFrame(topic))
	return [...hints].map(([topic, words]) => ({
		topic,
		share: Math.sqrt([...words.values()].reduce((sum, hint) => sum + hint, 0)),
		isFrame: hasSubject && lexicon.isFrame(topic),
	}))
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
