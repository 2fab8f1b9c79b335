import { sql } from 'kysely'
import { createSqlStores, type OwnParts } from '../sql/createSqlStores.ts'
import type { TokenRules } from '../sql/SqlTokenStore.ts'
import { createSqliteCardSearch, createSqlitePracticeSearch, optimizeSearchIndexes } from './fullText.ts'
import { createSqliteChecks } from './integrityChecks.ts'
import type { SqliteDatabase } from './SqliteDatabase.ts'
import { createSqliteDocStore } from './SqliteDocStore.ts'
import { updateAtomically } from './updateAtomically.ts'

/** Creates the stores on an open database. Closing one of them closes the database. */
export function createSqliteStores(database: SqliteDatabase, rules: TokenRules) {
	const own: OwnParts = {
		updateAtomically: (id, change) => updateAtomically(database, id, change),
		cast: (round, dots) => database.write('cast', { round, dots }),
		cardSearch: createSqliteCardSearch(database),
		practiceSearch: createSqlitePracticeSearch(database),
		deletions: {
			purge: async () => (await database.write('purge', null)).isDone,
			optimizeSearchIndexes: () => optimizeSearchIndexes(database),
		},
		checks: createSqliteChecks(database),
	}
	return {
		...createSqlStores(database, own, rules),
		docStore: createSqliteDocStore(database),
		/** Returns the version of SQLite and the last migration. */
		describe: () =>
			database.db
				.selectFrom('kysely_migration')
				.select([sql<string>`sqlite_version()`.as('version'), sql<string>`max(name)`.as('schema')])
				.executeTakeFirstOrThrow(),
		/** Commits a small write; rejects if that fails. */
		probe: () => database.write('probe', null),
	}
}
