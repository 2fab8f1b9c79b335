import type { Locale } from '@charrette/shared'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type {
	PracticeFilters,
	PracticeHit,
	PracticeHits,
	PracticeQuery,
	PracticeReader,
} from '../../ports/PracticeStore.ts'
import { planQuery, type QueryGroup } from '../../search/planQuery.ts'
import { createThreadPool } from '../../workers/createThreadPool.ts'
import {
	correctGroups,
	type ListedRow,
	MAX_SIMILAR_TERMS,
	OWN_LANGUAGE,
	SAME_CATEGORY,
	toListed,
	WEIGHTS,
} from '../sql/practiceHits.ts'
import type { PracticeSearch } from '../sql/SqlPracticeStore.ts'
import type { Tables } from '../sql/tables.ts'
import type { FoundPage } from './hitWorker.ts'
import { scoredTexts, type TermTables, weighTerms } from './termSearch.ts'
import { findAlternatives, rarestGroups } from './vocabulary.ts'

const TABLES: TermTables = { terms: 'practice_term', texts: 'practice_text', text: 'text' }
const HIT_WORKER = { maxRunMs: 20_000, maxQueue: 100, maxMemoryMb: 128 }

/**
 * The result of a query: a page of ids with the language of each best text, and the numbers of all
 * matches.
 */
interface Found {
	total: number
	counts: { name: string; value: string; count: number }[]
	page: { id: string; locale: Locale; score: number }[]
}

/**
 * Creates the search for practices. PostgreSQL runs the queries, and a thread makes the excerpts.
 * The caller closes it.
 */
export function createPostgresPracticeSearch(db: Kysely<Tables>): PracticeSearch & { close(): Promise<void> } {
	const hits = createThreadPool<FoundPage, PracticeHit[]>({
		file: new URL('./hitWorker.js', import.meta.url),
		task: 'toHits',
		...HIT_WORKER,
	})

	/**
	 * Finds a page of practices. With `needed`, only texts count that match at least so many groups.
	 */
	async function find(query: PracticeQuery, groups: readonly QueryGroup[], needed: number): Promise<Found> {
		const { locale, offset, limit, sort, reader, filters } = query
		const ranked = groups.length === 0 ? everything(locale) : bestTexts(groups, { locale, needed })
		const found = sql<Found>`WITH ${ranked}, passing AS MATERIALIZED (
				SELECT r.practice AS id, r.locale, r.score, p.at, p.adoptions FROM ranked r
				JOIN listed_practice p ON p.id = r.practice WHERE ${isSeenBy(reader)} AND ${passes(filters)}
			)
			SELECT (SELECT count(*) FROM passing) AS total,
				(SELECT coalesce(json_agg(c), '[]') FROM (
					SELECT f.name, f.value, count(*) AS count FROM passing JOIN practice_facet f ON f.practice = passing.id
					GROUP BY f.name, f.value
				) c) AS counts,
				(SELECT coalesce(json_agg(h), '[]') FROM (
					SELECT id, locale, score FROM passing ORDER BY ${ORDERS[sort]} LIMIT ${limit} OFFSET ${offset}
				) h) AS page`
		const { rows } = await found.execute(db)
		return rows[0] ?? { total: 0, counts: [], page: [] }
	}

	async function readRows(page: readonly { id: string; locale: Locale }[]): Promise<FoundPage['rows']> {
		if (page.length === 0) return []
		const listed = await db
			.selectFrom('listed_practice as p')
			.innerJoin('practice_version as v', (join) =>
				join.onRef('v.practice', '=', 'p.id').onRef('v.version', '=', 'p.version'),
			)
			.select(['p.id', 'p.visibility', 'p.workshop', 'p.origin', 'p.adoptions', 'v.content'])
			.where(
				'p.id',
				'in',
				page.map(({ id }) => id),
			)
			.execute()
		const byId = new Map<string, ListedRow & { adoptions: number }>(listed.map((row) => [row.id, row]))
		return page.flatMap(({ id, locale }) => {
			const row = byId.get(id)
			return row ? [{ row, locale }] : []
		})
	}

	return {
		async search(query): Promise<PracticeHits> {
			const planned = planQuery(query.text, query.locale)
			const alternatives = await findAlternatives(db, planned)
			const { groups, corrected } = correctGroups(planned, (group) => alternatives.get(group) ?? [])
			const whole = await find(query, groups, groups.length)
			const isPartial = whole.total === 0 && groups.length > 1
			const { total, counts, page } = isPartial ? await find(query, groups, 1) : whole
			const rows = await readRows(page)
			return {
				hits: rows.length === 0 ? [] : await hits.run({ rows, groups }),
				total,
				counts: toCounts(counts),
				isPartial,
				corrected,
			}
		},
		async similar({ reader, text, locale, category, limit }) {
			const planned = planQuery(`${text} `, locale)
			const groups = (await rarestGroups(db, 'practice_term', planned)).slice(0, MAX_SIMILAR_TERMS)
			if (groups.length === 0) return []
			const isSame = sql`EXISTS (SELECT 1 FROM practice_facet f
				WHERE f.practice = p.id AND f.name = 'category' AND f.value = ${category})`
			const best = sql<{ id: string; locale: Locale; is_same: boolean; score: number }>`
				WITH ${bestTexts(groups, { locale, needed: 1 })}, passing AS (
					SELECT r.practice AS id, r.locale, ${isSame} AS is_same, r.score, p.at FROM ranked r
					JOIN listed_practice p ON p.id = r.practice WHERE ${isSeenBy(reader)}
				)
				SELECT id, locale, is_same, score * CASE WHEN is_same THEN ${SAME_CATEGORY}::float8 ELSE 1 END AS score
				FROM passing ORDER BY score DESC, at DESC, id LIMIT ${limit}`
			const found = (await best.execute(db)).rows
			const rows = new Map((await readRows(found)).map(({ row }) => [row.id, row]))
			return found.flatMap(({ id, locale: shown, is_same: isSameCategory, score }) => {
				const row = rows.get(id)
				return row ? [{ listed: toListed(row), locale: shown, score, isSameCategory }] : []
			})
		},
		indexTexts: (id, texts) =>
			texts.map(({ locale, title, abstract, body, labels }) => {
				const { terms, weights, length } = weighTerms([
					{ terms: title, weight: WEIGHTS.title },
					{ terms: abstract, weight: WEIGHTS.abstract },
					{ terms: body, weight: WEIGHTS.body },
					{ terms: labels, weight: WEIGHTS.labels },
				])
				// Stems begin with an underscore and are not words.
				return sql`WITH text AS (
						UPDATE practice_text SET length = ${length} WHERE practice = ${id} AND locale = ${locale} RETURNING id
					),
					words AS (
						INSERT INTO practice_word (word) SELECT word FROM unnest(${terms}::text[]) AS word
						WHERE NOT starts_with(word, '_') ORDER BY word ON CONFLICT DO NOTHING
					)
					INSERT INTO practice_term (term, text, weight)
					SELECT t.term, text.id, t.weight FROM text, unnest(${terms}::text[], ${weights}::real[]) AS t(term, weight)
				`.compile(db)
			}),
		close: () => hits.close(),
	}
}

