import { sql } from 'kysely'
import { DatabaseError } from 'pg'
import type { Logger } from 'pino'
import { createSqlStores, type OwnParts } from '../sql/createSqlStores.ts'
import type { TokenRules } from '../sql/SqlTokenStore.ts'
import { createPostgresCardSearch } from './cardSearch.ts'
import { castBallot } from './castBallot.ts'
import { createPostgresChecks } from './integrityChecks.ts'
import { openPostgresClock } from './PostgresClock.ts'
import { connectPostgres, openPool, openPostgresDatabase, type PostgresDatabase } from './PostgresDatabase.ts'
import { createPostgresDocStore } from './PostgresDocStore.ts'
import { createPostgresImageStore } from './PostgresImageStore.ts'
import { createPostgresLeaseStore, shareValue } from './PostgresLeaseStore.ts'
import { createPostgresPlacement } from './PostgresPlacement.ts'
import { createPostgresRateLimits } from './PostgresRateLimits.ts'
import { createPostgresPracticeSearch } from './practiceSearch.ts'
import { updateAtomically } from './updateAtomically.ts'

/**
 * Connections for searches, which may be slow. They are separate, so that no other call waits for a
 * search.
 */
const SEARCH_CONNECTIONS = 2
/**
 * Connections for the log, separate from those of the other stores, so that no edit waits for a
 * search. Three of them write.
 */
const LOG_CONNECTIONS = 6
/** PostgreSQL's code for a statement that exceeded its time limit. */
const CANCELLED = '57014'

interface StoreOptions {
	log?: Logger
	maxConnections?: number
	/** The time of this machine in ms; replaced in tests. */
	localNow?: () => number
	/** Where other workers of its machine reach this node; missing in a command, which is no node. */
	machine?: string
	socket?: string | null
}

/**
 * Opens all stores on the PostgreSQL database at this address. Closing one store closes all, once
 * their calls are done. Rejects if that fails, and for a database of a later release.
 */
export async function openPostgresStores(
	url: string,
	{ log, maxConnections, localNow, machine = '', socket = null, ...rest }: TokenRules & StoreOptions,
) {
	const opened = await openPostgresDatabase(url, { log, maxConnections })
	const search = connectPostgres(url, { log, maxConnections: SEARCH_CONNECTIONS })
	const logPool = openPool(url, { log, maxConnections: LOG_CONNECTIONS })
	const placement = createPostgresPlacement(opened, { machine, socket })
	const docStore = createPostgresDocStore(logPool, placement.node)
	const clock = await openPostgresClock(opened, { log, localNow }).catch(async (cause: unknown) => {
		await Promise.all([opened.close(), search.close(), logPool.end()])
		throw cause
	})
	const practiceSearch = createPostgresPracticeSearch(search.db)
	let closing: Promise<void> | null = null
	const closeAll = async () => {
		clock.close()
		await Promise.all([opened.close(), search.close(), docStore.close().then(() => logPool.end())])
		await practiceSearch.close()
	}
	const close = () => {
		closing ??= closeAll()
		return closing
	}
	const database = { ...opened, close }
	const rules = { now: clock.now, ...rest }
	const own: OwnParts = {
		updateAtomically: (id, change) => updateAtomically(database, { id, node: placement.node.id }, change),
		cast: (round, dots) => castBallot(database, round, dots),
		cardSearch: createPostgresCardSearch(search.db),
		practiceSearch,
		deletions: { purge: () => vacuum(database) },
		checks: createPostgresChecks(database),
	}
	return {
		...createSqlStores(database, own, rules),
		docStore: { ...docStore, close },
		images: createPostgresImageStore(database, rules.now),
		/** The time of the database in ms (NODE6b). */
		now: clock.now,
		leases: createPostgresLeaseStore(database),
		placement,
		limits: createPostgresRateLimits(database, log),
		shareValue: (name: string, proposed: string) => shareValue(database, name, proposed),
		/**
		 * Returns the version of PostgreSQL, the last migration, and the size of the database in bytes.
		 */
		describe: () =>
			database.db
				.selectFrom('kysely_migration')
				.select([
					sql<string>`current_setting('server_version')`.as('version'),
					sql<string>`max(name)`.as('schema'),
					sql<number>`pg_database_size(current_database())`.as('database'),
				])
				.executeTakeFirstOrThrow(),
		/** Commits a small write; rejects if that fails. */
		async probe() {
			await database.db
				.updateTable('write_probe')
				.set(({ eb }) => ({ writes: eb('writes', '+', 1) }))
				.execute()
		},
	}
}

/** Tables that contain texts which people have written. */
const WITH_TEXTS = [
	'log',
	'touch',
	'snapshot',
	'share',
	'workshop',
	'practice',
	'practice_version',
	'collection',
	'image_file',
	'translation',
	'practice_translation',
	'exchange_notice',
]

/**
 * Marks the space of deleted rows as free; false if that exceeds the time limit of a statement.
 * PostgreSQL also does this by itself.
 */
async function vacuum({ db }: PostgresDatabase): Promise<boolean> {
	try {
		for (const table of WITH_TEXTS) await sql`VACUUM ${sql.table(table)}`.execute(db)
		return true
	} catch (cause) {
		if (cause instanceof DatabaseError && cause.code === CANCELLED) return false
		throw cause
	}
}
