/** Full-text search over listed practices (FIND1 to FIND4). Runs in the search thread. */
import type { Locale } from '@charrette/shared'
import type { Database } from 'better-sqlite3'
import type { PracticeHits, PracticeQuery, PracticeStore, SimilarPractice } from '../../ports/PracticeStore.ts'
import { planQuery, type QueryGroup } from '../../search/planQuery.ts'
import {
	correctGroups,
	type ListedRow,
	MAX_SIMILAR_TERMS,
	OWN_LANGUAGE,
	SAME_CATEGORY,
	toHit,
	toListed,
	WEIGHTS,
} from '../sql/practiceHits.ts'
import { type CachedPractice, cacheListedPractices } from './cacheListedPractices.ts'
import { cacheVocabulary, toMatch } from './vocabulary.ts'

const { title, abstract, body, labels } = WEIGHTS

type SimilarQuery = Parameters<PracticeStore['similar']>[0]

/** A practice that matches, with the language of its best text; a lower rank is better. */
interface Ranked {
	entry: CachedPractice
	locale: Locale
	rank: number
}

/** Returns the practice searches of a connection. */
export function preparePracticeSearch(database: Database) {
	const vocabulary = cacheVocabulary(database, { words: 'practice_words', index: 'practice' })
	const currentCache = cacheListedPractices(database, vocabulary.version)
	const matches = database
		.prepare<[string], [row: number, rank: number]>(
			`SELECT rowid, bm25(practice_search, ${title}, ${abstract}, ${body}, ${labels}) FROM practice_search WHERE practice_search MATCH ?`,
		)
		.raw()
	const listed = database.prepare<[string], ListedRow & { adoptions: number }>(
		`SELECT p.id, p.visibility, p.workshop, p.origin, p.adoptions, v.content FROM listed_practice p
		JOIN practice_version v ON v.practice = p.id AND v.version = p.version WHERE p.id = ?`,
	)

	const alternativesOf = (group: QueryGroup) => (vocabulary.hasAny(group) ? [] : vocabulary.near(group.word))

	/**
	 * Returns the practices that match and pass, each with its best text, in the order of the
	 * cache.
	 */
	function rank(match: string, locale: Locale, passes: (entry: CachedPractice) => boolean): Ranked[] {
		const { entries, texts } = currentCache()
		const ranks = new Float64Array(entries.length)
		const locales = new Array<Locale>(entries.length)
		for (const [row, found] of matches.all(match)) {
			const text = texts.get(row)
			if (!text) continue
			const rank = text.locale === locale ? found * OWN_LANGUAGE : found
			// Ranks of matches are below 0, so 0 stands for no match.
			if (rank >= (ranks[text.entry] ?? 0)) continue
			ranks[text.entry] = rank
			locales[text.entry] = text.locale
		}
		return entries.flatMap((entry, index) => {
			const found = ranks[index] ?? 0
			return found < 0 && passes(entry) ? [{ entry, locale: locales[index] ?? locale, rank: found }] : []
		})
	}

	function search({ text, locale, offset, limit, sort, reader, filters }: PracticeQuery): PracticeHits {
		const cache = currentCache()
		const passes = cache.filterFor(reader, filters)
		const { groups, corrected } = correctGroups(planQuery(text, locale), alternativesOf)
		const matchAll = (operator: string) => rank(groups.map(toMatch).join(operator), locale, passes)
		const listAll = () => cache.entries.filter(passes).map((entry) => ({ entry, locale, rank: 0 }))
		let found = groups.length === 0 ? listAll() : matchAll(' AND ')
		const isPartial = found.length === 0 && groups.length > 1
		if (isPartial) found = matchAll(' OR ')
		const page = firstOf(found, COMPARISONS[sort], offset + limit).slice(offset)
		return {
			hits: page.flatMap((one) => {
				const row = listed.get(one.entry.id)
				return row ? [toHit(row, one.locale, groups)] : []
			}),
			total: found.length,
			counts: cache.count(found.map(({ entry }) => entry)),
			isPartial,
			corrected,
		}
	}

	/**
	 * Finds practices that are similar to a text, by its rarest terms and by the category, in all
	 * languages.
	 */
	function similar({ reader, text, locale, category, limit }: SimilarQuery): SimilarPractice[] {
		const cache = currentCache()
		const rarest = vocabulary.rarest(planQuery(`${text} `, locale)).slice(0, MAX_SIMILAR_TERMS)
		if (rarest.length === 0) return []
		const ranked = rank(rarest.map(toMatch).join(' OR '), locale, cache.filterFor(reader, {})).map((one) => {
			const isSameCategory = category !== null && cache.has(one.entry, 'category', category)
			return { ...one, isSameCategory, rank: isSameCategory ? one.rank * SAME_CATEGORY : one.rank }
		})
		return firstOf(ranked, COMPARISONS.relevance, limit).flatMap(
			({ entry, locale: shown, rank: score, isSameCategory }) => {
				const row = listed.get(entry.id)
				return row ? [{ listed: toListed(row), locale: shown, score: -score, isSameCategory }] : []
			},
		)
	}

	// In one transaction the cache, the index and the practices are consistent.
	const [searchNow, similarNow] = [database.transaction(search), database.transaction(similar)]
	return {
		search: (query: PracticeQuery): PracticeHits => searchNow(query),
		similar: (query: SimilarQuery): SimilarPractice[] => similarNow(query),
	}
}

/** A better match has a lower rank. */
const COMPARISONS: Record<PracticeQuery['sort'], (a: Ranked, b: Ranked) => number> = {
	relevance: (a, b) => a.rank - b.rank,
	newest: (a, b) => b.entry.at - a.entry.at,
	adoptions: (a, b) => b.entry.adoptions - a.entry.adoptions,
}

/**
 * Returns the first `count` items in order, without sorting the others. Equal items stay in their
 * order.
 */
function firstOf<Item>(items: readonly Item[], compare: (a: Item, b: Item) => number, count: number): Item[] {
	const first: Item[] = []
	for (const item of items) {
		const last = first[count - 1]
		if (last !== undefined && compare(item, last) >= 0) continue
		let [low, high] = [0, first.length]
		while (low < high) {
			const middle = (low + high) >> 1
			if (compare(first[middle] as Item, item) <= 0) low = middle + 1
			else high = middle
		}
		first.splice(low, 0, item)
		first.length = Math.min(first.length, count)
	}
	return first
}
