/** Full-text search over listed practices (FIND1 to FIND4). Runs in the search thread. */
import type { Locale } from '@charrette/shared'
import type { Database } from 'better-sqlite3'
import type { PracticeHits, PracticeQuery, PracticeStore, SimilarPractice } from '../../ports/PracticeStore.ts'
import { LEAST_SHARE, planQuery, type QueryGroup } from '../../search/planQuery.ts'
import {
	correctGroups,
	ENOUGH_WHOLE,
	LISTED_SCORES,
	type ListedRow,
	MAX_CORRECTIONS,
	MAX_SIMILAR_TERMS,
	MOST_OF_WORD,
	OPTIONAL_WORD,
	OWN_LANGUAGE,
	rarityOf,
	SAME_CATEGORY,
	toHit,
	toListed,
	WEIGHTS,
} from '../sql/practiceHits.ts'
import { type CachedPractice, cacheListedPractices } from './cacheListedPractices.ts'
import { cacheVocabulary, toMatch } from './vocabulary.ts'

const { title, abstract, body, labels } = WEIGHTS

type SimilarQuery = Parameters<PracticeStore['similar']>[0]

/** A practice that matches, with the language of the text to show. */
interface Ranked {
	entry: CachedPractice
	locale: Locale
	score: number
	/** Whether one of its texts has all words of the query that are not optional. */
	isWhole: boolean
}

/** Number of texts with a word that are read to find out whether it belongs to a language. */
const MAX_SAMPLE = 50

