import { sql } from 'kysely'
import { wrapStore } from '../../ports/StorageError.ts'
import type { UsageStore } from '../../ports/UsageStore.ts'
import type { SqlDatabase } from './SqlDatabase.ts'

/** Creates the store of a server's usage on a database; its `close` closes the database. */
export function createSqlUsageStore({ db, close }: SqlDatabase): UsageStore {
	return wrapStore<UsageStore>({
		async note(day, { edits, from }) {
			const { people, workshops } = await db
				.selectFrom('grant_hash')
				.where('used_at', '>=', from)
				.where('purpose', '=', 'token')
				.select([
					sql<number>`count(DISTINCT participant)`.as('people'),
					sql<number>`count(DISTINCT workshop)`.as('workshops'),
				])
				.executeTakeFirstOrThrow()
			await db
				.insertInto('usage_day')
				.values({ day, people, edits, workshops })
				.onConflict((conflict) =>
					conflict.column('day').doUpdateSet({
						// Deleting a token also deletes its last use, so a later count of the day may be
						// lower: the highest one is kept.
						people: sql`CASE WHEN usage_day.people > excluded.people THEN usage_day.people ELSE excluded.people END`,
						workshops: sql`CASE WHEN usage_day.workshops > excluded.workshops THEN usage_day.workshops ELSE excluded.workshops END`,
						edits: sql`usage_day.edits + excluded.edits`,
					}),
				)
				.execute()
		},
		since: (day) => db.selectFrom('usage_day').selectAll().where('day', '>=', day).orderBy('day').execute(),
		close,
	})
}
