import type { Locale } from '@charrette/shared'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { allTermsOf, isOneLetterAway, mostTexts, type QueryGroup } from '../../search/planQuery.ts'
import { MAX_CORRECTIONS, MAX_NEAR_WORDS } from '../sql/practiceHits.ts'
import type { Tables } from '../sql/tables.ts'
import type { TermTables } from './termSearch.ts'

/** Returns the number of texts that have each of these terms. */
async function countTexts(
	db: Kysely<Tables>,
	table: TermTables['terms'],
	terms: readonly string[],
): Promise<Map<string, number>> {
	const counted = sql<{ term: string; texts: number }>`SELECT term, count(*) AS texts FROM ${sql.table(table)}
		WHERE term = ANY(${terms}::text[]) GROUP BY term`
	return new Map((await counted.execute(db)).rows.map(({ term, texts }) => [term, texts]))
}

/** Returns the groups that at least one text matches, rarest first. */
export async function rarestGroups(
	db: Kysely<Tables>,
	table: TermTables['terms'],
	groups: readonly QueryGroup[],
): Promise<QueryGroup[]> {
	const texts = await countTexts(db, table, groups.flatMap(allTermsOf))
	const most = (group: QueryGroup) => mostTexts(group, (term) => texts.get(term) ?? 0)
	return groups.filter((group) => most(group) > 0).sort((a, b) => most(a) - most(b))
}

/**
 * Returns, for each group that no practice matches, the words of a language that differ from its
 * word in one letter, but not in the first, most frequent first.
 */
export async function findAlternatives(
	db: Kysely<Tables>,
	groups: readonly QueryGroup[],
	language: Locale,
): Promise<Map<QueryGroup, string[]>> {
	const correctable = groups.filter(({ isCorrectable }) => isCorrectable)
	const texts = await countTexts(db, 'practice_term', correctable.flatMap(allTermsOf))
	const alternatives = new Map<QueryGroup, string[]>()
	for (const group of correctable) {
		if (mostTexts(group, (term) => texts.get(term) ?? 0) > 0 || (group.isPrefix && (await isBeginning(db, group.word))))
			continue
		alternatives.set(group, await wordsNear(db, group.word, language))
	}
	return alternatives
}

async function isBeginning(db: Kysely<Tables>, word: string): Promise<boolean> {
	const longer = sql`SELECT 1 FROM practice_word WHERE word > ${word} AND starts_with(word, ${word})
		AND word < ${`${word}\u{10ffff}`} LIMIT 1`
	return (await longer.execute(db)).rows.length > 0
}

/**
 * Returns the words that differ from a word in one letter. Such words share roughly its first or
 * its last half, so no others are read.
 */
async function wordsNear(db: Kysely<Tables>, word: string, language: Locale): Promise<string[]> {
	const half = Math.floor((word.length - 2) / 2)
	const [start, end] = [word.slice(0, half), word.slice(-half)]
	const candidates = sql<{ word: string }>`SELECT word FROM practice_word
		WHERE length(word) BETWEEN ${word.length - 1}::int AND ${word.length + 1}::int
		AND (left(word, ${half}::int) = ${start} OR right(word, ${half}::int) = ${end})`
	const near = (await candidates.execute(db)).rows
		.map((row) => row.word)
		.filter((other) => other[0] === word[0] && isOneLetterAway(word, other))
	const texts = await countTexts(db, 'practice_term', near)
	const frequent = near.sort((a, b) => (texts.get(b) ?? 0) - (texts.get(a) ?? 0)).slice(0, MAX_NEAR_WORDS)
	const known = sql<{ term: string }>`SELECT term FROM unnest(${frequent}::text[]) AS term WHERE EXISTS (
		SELECT 1 FROM practice_term s JOIN practice_text t ON t.id = s.text WHERE s.term = term.term AND t.locale = ${language}
	)`
	const ofLanguage = new Set((await known.execute(db)).rows.map(({ term }) => term))
	return frequent.filter((other) => ofLanguage.has(other)).slice(0, MAX_CORRECTIONS)
}
