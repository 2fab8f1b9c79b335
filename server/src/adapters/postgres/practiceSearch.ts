import type { Locale } from '@charrette/shared'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type {
	PracticeFilters,
	PracticeHit,
	PracticeHits,
	PracticeQuery,
	PracticeReader,
	ReaderCity,
} from '../../ports/PracticeStore.ts'
import { LEAST_SHARE, planQuery, type QueryGroup } from '../../search/planQuery.ts'
import { createThreadPool } from '../../workers/createThreadPool.ts'
import {
	correctGroups,
	ENOUGH_WHOLE,
	LISTED_SCORES,
	type ListedRow,
	MAX_SIMILAR_TERMS,
	NEAR_DEGREES,
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
	/** The number of those with all words of the query. */
	whole: number
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

	/** Finds a page of practices: those with all words of the query or, if they are few, the best. */
	async function find(query: PracticeQuery, groups: readonly QueryGroup[]): Promise<Found> {
		const { locale, city, offset, limit, sort, reader, filters } = query
		const ranked = groups.length === 0 ? everything(locale, city) : bestTexts(groups, locale)
		const found = sql<Found>`WITH ${ranked}, matching AS MATERIALIZED (
				SELECT r.practice AS id, r.locale, r.score, r.is_whole, p.at, p.adoptions FROM ranked r
				JOIN listed_practice p ON p.id = r.practice WHERE ${isSeenBy(reader)} AND ${passes(filters)}
			),
			number AS (SELECT count(*) FILTER (WHERE is_whole) AS whole, max(score) AS best FROM matching),
			passing AS MATERIALIZED (SELECT matching.* FROM matching, number WHERE ${isAboveFloor})
			SELECT (SELECT count(*) FROM passing) AS total, (SELECT whole FROM number) AS whole,
				(SELECT coalesce(json_agg(c), '[]') FROM (
					SELECT f.name, f.value, count(*) AS count FROM passing JOIN practice_facet f ON f.practice = passing.id
					GROUP BY f.name, f.value
				) c) AS counts,
				(SELECT coalesce(json_agg(h), '[]') FROM (
					SELECT id, locale, score FROM passing ORDER BY ${ORDERS[sort]} LIMIT ${limit} OFFSET ${offset}
				) h) AS page`
		const { rows } = await found.execute(db)
		return rows[0] ?? { total: 0, whole: 0, counts: [], page: [] }
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
			const { text, locale, synonyms, isExact } = query
			const planned = planQuery(text, locale, synonyms)
			const alternatives = isExact ? null : await findAlternatives(db, planned.groups, planned.language)
			const { groups, corrected } = correctGroups(
				{ text, groups: planned.groups },
				(group) => alternatives?.get(group) ?? [],
			)
			const { total, whole, counts, page } = await find(query, groups)
			const rows = await readRows(page)
			return {
				hits: rows.length === 0 ? [] : await hits.run({ rows, groups }),
				total,
				counts: toCounts(counts),
				isPartial: whole === 0 && total > 0,
				corrected,
			}
		},
		async similar({ reader, text, synonyms, locale, category, limit }) {
			const { groups: planned } = planQuery(`${text} `, locale, synonyms)
			const groups = (await rarestGroups(db, 'practice_term', planned)).slice(0, MAX_SIMILAR_TERMS)
			if (groups.length === 0) return []
			const isSame = sql`EXISTS (SELECT 1 FROM practice_facet f
				WHERE f.practice = p.id AND f.name = 'category' AND f.value = ${category})`
			const best = sql<{ id: string; locale: Locale; is_same: boolean; score: number }>`
				WITH ${bestTexts(groups, locale)}, passing AS (
					SELECT r.practice AS id, r.locale, r.is_whole, ${isSame} AS is_same,
						r.score * CASE WHEN ${isSame} THEN ${SAME_CATEGORY}::float8 ELSE 1 END AS score, p.at FROM ranked r
					JOIN listed_practice p ON p.id = r.practice WHERE ${isSeenBy(reader)}
				)
				SELECT id, locale, is_same, score FROM passing
				WHERE is_whole OR score >= ${LEAST_SHARE}::float8 * (SELECT max(score) FROM passing) ORDER BY score DESC, at DESC, id LIMIT ${limit}`
			const found = (await best.execute(db)).rows
			const rows = new Map((await readRows(found)).map(({ row }) => [row.id, row]))
			return found.flatMap(({ id, locale: shown, is_same: isSameCategory, score }) => {
				const row = rows.get(id)
				return row ? [{ listed: toListed(row), locale: shown, score, isSameCategory }] : []
			})
		},
		indexTexts: (id, texts) =>
			texts.map(({ locale, title, abstract, body, labels, names }) => {
				const { terms, weights, length } = weighTerms([
					{ terms: title, weight: WEIGHTS.title },
					{ terms: abstract, weight: WEIGHTS.abstract },
					{ terms: body, weight: WEIGHTS.body },
					{ terms: `${labels} ${names}`, weight: WEIGHTS.labels },
				])
				const words = [...new Set(`${title} ${abstract} ${body} ${labels}`.split(' '))]
				// Stems begin with an underscore and are not words.
				return sql`WITH text AS (
						UPDATE practice_text SET length = ${length} WHERE practice = ${id} AND locale = ${locale} RETURNING id
					),
					words AS (
						INSERT INTO practice_word (word) SELECT word FROM unnest(${words}::text[]) AS word
						WHERE word <> '' AND NOT starts_with(word, '_') ORDER BY word ON CONFLICT DO NOTHING
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

/** Whether a practice is a result: it has all words of the query, or is not far below the best. */
const isAboveFloor = sql`is_whole
	OR (number.whole < ${ENOUGH_WHOLE}::int AND score >= ${LEAST_SHARE}::float8 * number.best)`

/**
 * Returns all practices as `ranked (practice, locale, score, is_whole)`, with scores by language
 * and city (FIND11).
 */
function everything(locale: Locale, { country, at, size }: ReaderCity = {}): RawBuilder<unknown> {
	const scoreOf = (name: keyof typeof LISTED_SCORES, isSuch: RawBuilder<boolean>) => sql`CASE WHEN EXISTS (
		SELECT 1 FROM practice_facet f WHERE f.practice = id AND ${isSuch}
	) THEN ${LISTED_SCORES[name]}::float8 ELSE 0 END`
	const has = (name: 'language' | 'country' | 'size', value: string | undefined) =>
		value === undefined ? sql`0` : scoreOf(name, sql`f.name = ${name} AND f.value = ${value}`)
	const near = at ? scoreOf('near', sql`f.name = 'place' AND ${isNear(at)}`) : sql`0`
	return sql`ranked AS (
		SELECT id AS practice, ${locale}::text AS locale, true AS is_whole,
			${has('language', locale)} + ${near} + ${has('country', country)} + ${has('size', size)} AS score
		FROM listed_practice
	)`
}

/** Whether the place of a facet `f` (`writePlace`) is near, by the distance that SQLite uses. */
function isNear({ latitude, longitude }: NonNullable<ReaderCity['at']>): RawBuilder<boolean> {
	const across = sql`abs(split_part(f.value, '|', 3)::float8 - ${longitude}::float8)`
	const north = sql`(split_part(f.value, '|', 2)::float8 - ${latitude}::float8)`
	const east = sql`(least(${across}, 360 - ${across}) * ${Math.cos((latitude * Math.PI) / 180)}::float8)`
	return sql`${east} * ${east} + ${north} * ${north} <= ${NEAR_DEGREES ** 2}::float8`
}

/**
 * Returns the practices that match any of the groups, as `ranked (practice, locale, score,
 * is_whole)`: the score of the best text, the reader's language if its text matches, and whether a
 * text has all groups that are not optional.
 */
function bestTexts(groups: readonly QueryGroup[], locale: Locale): RawBuilder<unknown> {
	const required = groups.filter(({ isOptional }) => !isOptional).length
	return sql`${scoredTexts(TABLES, groups)}, ranked AS (
		SELECT practice, (array_agg(locale ORDER BY locale = ${locale} DESC, score DESC))[1] AS locale,
			max(score) AS score, bool_or(groups = ${required}) AS is_whole
		FROM (
			SELECT t.practice, t.locale, s.groups,
				s.score * CASE WHEN t.locale = ${locale} THEN ${OWN_LANGUAGE}::float8 ELSE 1 END AS score
			FROM scored s JOIN practice_text t ON t.id = s.text
		) texts GROUP BY practice
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
