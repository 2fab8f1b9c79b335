import type BetterSqlite from 'better-sqlite3'

/** The first Node-API that release 13 can be loaded by: Node 22.14 has it, Node 20 never gets it. */
const NODE_API_OF_13 = 10
/** A statement may wait this long for another program that holds the lock of the database; only its own thread waits. */
export const BUSY_TIMEOUT_MS = 5000

/**
 * The class of better-sqlite3 that works on this Node. Release 12 aborts the process on Node 24.19 and later, when a statement is
 * collected as garbage or its thread ends; release 13 does not run on Node 20.
 */
export const Sqlite: typeof BetterSqlite =
	Number(process.versions['napi']) >= NODE_API_OF_13
		? (await import('better-sqlite3-13')).default
		: (await import('better-sqlite3')).default

/** Opens a SQLite file that exists, for reading. It stands here since threads that only read need not load the migrations. Close what it returns. */
export function openForReading(file: string): BetterSqlite.Database {
	const database = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS, readonly: true, fileMustExist: true })
	database.pragma('trusted_schema = OFF')
	return database
}
