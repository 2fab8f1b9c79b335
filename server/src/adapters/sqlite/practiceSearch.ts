/** Full-text search over listed practices (FIND1 to FIND4); runs in a thread that reads. */
import type { Locale, PublishedPractice } from '@charrette/shared'
import type { Database } from 'better-sqlite3'
import { LRUCache } from 'lru-cache'
import type {
	FilterName,
	ListedPractice,
	PracticeFilters,
	PracticeHit,
	PracticeHits,
	PracticeQuery,
	PracticeReader,
	SimilarPractice,
} from '../../ports/PracticeStore.ts'
import { excerptOf, markMatches } from '../../search/excerptOf.ts'
import { planQuery, type QueryGroup } from '../../search/planQuery.ts'
import { cacheVocabulary, toMatch } from './vocabulary.ts'

/** How much a match counts in title, abstract, the other sections and the labels. */
const WEIGHTS = '12, 4, 1, 3'
/** Factor for a text in the reader's language. */
const OWN_LANGUAGE = 1.15
/** Matches that are ranked; people look at far fewer. */
const MAX_RANKED = 600
/** Terms of a text that are compared with practices: the rarest. */
const MAX_SIMILAR_TERMS = 24
/** A text in the category of an obstacle is this much more alike. */
const SAME_CATEGORY = 1.5
const MAX_CACHED_COUNTS = 50

interface Ranked {
	practice: string
	locale: Locale
	rank: number
}

interface ListedRow {
	id: string
	visibility: string
	workshop: string | null
	origin: string | null
	content: string
	adoptions: number
}

/** A condition of SQL with its parameters. */
interface Condition {
	sql: string
	parameters: unknown[]
}

