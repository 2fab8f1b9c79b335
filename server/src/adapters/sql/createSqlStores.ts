import type { BallotStore } from '../../ports/BallotStore.ts'
import { createIntegrity, type OwnChecks } from '../integrity/createIntegrity.ts'
import { createSqlBallotStore, createSqlResultStore } from './SqlBallotStore.ts'
import { type CardSearch, createSqlCardIndex } from './SqlCardIndex.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { createSqlDeletionStore, type DeletionsOfDatabase } from './SqlDeletionStore.ts'
import { createSqlFollowedFeedStore } from './SqlFollowedFeedStore.ts'
import { createSqlKeyValueStore } from './SqlKeyValueStore.ts'
import { createSqlPracticeStore, type PracticeSearch } from './SqlPracticeStore.ts'
import { createSqlReactionStore } from './SqlReactionStore.ts'
import { createSqlShareStore } from './SqlShareStore.ts'
import { createSqlSnapshotStore } from './SqlSnapshotStore.ts'
import { createSqlTokenStore, type TokenRules } from './SqlTokenStore.ts'
import { createSqlTranslationStore } from './SqlTranslationStore.ts'
import { createSqlUsageStore } from './SqlUsageStore.ts'
import { createSqlWorkshopCatalogue } from './SqlWorkshopCatalogue.ts'
import { type AtomicUpdate, createSqlWorkshopStore } from './SqlWorkshopStore.ts'

/** What each of the two databases does in its own way. */
export interface OwnParts {
	updateAtomically: AtomicUpdate
	cast: BallotStore['cast']
	cardSearch: CardSearch
	practiceSearch: PracticeSearch
	deletions: DeletionsOfDatabase
	checks: OwnChecks
}

/** Creates the stores that are the same on both databases. Closing one closes the database. */
export function createSqlStores(database: SqlDatabase, own: OwnParts, rules: TokenRules) {
	const cardIndex = createSqlCardIndex(database, own.cardSearch)
	const practices = createSqlPracticeStore(database, own.practiceSearch)
	return {
		workshops: createSqlWorkshopStore(database, own.updateAtomically),
		tokens: createSqlTokenStore(database, rules),
		snapshots: createSqlSnapshotStore(database),
		shares: createSqlShareStore(database),
		cardIndex,
		practices,
		followedFeeds: createSqlFollowedFeedStore(database),
		ballots: createSqlBallotStore(database, own.cast),
		results: createSqlResultStore(database),
		reactions: createSqlReactionStore(database),
		translations: createSqlTranslationStore(database),
		catalogue: createSqlWorkshopCatalogue(database),
		usage: createSqlUsageStore(database),
		hostValues: createSqlKeyValueStore(database),
		deletions: createSqlDeletionStore(database, own.deletions),
		integrity: createIntegrity(database, own.checks, { practices, cardIndex }),
		close: database.close,
	}
}