/** The order of a page. Equal practices are sorted newest first, as in a list without a query. */
const ORDERS: Record<PracticeQuery['sort'], RawBuilder<unknown>> = {
	relevance: sql`score DESC, at DESC, id`,
	newest: sql`at DESC, id`,
	adoptions: sql`adoptions DESC, at DESC, id`,
}

/** Returns all practices as `ranked (practice, locale, score)`. */
function everything(locale: Locale): RawBuilder<unknown> {
	return sql`ranked AS (SELECT id AS practice, ${locale}::text AS locale, 0::float8 AS score FROM listed_practice)`
}

/**
 * Returns the practices that match at least `needed` groups in one language, as `ranked (practice,
 * locale, score)`, each with the score of its best text.
 */
function bestTexts(
	groups: readonly QueryGroup[],
	{ locale, needed }: { locale: Locale; needed: number },
): RawBuilder<unknown> {
	return sql`${scoredTexts(TABLES, groups)}, ranked AS (
		SELECT DISTINCT ON (t.practice) t.practice, t.locale,
			s.score * CASE WHEN t.locale = ${locale} THEN ${OWN_LANGUAGE}::float8 ELSE 1 END AS score
		FROM scored s JOIN practice_text t ON t.id = s.text WHERE s.groups >= ${needed}
		ORDER BY t.practice, score DESC
	)`
}

function isSeenBy({ workshop }: PracticeReader): RawBuilder<boolean> {
	if (workshop === null) return sql`p.visibility = 'public'`
	return sql`(p.visibility <> 'workshop' OR p.workshop = ${workshop})`
}

/**
 * Returns the condition of the filters. Different names are combined with AND, the values of one
 * name with OR.
 */
function passes(filters: PracticeFilters): RawBuilder<unknown> {
	const chosen = (Object.entries(filters) as [string, readonly unknown[]][]).filter(([, values]) => values.length > 0)
	const conditions = chosen.map(
		([name, values]) => sql`EXISTS (SELECT 1 FROM practice_facet f
			WHERE f.practice = p.id AND f.name = ${name} AND f.value = ANY(${values.map(String)}::text[]))`,
	)
	return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `)
}

function toCounts(rows: Found['counts']): PracticeHits['counts'] {
	const counts: PracticeHits['counts'] = {}
	for (const { name, value, count } of rows) {
		const filter = name as keyof PracticeHits['counts']
		counts[filter] = { ...counts[filter], [value]: count }
	}
	return counts
}
