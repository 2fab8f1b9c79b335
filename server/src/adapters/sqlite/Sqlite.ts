import type BetterSqlite from 'better-sqlite3'

/**
 * The first Node-API version that can load release 13. Node 22.14 has it; Node 20 will never have
 * it.
 */
const NODE_API_OF_13 = 10
/**
 * Limit of the time that a statement waits for the database lock of another program. Only its own
 * thread waits.
 */
export const BUSY_TIMEOUT_MS = 5000

/**
 * The class of better-sqlite3 that works on this version of Node. Release 12 aborts the process on
 * Node 24.19 and later, when a statement is garbage collected or its thread ends. Release 13 does
 * not run on Node 20.
 */
export const Sqlite: typeof BetterSqlite =
	Number(process.versions['napi']) >= NODE_API_OF_13
		? (await import('better-sqlite3-13')).default
		: (await import('better-sqlite3')).default

/**
 * Opens an existing SQLite file for reading. It is in this file so that threads that only read need
 * not load the migrations. The caller closes the database.
 */
export function openForReading(file: string): BetterSqlite.Database {
	const database = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS, readonly: true, fileMustExist: true })
	database.pragma('trusted_schema = OFF')
	return database
}
