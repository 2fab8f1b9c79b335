import type { Logger } from 'pino'
import { createSqliteBallotStore, createSqliteResultStore } from './SqliteBallotStore.ts'
import { createSqliteCardIndex } from './SqliteCardIndex.ts'
import { openSqliteDatabase } from './SqliteDatabase.ts'
import { createSqliteDeletionStore } from './SqliteDeletionStore.ts'
import { createSqliteDocStore } from './SqliteDocStore.ts'
import { createSqliteFollowedFeedStore } from './SqliteFollowedFeedStore.ts'
import { createSqlitePracticeStore } from './SqlitePracticeStore.ts'
import { createSqliteReactionStore } from './SqliteReactionStore.ts'
import { createSqliteShareStore } from './SqliteShareStore.ts'
import { createSqliteSnapshotStore } from './SqliteSnapshotStore.ts'
import { createSqliteTokenStore, type TokenRules } from './SqliteTokenStore.ts'
import { createSqliteWorkshopStore } from './SqliteWorkshopStore.ts'

/** Opens all stores on one database. Closing one closes all. Rejects with a `DatabaseError`. */
export async function openSqliteStores(file: string, { log, ...rules }: TokenRules & { log: Logger }) {
	const database = await openSqliteDatabase(file, log)
	return {
		workshops: createSqliteWorkshopStore(database),
		tokens: createSqliteTokenStore(database, rules),
		snapshots: createSqliteSnapshotStore(database),
		shares: createSqliteShareStore(database),
		cardIndex: createSqliteCardIndex(database),
		practices: createSqlitePracticeStore(database),
		followedFeeds: createSqliteFollowedFeedStore(database),
		ballots: createSqliteBallotStore(database),
		results: createSqliteResultStore(database),
		reactions: createSqliteReactionStore(database),
		deletions: createSqliteDeletionStore(database),
		docStore: createSqliteDocStore(database),
		/** Commits something small; rejects if that fails. */
		probe: () => database.write('probe', null),
		close: database.close,
	}
}
