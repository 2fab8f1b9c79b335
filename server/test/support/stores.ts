/* Opens single stores by the file of their database, each with threads of its own. */
import { createSqliteBallotStore, createSqliteResultStore } from '../../dist/adapters/sqlite/SqliteBallotStore.js'
import { openSqliteDatabase, type SqliteDatabase } from '../../dist/adapters/sqlite/SqliteDatabase.js'
import { createSqliteDocStore } from '../../dist/adapters/sqlite/SqliteDocStore.js'
import { createSqliteShareStore } from '../../dist/adapters/sqlite/SqliteShareStore.js'
import { createSqliteSnapshotStore } from '../../dist/adapters/sqlite/SqliteSnapshotStore.js'
import { createSqliteTokenStore, type TokenRules } from '../../dist/adapters/sqlite/SqliteTokenStore.js'
import { createSqliteWorkshopStore } from '../../dist/adapters/sqlite/SqliteWorkshopStore.js'

const opener =
	<Store>(create: (database: SqliteDatabase) => Store) =>
	async (file: string) =>
		create(await openSqliteDatabase(file))

export const openSqliteBallotStore = opener(createSqliteBallotStore)
export const openSqliteResultStore = opener(createSqliteResultStore)
export const openSqliteDocStore = opener(createSqliteDocStore)
export const openSqliteShareStore = opener(createSqliteShareStore)
export const openSqliteSnapshotStore = opener(createSqliteSnapshotStore)
export const openSqliteWorkshopStore = opener(createSqliteWorkshopStore)

const MONTH_MS = 30 * 24 * 60 * 60 * 1000

export async function openSqliteTokenStore(file: string, rules: TokenRules = { participantMs: MONTH_MS }) {
	return createSqliteTokenStore(await openSqliteDatabase(file), rules)
}
