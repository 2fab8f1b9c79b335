import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { LOCALES } from '@charrette/shared'
import type { Logger } from 'pino'
import { GLOSSARY_FILE } from '../paths.ts'
import { analyzeText, isPaired, stemIn, stemsOf } from './analyzeText.ts'
import type { Phrase, Synonym } from './planQuery.ts'
import { isStopWord } from './stopWords.ts'

/** Limit of the glossary's rows that expand one query; more are ignored. */
const MAX_SYNONYMS = 24
/** The host's glossary (FIND7). @limit host: ignored */
const MAX_FILE_BYTES = 512 * 1024
/** The host's glossary in the data folder. */
const HOST_FILE = 'glossary.tsv'
/** Terms that `termsIn` returns. */
const MAX_TERMS = 40
/** Rows after which the event loop has its turn while the glossary is built: about 8 ms. */
const SLICE_ROWS = 16
/** Separates the alternatives of one language. */
const SEPARATOR = /\s*[;；]\s*/u

/** One row: a thing with its terms by the language's tag, alternatives of a language together. */
export type GlossaryRow = Readonly<Record<string, readonly string[]>>

/** Terms of one trade in several languages, by which queries are expanded (FIND7). */
export interface Glossary {
	/** Returns the synonyms of what a query names, longest terms first. */
	synonymsOf(text: string): Promise<Synonym[]>
	/** Returns the terms in texts, with their translations. The languages have no region. */
	termsIn(texts: readonly string[], languages: { from: string; to: string }): Promise<[string, string][]>
}

interface Entry {
	phrase: Phrase
	/** The term of the phrase, and its language without the region. */
	term: string
	language: string
	row: { phrases: Phrase[]; terms: GlossaryRow }
}

type FoundEntry = Entry & { words: string[] }

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

/**
 * Loads the glossary with the rows that the host has added, when it is first needed: it takes some
 * megabytes. A file that cannot be read is logged, and does not prevent a search.
 */
export function loadGlossary(dataDir: string, log: Logger): Glossary {
	return createGlossary(async () => [
		...parseGlossary(await readFile(GLOSSARY_FILE, 'utf8')),
		...(await readHostRows(dataDir, log)),
	])
}

async function readHostRows(dataDir: string, log: Logger): Promise<GlossaryRow[]> {
	const file = join(dataDir, HOST_FILE)
	if (!existsSync(file)) return []
	try {
		const { size } = await stat(file)
		if (size > MAX_FILE_BYTES) throw new Error(`it is larger than ${MAX_FILE_BYTES / 1024} KiB`)
		const rows = parseGlossary(await readFile(file, 'utf8'))
		log.info({ rows: rows.length }, 'glossary extended')
		return rows
	} catch (err) {
		log.warn({ err }, 'glossary of the host was ignored')
		return []
	}
}

/** Creates a glossary of these rows, which are read when they are first needed. */
export function createGlossary(readRows: () => Promise<readonly GlossaryRow[]>): Glossary {
	let built: Promise<Map<string, Entry[]>> | null = null
	async function load(): Promise<Map<string, Entry[]>> {
		built ??= readRows().then(buildEntries)
		return await built
	}
	return {
		async synonymsOf(text) {
			const found = longestFirst(findEntries(await load(), text))
			return found.slice(0, MAX_SYNONYMS).map(({ row, words }) => ({ words, phrases: row.phrases }))
		},
		async termsIn(texts, { from, to }) {
			const entries = await load()
			const found: FoundEntry[] = []
			for (const text of texts) {
				found.push(...findEntries(entries, text).filter(({ language }) => language === from))
				await setImmediate()
			}
			const terms = new Map<string, string>()
			for (const { term, row } of longestFirst(found)) {
				const target = Object.keys(row.terms).find((tag) => baseOf(tag) === to)
				const [translation] = (target && row.terms[target]) || []
				if (translation && terms.size < MAX_TERMS && !terms.has(term)) terms.set(term, translation)
			}
			return [...terms]
		},
	}
}

/** Returns the entries by the words of their terms. It takes half a second, in slices. */
async function buildEntries(rows: readonly GlossaryRow[]): Promise<Map<string, Entry[]>> {
	const entries = new Map<string, Entry[]>()
	for (const [at, terms] of rows.entries()) {
		if (at % SLICE_ROWS === 0) await setImmediate()
		addRow(entries, terms)
	}
	return entries
}

function addRow(entries: Map<string, Entry[]>, terms: GlossaryRow): void {
	const row: Entry['row'] = { phrases: [], terms }
	const own = Object.entries(terms).flatMap(([tag, all]) =>
		all.map((term): Entry => ({ phrase: toPhrase(term, tag), term, language: baseOf(tag), row })),
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

/** Returns the entries whose term is in a text, with the words of the text that name it. */
function findEntries(entries: ReadonlyMap<string, readonly Entry[]>, text: string): FoundEntry[] {
	const words = analyzeText(text, 'zh-CN')
		.map(({ term }) => term)
		.filter((term) => !isStopWord(term))
	const keys = words.map((word) => new Set([word, ...stemsOf(word).map(withoutMark)]))
	return keys.flatMap((first, start) =>
		[...new Set([...first].flatMap((key) => entries.get(key) ?? []))]
			.filter(({ phrase }) =>
				phrase.every((terms, at) => terms.some((term) => keys[start + at]?.has(withoutMark(term)))),
			)
			.map((entry) => ({ ...entry, words: words.slice(start, start + entry.phrase.length) })),
	)
}

function longestFirst(found: readonly FoundEntry[]): FoundEntry[] {
	const longest = found.toSorted((a, b) => b.words.length - a.words.length)
	return longest.filter((one, index) => longest.findIndex((other) => isSame(one, other)) === index)
}

function isSame(a: FoundEntry, b: FoundEntry): boolean {
	return a.row === b.row && a.words.join(' ') === b.words.join(' ')
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

function baseOf(tag: string): string {
	return tag.split('-')[0] ?? tag
}

function withoutMark(term: string): string {
	return term.replace(/^_/u, '')
}
