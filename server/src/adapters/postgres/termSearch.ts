/**
 * Full-text search on terms (`indexTerms`) that are stored as rows. `weight` is the number of times
 * that a text has the term, each weighted by the part of the text in which it occurs. PostgreSQL's
 * `ts_rank` ignores how rare a term is. This is BM25 as FTS5 of SQLite computes it, so that both
 * databases rank alike.
 */
import { type RawBuilder, sql } from 'kysely'
import type { QueryGroup } from '../../search/planQuery.ts'
import { MOST_OF_WORD, OPTIONAL_WORD } from '../sql/practiceHits.ts'

/** The tables of an index: one of terms, and one of the texts that have them. */
export interface TermTables {
	terms: 'practice_term' | 'board_card_term'
	texts: 'practice_text' | 'board_card'
	/** The column of `terms` with the id of the text. */
	text: 'text' | 'card'
}

/* The constants of BM25, and the rarity of a term that occurs in more than half of the texts. */
const SATURATION = 1.2
const LENGTH_SHARE = 0.75
const LEAST_RARITY = 1e-6
/** Sorts after every character. */
const LAST_CHARACTER = '\u{10ffff}'

/** Returns the distinct terms of a text with their weights, and the length of the text. */
export function weighTerms(parts: readonly { terms: string; weight: number }[]) {
	const weights = new Map<string, number>()
	let length = 0
	for (const { terms, weight } of parts)
		for (const term of terms.split(' ')) {
			if (term === '') continue
			weights.set(term, (weights.get(term) ?? 0) + weight)
			length++
		}
	return { terms: [...weights.keys()], weights: [...weights.values()], length }
}

/** One term of a query, at a `position` in a phrase, which needs all of its `length` positions. */
interface TermRow {
	group: number
	phrase: number
	position: number
	length: number
	term: string
}

function toRows({ terms, phrases }: QueryGroup, group: number): TermRow[] {
	return [[terms], ...phrases].flatMap((words, phrase) =>
		words.flatMap((all, position) => all.map((term) => ({ group, phrase, position, length: words.length, term }))),
	)
}

/**
 * Returns the texts that match any of the groups, as common table expressions. The last one is
 * `scored (text, groups, score)`, where `groups` is the number of groups that the text matches,
 * without the optional ones. The score of a group is limited by its rarity.
 *
 * `OFFSET 0` makes PostgreSQL look each term up in the index. Without statistics of a table that
 * was just filled, it would scan the whole table instead.
 */
export function scoredTexts({ terms, texts, text }: TermTables, groups: readonly QueryGroup[]): RawBuilder<unknown> {
	const exact = groups.flatMap(toRows)
	const beginnings = groups.flatMap(({ isPrefix, word }, group) => (isPrefix ? [{ group, term: word }] : []))
	const column = sql.ref(`s.${text}`)
	const optional = groups.flatMap(({ isOptional }, group) => (isOptional ? [group] : []))
	const isOptional = sql`word_group = ANY(${optional}::int[])`
	const numbers = (of: (row: TermRow) => number) => sql`${exact.map(of)}::int[]`
	return sql`total AS (SELECT count(*) AS texts, avg(length) AS length FROM ${sql.table(texts)}),
	phrase AS (
		SELECT * FROM unnest(
			${numbers(({ group }) => group)}, ${numbers(({ phrase }) => phrase)}, ${numbers(({ position }) => position)},
			${numbers(({ length }) => length)}, ${exact.map(({ term }) => term)}::text[]
		) WITH ORDINALITY AS p(word_group, phrase, position, length, term, number)
	),
	beginning AS (
		SELECT * FROM unnest(${beginnings.map(({ group }) => group)}::int[], ${beginnings.map(({ term }) => term)}::text[])
		AS b(word_group, term)
	),
	found AS (
		SELECT p.word_group, p.phrase, p.position, p.length, p.number, s.text, s.weight FROM phrase p CROSS JOIN LATERAL (
			SELECT ${column} AS text, s.weight FROM ${sql.table(terms)} s WHERE s.term = p.term OFFSET 0
		) s
		UNION ALL
		SELECT b.word_group, -1, 0, 1, -b.word_group - 1, ${column}, sum(s.weight) FROM beginning b
		JOIN ${sql.table(terms)} s ON s.term >= b.term AND s.term < b.term || ${LAST_CHARACTER}::text GROUP BY 1, 5, 6
	),
	rarity AS (
		SELECT number, greatest(ln((total.texts - count(*) + 0.5) / (count(*) + 0.5)), ${LEAST_RARITY}::float8) AS rarity
		FROM found, total GROUP BY number, total.texts
	),
	matched AS (
		SELECT f.text, f.word_group, sum(r.rarity * f.weight * ${1 + SATURATION}::float8
			/ (f.weight + ${SATURATION}::float8 * (${1 - LENGTH_SHARE}::float8
				+ ${LENGTH_SHARE}::float8 * t.length / greatest(total.length, 1)))) AS score
		FROM found f JOIN rarity r ON r.number = f.number JOIN ${sql.table(texts)} t ON t.id = f.text CROSS JOIN total
		GROUP BY f.text, f.word_group, f.phrase, f.length HAVING count(DISTINCT f.position) = f.length
	),
	grouped AS (SELECT text, word_group, sum(score) AS score FROM matched GROUP BY text, word_group),
	most AS (
		SELECT word_group, ${MOST_OF_WORD}::float8 * ln(1 + (total.texts - count(*) + 0.5) / (count(*) + 0.5)) AS score
		FROM grouped, total GROUP BY word_group, total.texts
	),
	scored AS (
		SELECT text, count(*) FILTER (WHERE NOT ${isOptional}) AS groups,
			sum(least(grouped.score, most.score) * CASE WHEN ${isOptional} THEN ${OPTIONAL_WORD}::float8 ELSE 1 END) AS score
		FROM grouped JOIN most USING (word_group) GROUP BY text
	)`
}
