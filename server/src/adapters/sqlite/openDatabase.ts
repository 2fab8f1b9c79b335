import { accessSync, chmodSync, closeSync, constants, existsSync, openSync, statSync } from 'node:fs'
import type Database from 'better-sqlite3'
import type { Migrated } from '../sql/migrationHistory.ts'
import { migrate } from './migrations.ts'
import { BUSY_TIMEOUT_MS, Sqlite } from './Sqlite.ts'

const FILE_MODE = 0o600
/** The `user_version` of a file that contains no deleted data any more (ERASE1). */
export const VACUUMED = 1

/**
 * Opens a SQLite file for writing, creates it if it does not exist, and migrates it. The caller
 * closes the database.
 */
export async function openFile(file: string): Promise<Database.Database> {
	return (await openMigrated(file)).database
}

/** Migrates a SQLite file, and creates it if it does not exist. */
export async function migrateFile(file: string): Promise<Migrated> {
	const { database, migrated } = await openMigrated(file)
	database.close()
	return migrated
}

async function openMigrated(file: string): Promise<{ database: Database.Database; migrated: Migrated }> {
	createPrivately(file)
	const database = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS })
	try {
		database.pragma('journal_mode = WAL')
		// For WAL better-sqlite3 sets NORMAL, with which a power failure could lose acknowledged
		// writes.
		database.pragma('synchronous = FULL')
		database.pragma('foreign_keys = ON')
		// SQLite overwrites deleted content with zeros (ERASE1).
		database.pragma('secure_delete = ON')
		database.pragma('trusted_schema = OFF')
		if (isEmpty(database)) database.pragma(`user_version = ${VACUUMED}`)
		return { database, migrated: await migrate(database) }
	} catch (error) {
		database.close()
		throw error
	}
}

function isEmpty(database: Database.Database): boolean {
	return database.prepare('SELECT count(*) FROM sqlite_master').pluck().get() === 0
}

/**
 * Creates the file if it does not exist, readable only by its owner regardless of the umask. SQLite
 * gives its `-wal` and `-shm` files the mode of the database. The modes of files of earlier
 * releases are restricted, too.
 */
function createPrivately(file: string): void {
	// An existing file is not opened here, because closing it would release the locks of this process
	// on it, on which other programs rely.
	if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK)
	else closeSync(openSync(file, 'a', FILE_MODE))
	const owned = [file, `${file}-wal`, `${file}-shm`].filter((path) => existsSync(path) && isOwn(path))
	for (const path of owned) chmodSync(path, FILE_MODE)
}

/** Returns whether this process owns a file. Only the owner may change its mode. */
function isOwn(path: string): boolean {
	const user = process.getuid?.()
	return user === undefined || statSync(path).uid === user
}
