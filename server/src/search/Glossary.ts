import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import {
	addGlossaryRow,
	baseOf,
	type FoundEntry,
	findGlossaryEntries,
	type GlossaryEntries,
	type GlossaryEntry,
	type GlossaryRow,
	parseGlossary,
} from '@charrette/shared'
import type { Logger } from 'pino'
import { GLOSSARY_FILE } from '../paths.ts'
import type { Synonym } from './planQuery.ts'

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

/** Terms of one trade in several languages, by which queries are expanded (FIND7). */
export interface Glossary {
	/** Returns the synonyms of what a query names, longest terms first. */
	synonymsOf(text: string): Promise<Synonym[]>
	/** Returns the terms in texts, with their translations. The languages have no region. */
	termsIn(texts: readonly string[], languages: { from: string; to: string }): Promise<[string, string][]>
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
	let built: Promise<GlossaryEntries> | null = null
	async function load(): Promise<GlossaryEntries> {
		built ??= readRows().then(buildEntries)
		return await built
	}
	return {
		async synonymsOf(text) {
			const found = longestFirst(findGlossaryEntries(await load(), text))
			return found.slice(0, MAX_SYNONYMS).map(({ row, words }) => ({ words, phrases: row.phrases }))
		},
		async termsIn(texts, { from, to }) {
			const entries = await load()
			const found: FoundEntry[] = []
			for (const text of texts) {
				found.push(...findGlossaryEntries(entries, text).filter(({ language }) => language === from))
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
async function buildEntries(rows: readonly GlossaryRow[]): Promise<GlossaryEntries> {
	const entries = new Map<string, GlossaryEntry[]>()
	for (const [at, terms] of rows.entries()) {
		if (at % SLICE_ROWS === 0) await setImmediate()
		addGlossaryRow(entries, terms)
	}
	return entries
}

function longestFirst(found: readonly FoundEntry[]): FoundEntry[] {
	const longest = found.toSorted((a, b) => b.words.length - a.words.length)
	return longest.filter((one, index) => longest.findIndex((other) => isSame(one, other)) === index)
}

function isSame(a: FoundEntry, b: FoundEntry): boolean {
	return a.row === b.row && a.words.join(' ') === b.words.join(' ')
}