/** Returns the searches of a connection. */
export function preparePracticeSearch(database: Database) {
	const vocabulary = cacheVocabulary(database, { words: 'practice_words', index: 'practice' })
	const counts = new LRUCache<string, PracticeHits['counts']>({ max: MAX_CACHED_COUNTS })

	/** Completes the groups by words that differ in one letter from a word that no practice has. */
	function correct(groups: readonly QueryGroup[]): { groups: QueryGroup[]; isCorrected: boolean } {
		let isCorrected = false
		const corrected = groups.map((group) => {
			if (!group.isCorrectable || vocabulary.hasAny(group)) return group
			const alternatives = vocabulary.near(group.word)
			if (alternatives.length === 0) return group
			isCorrected = true
			return { ...group, word: alternatives[0] ?? group.word, terms: [...group.terms, ...alternatives] }
		})
		return { groups: corrected, isCorrected }
	}

	function rank(match: string, scope: Condition): Ranked[] {
		return database
			.prepare<unknown[], Ranked>(
				`SELECT t.practice, t.locale, bm25(practice_search, ${WEIGHTS}) AS rank
				FROM practice_search JOIN practice_text t ON t.id = practice_search.rowid
				JOIN listed_practice p ON p.id = t.practice
				WHERE practice_search MATCH ? AND ${scope.sql} ORDER BY rank LIMIT ${MAX_RANKED}`,
			)
			.all(match, ...scope.parameters)
	}

	function countAll(match: string | null, scope: Condition): { total: number; counts: PracticeHits['counts'] } {
		const key = JSON.stringify([vocabulary.version(), match, scope.sql, scope.parameters])
		const from = match
			? `FROM practice_search JOIN practice_text t ON t.id = practice_search.rowid JOIN listed_practice p ON p.id = t.practice
				WHERE practice_search MATCH ? AND ${scope.sql}`
			: `FROM listed_practice p WHERE ${scope.sql}`
		const parameters = match ? [match, ...scope.parameters] : scope.parameters
		const total = database
			.prepare<unknown[], number>(`SELECT count(DISTINCT p.id) ${from}`)
			.pluck()
			.get(...parameters)
		const known = counts.get(key)
		if (known) return { total: total ?? 0, counts: known }
		const rows = database
			.prepare<unknown[], { name: FilterName; value: string; count: number }>(
				`WITH hit AS MATERIALIZED (SELECT DISTINCT p.id ${from})
				SELECT f.name, f.value, count(*) AS count FROM hit JOIN practice_facet f ON f.practice = hit.id GROUP BY 1, 2`,
			)
			.all(...parameters)
		const found: PracticeHits['counts'] = {}
		for (const { name, value, count } of rows) found[name] = { ...found[name], [value]: count }
		counts.set(key, found)
		return { total: total ?? 0, counts: found }
	}

	function browse({ sort, offset, limit }: PracticeQuery, scope: Condition): string[] {
		const order = sort === 'adoptions' ? 'p.adoptions DESC, p.at DESC' : 'p.at DESC'
		return database
			.prepare<unknown[], string>(
				`SELECT p.id FROM listed_practice p WHERE ${scope.sql} ORDER BY ${order}, p.id LIMIT ? OFFSET ?`,
			)
			.pluck()
			.all(...scope.parameters, limit, offset)
	}

	function read(id: string): { listed: ListedPractice; adoptions: number } | null {
		const row = database
			.prepare<[string], ListedRow>(
				`SELECT p.id, p.visibility, p.workshop, p.origin, p.adoptions, v.content FROM listed_practice p
				JOIN practice_version v ON v.practice = p.id AND v.version = p.version WHERE p.id = ?`,
			)
			.get(id)
		if (!row) return null
		const { visibility, workshop, origin, content, adoptions } = row
		const practice = JSON.parse(content) as PublishedPractice
		const server = origin === null ? null : (JSON.parse(origin) as ListedPractice['origin'])
		return { listed: { practice, visibility, workshop, origin: server } as ListedPractice, adoptions }
	}

	function toHit(id: string, locale: Locale, groups: readonly QueryGroup[]): PracticeHit | null {
		const found = read(id)
		if (!found) return null
		const { texts } = found.listed.practice
		const shown = texts[locale] ? locale : found.listed.practice.original
		const { title = '', abstract = '', ...sections } = texts[shown]?.texts ?? {}
		const marked = { title: markMatches(title, shown, groups), abstract: markMatches(abstract, shown, groups) }
		const hit: PracticeHit = { ...found, locale: shown, ...marked }
		if (groups.length === 0 || marked.title.marks.length + marked.abstract.marks.length > 0) return hit
		const excerpt = excerptOf(Object.values(sections).join('\n'), shown, groups)
		return excerpt ? { ...hit, excerpt } : hit
	}

	function search(query: PracticeQuery): PracticeHits {
		const { text, locale, offset, limit, sort } = query
		const scope = scopeOf(query.reader, query.filters)
		const planned = planQuery(text, locale)
		if (planned.length === 0) {
			const hits = browse(query, scope).map((id) => toHit(id, locale, []))
			return { hits: hits.filter((hit) => hit !== null), ...countAll(null, scope), isPartial: false, corrected: null }
		}
		const { groups, isCorrected } = correct(planned)
		let match = groups.map(toMatch).join(' AND ')
		let ranked = bestOf(rank(match, scope), locale)
		const isPartial = ranked.length === 0 && groups.length > 1
		if (isPartial) {
			match = groups.map(toMatch).join(' OR ')
			ranked = bestOf(rank(match, scope), locale)
		}
		const counted = countAll(match, scope)
		const all = ranked.map((one) => ({ ...one, found: sort === 'relevance' ? null : read(one.practice) }))
		if (sort === 'newest') all.sort((a, b) => (b.found?.listed.practice.at ?? 0) - (a.found?.listed.practice.at ?? 0))
		if (sort === 'adoptions') all.sort((a, b) => (b.found?.adoptions ?? 0) - (a.found?.adoptions ?? 0))
		const page = all.slice(offset, offset + limit)
		const hits = page.map((one) => toHit(one.practice, one.locale, groups)).filter((hit) => hit !== null)
		const corrected = isCorrected ? groups.map(({ word }) => word).join(' ') : null
		return { hits, ...counted, isPartial, corrected }
	}

	return {
		search,
		/** Practices like a text: by its rarest terms, and by the category in every language. */
		similar(query: {
			reader: PracticeReader
			text: string
			locale: Locale
			category: string | null
			limit: number
		}): SimilarPractice[] {
			const groups = planQuery(`${query.text} `, query.locale)
			const rarest = vocabulary.rarest(groups).slice(0, MAX_SIMILAR_TERMS)
			const scope = scopeOf(query.reader, {})
			const ranked = rarest.length === 0 ? [] : rank(rarest.map(toMatch).join(' OR '), scope)
			const inCategory = new Set(
				query.category
					? database
							.prepare<[string], string>(`SELECT practice FROM practice_facet WHERE name = 'category' AND value = ?`)
							.pluck()
							.all(query.category)
					: [],
			)
			const boosted = ranked.map((one) => ({
				...one,
				rank: inCategory.has(one.practice) ? one.rank * SAME_CATEGORY : one.rank,
			}))
			const best = bestOf(boosted, query.locale).slice(0, query.limit)
			return best.flatMap(({ practice, locale, rank }) => {
				const found = read(practice)
				if (!found) return []
				return [{ listed: found.listed, locale, score: -rank, isSameCategory: inCategory.has(practice) }]
			})
		},
	}
}

/** Which practices a reader sees with these filters. */
function scopeOf({ workshop }: PracticeReader, filters: PracticeFilters): Condition {
	const conditions: Condition[] = [
		workshop === null
			? { sql: `p.visibility = 'public'`, parameters: [] }
			: { sql: `(p.visibility <> 'workshop' OR p.workshop = ?)`, parameters: [workshop] },
	]
	for (const [name, values] of Object.entries(filters) as [FilterName, readonly unknown[]][])
		if (values.length > 0)
			conditions.push({
				sql: `EXISTS (SELECT 1 FROM practice_facet f WHERE f.practice = p.id AND f.name = ? AND f.value IN (${values.map(() => '?').join(', ')}))`,
				parameters: [name, ...values.map(String)],
			})
	return {
		sql: conditions.map(({ sql }) => sql).join(' AND '),
		parameters: conditions.flatMap(({ parameters }) => parameters),
	}
}

/** Each practice once, by its best text, best first. */
function bestOf(ranked: readonly Ranked[], locale: Locale): Ranked[] {
	const best = new Map<string, Ranked>()
	for (const one of ranked) {
		const own = one.locale === locale ? { ...one, rank: one.rank * OWN_LANGUAGE } : one
		const known = best.get(one.practice)
		if (!known || own.rank < known.rank) best.set(one.practice, own)
	}
	return [...best.values()].sort((a, b) => a.rank - b.rank)
}
