import { accessSync, chmodSync, closeSync, constants, existsSync, openSync, statSync } from 'node:fs'
import type Database from 'better-sqlite3'
import type { Migrated } from '../sql/migrationHistory.ts'
import { migrate } from './migrations.ts'
import { BUSY_TIMEOUT_MS, Sqlite } from './Sqlite.ts'

const FILE_MODE = 0o600
/** The `user_version` of a file in which nothing that was deleted is left (ERASE1). */
export const OVERWRITTEN = 1

/** Opens a SQLite file for writing, creates it if there is none, and brings its tables up to date. Close what it returns. */
export async function openFile(file: string): Promise<Database.Database> {
	return (await openMigrated(file)).database
}

/** Brings the tables of a SQLite file up to date, and creates it if there is none. */
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
		// better-sqlite3 sets NORMAL for WAL: a power cut could then lose writes that were answered as stored.
		database.pragma('synchronous = FULL')
		database.pragma('foreign_keys = ON')
		// What is deleted or overwritten is zeroed in the file (ERASE1).
		database.pragma('secure_delete = ON')
		database.pragma('trusted_schema = OFF')
		if (isEmpty(database)) database.pragma(`user_version = ${OVERWRITTEN}`)
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
 * Creates the file if there is none, readable by its owner alone whatever the umask is. SQLite gives its `-wal` and `-shm` the
 * mode of the database; those of an earlier release are restricted, too.
 */
function createPrivately(file: string): void {
	// Not opened if it is there: closing it would end the locks of this process on it, on which other programs rely.
	if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK)
	else closeSync(openSync(file, 'a', FILE_MODE))
	const owned = [file, `${file}-wal`, `${file}-shm`].filter((path) => existsSync(path) && isOwn(path))
	for (const path of owned) chmodSync(path, FILE_MODE)
}

/** Only the owner of a file may change its mode. */
function isOwn(path: string): boolean {
	const user = process.getuid?.()
	return user === undefined || statSync(path).uid === user
}