/** Returns the practice searches of a connection. */
export function preparePracticeSearch(database: Database) {
	const vocabulary = cacheVocabulary(database, { words: 'practice_words', index: 'practice' })
	const currentCache = cacheListedPractices(database, vocabulary.version)
	const matches = database
		.prepare<[string], [row: number, rank: number]>(
			`SELECT rowid, bm25(practice_search, ${title}, ${abstract}, ${body}, ${labels}) FROM practice_search WHERE practice_search MATCH ?`,
		)
		.raw()
	const sample = database
		.prepare<[string], number>(`SELECT rowid FROM practice_search WHERE practice_search MATCH ? LIMIT ${MAX_SAMPLE}`)
		.pluck()
	const listed = database.prepare<[string], ListedRow & { adoptions: number }>(
		`SELECT p.id, p.visibility, p.workshop, p.origin, p.adoptions, v.content FROM listed_practice p
		JOIN practice_version v ON v.practice = p.id AND v.version = p.version WHERE p.id = ?`,
	)

	/** Returns the corrections of a word without matches, in the language of the query. */
	function alternativesOf(group: QueryGroup, language: Locale): string[] {
		if (vocabulary.hasAny(group)) return []
		const { texts } = currentCache()
		const isOfLanguage = (word: string) =>
			sample.all(`{title abstract body} : "${word}"`).some((row) => texts.get(row)?.locale === language)
		return vocabulary.near(group.word).filter(isOfLanguage).slice(0, MAX_CORRECTIONS)
	}

	/** Returns the score of each text, by row id, and the number of required words that it has. */
	function scoreTexts(groups: readonly QueryGroup[]): Map<number, { score: number; words: number }> {
		const { texts } = currentCache()
		const scored = new Map<number, { score: number; words: number }>()
		for (const group of groups) {
			const found = matches.all(toMatch(group))
			const most = MOST_OF_WORD * rarityOf(found.length, texts.size)
			for (const [row, rank] of found) {
				const text = scored.get(row) ?? { score: 0, words: 0 }
				text.score += Math.min(-rank, most) * (group.isOptional ? OPTIONAL_WORD : 1)
				text.words += group.isOptional ? 0 : 1
				scored.set(row, text)
			}
		}
		return scored
	}

	/**
	 * Returns the practices that match any group and pass, in the order of the cache, each with its
	 * text in the reader's language if that matches, otherwise with its best text.
	 */
	function rank(groups: readonly QueryGroup[], locale: Locale, passes: (entry: CachedPractice) => boolean): Ranked[] {
		const { entries, texts } = currentCache()
		const required = groups.filter(({ isOptional }) => !isOptional).length
		const ranked = new Array<Ranked | undefined>(entries.length)
		for (const [row, { score: found, words }] of scoreTexts(groups)) {
			const text = texts.get(row)
			const entry = text && entries[text.entry]
			if (!entry || !passes(entry)) continue
			const isOwn = text.locale === locale
			const score = isOwn ? found * OWN_LANGUAGE : found
			const best = ranked[text.entry]
			const isShown = !best || isOwn || (score > best.score && best.locale !== locale)
			ranked[text.entry] = {
				entry,
				locale: isShown ? text.locale : best.locale,
				score: Math.max(score, best?.score ?? 0),
				isWhole: words === required || best?.isWhole === true,
			}
		}
		return ranked.filter((one) => one !== undefined)
	}

	/** Returns all practices that pass, with scores by language and city (FIND11). */
	function listAll({ locale, city = {}, reader, filters }: PracticeQuery): Ranked[] {
		const cache = currentCache()
		const isNear = cache.isNear(city.at)
		const { language, near, country, size } = LISTED_SCORES
		const scoreOf = (entry: CachedPractice) =>
			(cache.has(entry, 'language', locale) ? language : 0) +
			(isNear(entry) ? near : 0) +
			(city.country !== undefined && cache.has(entry, 'country', city.country) ? country : 0) +
			(city.size !== undefined && cache.has(entry, 'size', city.size) ? size : 0)
		return cache.entries
			.filter(cache.filterFor(reader, filters))
			.map((entry) => ({ entry, locale, score: scoreOf(entry), isWhole: true }))
	}

	function search(query: PracticeQuery): PracticeHits {
		const { text, synonyms, locale, isExact, offset, limit, sort, reader, filters } = query
		const cache = currentCache()
		const passes = cache.filterFor(reader, filters)
		const planned = planQuery(text, locale, synonyms)
		const { groups, corrected } = correctGroups({ text, groups: planned.groups }, (group) =>
			isExact ? [] : alternativesOf(group, planned.language),
		)
		const matching = groups.length === 0 ? listAll(query) : rank(groups, locale, passes)
		const whole = matching.filter(({ isWhole }) => isWhole)
		const found = whole.length >= ENOUGH_WHOLE ? whole : aboveFloor(matching)
		const page = firstOf(found, COMPARISONS[sort], offset + limit).slice(offset)
		return {
			hits: page.flatMap((one) => {
				const row = listed.get(one.entry.id)
				return row ? [toHit(row, one.locale, groups)] : []
			}),
			total: found.length,
			counts: cache.count(found.map(({ entry }) => entry)),
			isPartial: whole.length === 0 && found.length > 0,
			corrected,
		}
	}

	/**
	 * Finds practices that are similar to a text, by its rarest terms and by the category, in all
	 * languages.
	 */
	function similar({ reader, text, synonyms, locale, category, limit }: SimilarQuery): SimilarPractice[] {
		const cache = currentCache()
		const { groups } = planQuery(`${text} `, locale, synonyms)
		const rarest = vocabulary.rarest(groups).slice(0, MAX_SIMILAR_TERMS)
		const ranked = rank(rarest, locale, cache.filterFor(reader, {})).map((one) => {
			const isSameCategory = category !== null && cache.has(one.entry, 'category', category)
			return { ...one, isSameCategory, score: isSameCategory ? one.score * SAME_CATEGORY : one.score }
		})
		return firstOf(aboveFloor(ranked), COMPARISONS.relevance, limit).flatMap(
			({ entry, locale: shown, score, isSameCategory }) => {
				const row = listed.get(entry.id)
				return row ? [{ listed: toListed(row), locale: shown, score, isSameCategory }] : []
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

/** Returns the practices with all words of the query, and those that are not far below the best. */
function aboveFloor<One extends Ranked>(ranked: readonly One[]): One[] {
	const floor = LEAST_SHARE * ranked.reduce((best, { score }) => Math.max(best, score), 0)
	return ranked.filter(({ score, isWhole }) => isWhole || score >= floor)
}

const COMPARISONS: Record<PracticeQuery['sort'], (a: Ranked, b: Ranked) => number> = {
	relevance: (a, b) => b.score - a.score,
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
