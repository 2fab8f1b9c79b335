import {
	addGlossaryRow,
	baseOf,
	type FoundEntry,
	findGlossaryEntries,
	type GlossaryEntry,
	type GlossaryRow,
	type Locale,
	parseGlossary,
	stemsOf,
} from '@charrette/shared'

/** What a text names, in any language. */
interface NamedThing {
	/** The number of the row in the glossary. */
	row: number
	/** The heading under which the row is; empty for none. */
	topic: string
	terms: GlossaryRow
	/** The words of the text, folded; a pair of characters each for Chinese. */
	words: readonly string[]
	/** The share of these words, from 0 to 1: a word that names several things is a hint at each. */
	share: number
}

/** The glossary, by which texts in several languages are compared. */
export interface Lexicon {
	/** Returns the things that a text names, without those that are part of a longer term. */
	thingsIn(text: string, language: Locale): NamedThing[]
	/** Returns the first term of a `thing` in a language; null for a feature without one. */
	labelOf(feature: string, locale: Locale): string | null
}

const HEADING = /^##\s*(.*)$/u

/** Creates the lexicon of a glossary: a table with headings, `## energy`. It takes 300 ms. */
export function createLexicon(table: string): Lexicon {
	const entries = new Map<string, GlossaryEntry[]>()
	const places = new Map<GlossaryRow, { row: number; topic: string }>()
	let topic = ''
	const [header = '', ...lines] = table.split(/\r?\n/u)
	for (const line of lines) {
		topic = HEADING.exec(line)?.[1]?.trim() ?? topic
		for (const terms of parseGlossary(`${header}\n${line}`)) {
			places.set(terms, { row: places.size, topic })
			addGlossaryRow(entries, terms)
		}
	}
	const stems = new Map<string, string[]>()
	const remembered = (word: string) => {
		const known = stems.get(word) ?? stemsOf(word)
		stems.set(word, known)
		return known
	}
	const rows = [...places.keys()]
	return {
		labelOf: (feature, locale) => rows[Number(/^thing (\d+)$/u.exec(feature)?.[1])]?.[locale]?.[0] ?? null,
		thingsIn(text, language) {
			const found = findGlossaryEntries(entries, text, remembered)
				.filter((entry) => isMeant(entry, language))
				.sort((a, b) => b.words.length - a.words.length)
			const things = new Map<number, Omit<NamedThing, 'share'>>()
			const covered = new Map<string, number>()
			for (const { row, words } of found) {
				const place = places.get(row.terms)
				if (!place || things.has(place.row)) continue
				if (words.every((word) => (covered.get(word) ?? 0) > words.length)) continue
				for (const word of words) covered.set(word, Math.max(covered.get(word) ?? 0, words.length))
				things.set(place.row, { ...place, terms: row.terms, words })
			}
			const all = [...things.values()]
			return all.map((thing) => ({ ...thing, share: 1 / all.filter((other) => isSameName(other, thing)).length }))
		},
	}
}

const isSameName = (a: { words: readonly string[] }, b: { words: readonly string[] }) =>
	a.words.join(' ') === b.words.join(' ')

/** Length of the beginning that two forms of one word share. */
const MIN_SHARED = 4

/**
 * Whether the words of a text mean a term: the term as it is, or other forms of its words in the
 * text's language. The same stem is not enough: Spanish "solos" (alone) and "solar" have one.
 */
function isMeant({ phrase, words, language }: FoundEntry, textLanguage: Locale): boolean {
	const isOwn = baseOf(textLanguage) === language
	return words.every((word, at) => {
		const term = phrase[at]?.[0] ?? ''
		return word === term || (isOwn && (term.startsWith(word) || word.startsWith(term) || shareStart(word, term)))
	})
}

const shareStart = (a: string, b: string) => a.slice(0, MIN_SHARED) === b.slice(0, MIN_SHARED)
