/**
 * The glossary: terms of one trade in several languages, as a table. A text is matched word by
 * word, so that a term of several words needs all of them, next to each other and in order.
 */
import { LOCALES } from '../domain/locales.ts'
import { analyzeText, isPaired, stemIn, stemsOf } from './analyzeText.ts'
import { isStopWord } from './stopWords.ts'

/** The words of an alternative term, in order, each with its terms in the index. */
export type Phrase = string[][]

/** One row: a thing with its terms by the language's tag, alternatives of a language together. */
export type GlossaryRow = Readonly<Record<string, readonly string[]>>

/** A term of a row, by which the row is found. */
export interface GlossaryEntry {
	phrase: Phrase
	/** The term of the phrase, and its language without the region. */
	term: string
	language: string
	row: { phrases: Phrase[]; terms: GlossaryRow }
}

/** An entry whose term is in a text, with the words of the text that name it. */
export type FoundEntry = GlossaryEntry & { words: string[] }

/** The entries by the words of their terms. */
export type GlossaryEntries = ReadonlyMap<string, readonly GlossaryEntry[]>

/** Separates the alternatives of one language. */
const SEPARATOR = /\s*[;；]\s*/u

/** Reads the rows of a table: tab-separated, with the tags of the languages in the first line. */
export function parseGlossary(table: string): GlossaryRow[] {
	const [header = '', ...lines] = table.replace(/^\uFEFF/u, '').split(/\r?\n/u)
	const tags = header.split('\t').map((tag) => tag.trim())
	return lines
		.filter((line) => line.trim() !== '' && !line.startsWith('#'))
		.map((line) =>
			Object.fromEntries(line.split('\t').map((cell, column) => [tags[column] ?? '', alternativesIn(cell)])),
		)
}

function alternativesIn(cell: string): string[] {
	return cell.trim().split(SEPARATOR).filter(Boolean)
}

/** Adds the terms of a row to the entries. It takes about a millisecond. */
export function addGlossaryRow(entries: Map<string, GlossaryEntry[]>, terms: GlossaryRow): void {
	const row: GlossaryEntry['row'] = { phrases: [], terms }
	const own = Object.entries(terms).flatMap(([tag, all]) =>
		all.map((term): GlossaryEntry => ({ phrase: toPhrase(term, tag), term, language: baseOf(tag), row })),
	)
	for (const entry of own.filter(({ phrase }) => isUsable(phrase))) {
		row.phrases.push(entry.phrase)
		for (const key of new Set(entry.phrase[0]?.map(withoutMark))) {
			const same = entries.get(key) ?? []
			same.push(entry)
			entries.set(key, same)
		}
	}
}

/**
 * Returns the entries whose term is in a text, with the words of the text that name it. `stems` are
 * those of `stemsOf`, which a caller with many texts remembers.
 */
export function findGlossaryEntries(
	entries: GlossaryEntries,
	text: string,
	stems: (word: string) => string[] = stemsOf,
): FoundEntry[] {
	const words = analyzeText(text, 'zh-CN')
		.map(({ term }) => term)
		.filter((term) => !isStopWord(term))
	const keys = words.map((word) => new Set([word, ...stems(word).map(withoutMark)]))
	return keys.flatMap((first, start) =>
		[...new Set([...first].flatMap((key) => entries.get(key) ?? []))]
			.filter(({ phrase }) =>
				phrase.every((terms, at) => terms.some((term) => keys[start + at]?.has(withoutMark(term)))),
			)
			.map((entry) => ({ ...entry, words: words.slice(start, start + entry.phrase.length) })),
	)
}

function toPhrase(term: string, tag: string): Phrase {
	// Without stems, as for Chinese, for a language that the index does not know.
	const locale = LOCALES.find((known) => known === tag) ?? 'zh-CN'
	return analyzeText(term, locale)
		.filter(({ term: word }) => !isStopWord(word))
		.map(({ term: word }) => [...new Set([word, ...stemIn(word, locale)])])
}

/** A single Chinese character means too many things. */
function isUsable(phrase: Phrase): boolean {
	const [first] = phrase[0] ?? []
	return first !== undefined && !(phrase.length === 1 && isPaired(first) && [...first].length === 1)
}

/** Returns the tag of a language without its region. */
export function baseOf(tag: string): string {
	return tag.split('-')[0] ?? tag
}

function withoutMark(term: string): string {
	return term.replace(/^_/u, '')
}
