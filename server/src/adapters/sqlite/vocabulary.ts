import type { Database } from 'better-sqlite3'
import { isOneLetterAway, mostTexts, type QueryGroup } from '../../search/planQuery.ts'
import { MAX_NEAR_WORDS } from '../sql/practiceHits.ts'

/** The words of a full-text index with the number of texts that have them. */
export interface Vocabulary {
	/** Increases with each change of the index. */
	version(): number
	/** Returns whether at least one text matches the group. */
	hasAny(group: QueryGroup): boolean
	/**
	 * Returns the words that differ from this one in one letter, but not in the first, most frequent
	 * first.
	 */
	near(word: string): string[]
	/** Returns the groups that at least one text matches, rarest first. */
	rarest(groups: readonly QueryGroup[]): QueryGroup[]
}

interface Words {
	version: number
	byLength: Map<number, string[]>
	documents: Map<string, number>
}

/**
 * Caches the vocabulary in the table `words` (fts5vocab), and reads it again once the number of
 * changes of `index` has grown.
 */
export function cacheVocabulary(database: Database, { words, index }: { words: string; index: string }): Vocabulary {
	const changes = database.prepare<[string], number>('SELECT changes FROM search_change WHERE name = ?').pluck()
	const version = () => changes.get(index) ?? 0
	let cached: Words | null = null
	const read = (): Words => {
		const now = version()
		if (cached?.version !== now) cached = readWords(database, words, now)
		return cached
	}
	return {
		version,
		hasAny(group) {
			const { isPrefix, word } = group
			const { documents, byLength } = read()
			if (mostTexts(group, (term) => documents.get(term) ?? 0) > 0) return true
			if (!isPrefix) return false
			for (const [length, same] of byLength)
				if (length > word.length && same.some((other) => other.startsWith(word))) return true
			return false
		},
		near(word) {
			const { byLength, documents } = read()
			const candidates = [-1, 0, 1].flatMap((more) => byLength.get(word.length + more) ?? [])
			const near = candidates.filter((other) => other[0] === word[0] && isOneLetterAway(word, other))
			return near.sort((a, b) => (documents.get(b) ?? 0) - (documents.get(a) ?? 0)).slice(0, MAX_NEAR_WORDS)
		},
		rarest(groups) {
			const { documents } = read()
			const most = (group: QueryGroup) => mostTexts(group, (term) => documents.get(term) ?? 0)
			return groups.filter((group) => most(group) > 0).sort((a, b) => most(a) - most(b))
		},
	}
}

function readWords(database: Database, table: string, version: number): Words {
	const byLength = new Map<number, string[]>()
	const documents = new Map<string, number>()
	const rows = database.prepare<[], { term: string; doc: number }>(`SELECT term, doc FROM ${table}`)
	for (const { term, doc } of rows.iterate()) {
		documents.set(term, doc)
		// Stems are not words.
		if (term.startsWith('_')) continue
		const same = byLength.get(term.length) ?? []
		same.push(term)
		byLength.set(term.length, same)
	}
	return { version, byLength, documents }
}

/**
 * Returns a group in the query language of FTS5. Terms consist of letters, marks and digits, so
 * they contain no quotation marks.
 */
export function toMatch({ terms, phrases, isPrefix, word }: QueryGroup): string {
	const quoted = (term: string) => `"${term}"`
	const all = phrases.map((phrase) => phrase.map((words) => anyOf(words.map(quoted))).join(' AND '))
	return anyOf([
		...new Set([...terms.map(quoted), ...all.map((one) => `(${one})`), ...(isPrefix ? [`"${word}" *`] : [])]),
	])
}

function anyOf(alternatives: readonly string[]): string {
	return `(${alternatives.join(' OR ')})`
}
