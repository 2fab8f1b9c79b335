import type { PracticeId } from '@charrette/shared'
import { type CompiledQuery, type Kysely, sql } from 'kysely'
import type { Tables } from './openDatabase.ts'

/** Tells the thread that searches to read the index again. */
export function indexChanged(db: Kysely<Tables>): CompiledQuery {
	return sql`UPDATE search_change SET changes = changes + 1 WHERE name = 'practice'`.compile(db)
}

/** Counts the shown adoptions of a practice, and lists their statuses among its facets. */
export function countShown(db: Kysely<Tables>, practice: PracticeId | null): CompiledQuery[] {
	if (!practice) return []
	const shown = sql`SELECT state ->> 'status' FROM adoption WHERE practice = ${practice} AND state ->> 'isShown'`
	return [
		sql`UPDATE listed_practice SET adoptions = (SELECT count(*) FROM (${shown})) WHERE id = ${practice}`.compile(db),
		db.deleteFrom('practice_facet').where('practice', '=', practice).where('name', '=', 'status').compile(),
		sql`INSERT OR IGNORE INTO practice_facet (practice, name, value)
			SELECT p.id, 'status', s.status FROM listed_practice p, (SELECT state ->> 'status' AS status FROM adoption
				WHERE practice = ${practice} AND state ->> 'isShown') s WHERE p.id = ${practice}`.compile(db),
		indexChanged(db),
	]
}
