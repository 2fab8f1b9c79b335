import type { PracticeId } from '@charrette/shared'
import { type CompiledQuery, type Kysely, sql } from 'kysely'
import type { SqlDatabase } from './SqlDatabase.ts'
import type { Tables } from './tables.ts'

/**
 * Returns the query that marks the index of practices as changed, so that searches reload their
 * caches. It has to be the first query of each transaction that changes the index: on PostgreSQL
 * these transactions then wait for each other here, and cannot deadlock later.
 */
export function indexChanged(db: Kysely<Tables>): CompiledQuery {
	return sql`UPDATE search_change SET changes = changes + 1 WHERE name = 'practice'`.compile(db)
}

/**
 * Returns the queries that count the shown adoptions of a practice, also on other servers, and list
 * their statuses among its facets. They run after `indexChanged`.
 */
export function countShown(
	{ db, dialect }: Pick<SqlDatabase, 'db' | 'dialect'>,
	practice: PracticeId | null,
): CompiledQuery[] {
	if (!practice) return []
	const isShown = dialect.isTrue('a.state', 'isShown')
	const shown = sql`FROM adoption a WHERE a.practice = ${practice} AND ${isShown}`
	// Those of other servers (RETURN3).
	const reported = sql`FROM exchange_notice n WHERE n.practice = ${practice} AND n.kind = 'adoption' AND n.key <> ''
		AND n.content IS NOT NULL`
	return [
		sql`UPDATE listed_practice SET adoptions = (SELECT count(*) ${shown}) + (SELECT count(*) ${reported}) WHERE id = ${practice}`.compile(
			db,
		),
		db.deleteFrom('practice_facet').where('practice', '=', practice).where('name', '=', 'status').compile(),
		sql`INSERT INTO practice_facet (practice, name, value)
			SELECT DISTINCT p.id, 'status', ${dialect.json('a.state', 'status')} FROM listed_practice p, adoption a
			WHERE p.id = ${practice} AND a.practice = ${practice} AND ${isShown}
			UNION SELECT p.id, 'status', ${dialect.json('n.content', 'status')} FROM listed_practice p, exchange_notice n
			WHERE p.id = ${practice} AND n.practice = ${practice} AND n.kind = 'adoption' AND n.key <> ''
			AND n.content IS NOT NULL`.compile(db),
	]
}
