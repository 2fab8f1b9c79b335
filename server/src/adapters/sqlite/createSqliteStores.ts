import { sql } from 'kysely'
import { createIntegrity } from '../integrity/createIntegrity.ts'
import { createSqlBallotStore, createSqlResultStore } from '../sql/SqlBallotStore.ts'
import { createSqlCardIndex } from '../sql/SqlCardIndex.ts'
import { createSqlDeletionStore } from '../sql/SqlDeletionStore.ts'
import { createSqlFollowedFeedStore } from '../sql/SqlFollowedFeedStore.ts'
import { createSqlKeyValueStore } from '../sql/SqlKeyValueStore.ts'
import { createSqlPracticeStore } from '../sql/SqlPracticeStore.ts'
import { createSqlReactionStore } from '../sql/SqlReactionStore.ts'
import { createSqlShareStore } from '../sql/SqlShareStore.ts'
import { createSqlSnapshotStore } from '../sql/SqlSnapshotStore.ts'
import { createSqlTokenStore, type TokenRules } from '../sql/SqlTokenStore.ts'
import { createSqlUsageStore } from '../sql/SqlUsageStore.ts'
import { createSqlWorkshopCatalogue } from '../sql/SqlWorkshopCatalogue.ts'
import { createSqlWorkshopStore } from '../sql/SqlWorkshopStore.ts'
import { createSqliteCardSearch, createSqlitePracticeSearch, optimizeSearchIndexes } from './fullText.ts'
import { createSqliteChecks } from './integrityChecks.ts'
import type { SqliteDatabase } from './SqliteDatabase.ts'
import { createSqliteDocStore } from './SqliteDocStore.ts'
import { updateAtomically } from './updateAtomically.ts'

/** Creates the stores on an open database. Closing one of them closes the database. */
export function createSqliteStores(database: SqliteDatabase, rules: TokenRules) {
	const cardIndex = createSqlCardIndex(database, createSqliteCardSearch(database))
	const practices = createSqlPracticeStore(database, createSqlitePracticeSearch(database))
	return {
		workshops: createSqlWorkshopStore(database, (id, change) => updateAtomically(database, id, change)),
		tokens: createSqlTokenStore(database, rules),
		snapshots: createSqlSnapshotStore(database),
		shares: createSqlShareStore(database),
		cardIndex,
		practices,
		followedFeeds: createSqlFollowedFeedStore(database),
		ballots: createSqlBallotStore(database, (round, dots) => database.write('cast', { round, dots })),
		results: createSqlResultStore(database),
		reactions: createSqlReactionStore(database),
		catalogue: createSqlWorkshopCatalogue(database),
		usage: createSqlUsageStore(database),
		hostValues: createSqlKeyValueStore(database),
		deletions: createSqlDeletionStore(database, {
			purge: async () => (await database.write('purge', null)).isDone,
			optimizeSearchIndexes: () => optimizeSearchIndexes(database),
		}),
		docStore: createSqliteDocStore(database),
		integrity: createIntegrity(database, createSqliteChecks(database), { practices, cardIndex }),
		/** Returns the version of SQLite and the last migration. */
		describe: () =>
			database.db
				.selectFrom('kysely_migration')
				.select([sql<string>`sqlite_version()`.as('version'), sql<string>`max(name)`.as('schema')])
				.executeTakeFirstOrThrow(),
		/** Commits a small write; rejects if that fails. */
		probe: () => database.write('probe', null),
		close: database.close,
	}
}
