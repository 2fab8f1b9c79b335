import type { Database } from 'better-sqlite3'
import { CREATE_BALLOTS } from './ballotTables.ts'

/** The history of the tables; a migration that was released is never changed, only followed by another. */
const MIGRATIONS = [
	`CREATE TABLE workshop (
		id TEXT PRIMARY KEY,
		join_code TEXT NOT NULL UNIQUE,
		version INTEGER NOT NULL,
		state TEXT NOT NULL
	) STRICT, WITHOUT ROWID;
	CREATE TABLE grant_hash (
		hash BLOB PRIMARY KEY,
		purpose TEXT NOT NULL CHECK (purpose IN ('token', 'link')),
		workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
		role TEXT NOT NULL,
		participant TEXT,
		created_at INTEGER NOT NULL,
		revoked_at INTEGER
	) STRICT, WITHOUT ROWID;
	CREATE INDEX grant_hash_by_workshop ON grant_hash (workshop);`,
	`CREATE TABLE snapshot (
		id TEXT PRIMARY KEY,
		board TEXT NOT NULL,
		name TEXT NOT NULL,
		at INTEGER NOT NULL,
		crc INTEGER NOT NULL,
		bytes BLOB NOT NULL
	) STRICT;
	CREATE INDEX snapshot_by_board ON snapshot (board, at);`,
	CREATE_BALLOTS,
	`CREATE TABLE share (
		id TEXT PRIMARY KEY,
		secret_hash BLOB NOT NULL UNIQUE,
		workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
		title TEXT NOT NULL,
		created_at INTEGER NOT NULL,
		until INTEGER NOT NULL,
		revoked_at INTEGER,
		page BLOB
	) STRICT;
	CREATE INDEX share_by_workshop ON share (workshop, created_at);`,
	`ALTER TABLE snapshot ADD COLUMN cause TEXT NOT NULL DEFAULT 'named';
	ALTER TABLE snapshot ADD COLUMN about TEXT;
	ALTER TABLE snapshot ADD COLUMN print TEXT;
	CREATE INDEX snapshot_by_cause ON snapshot (cause, at);`,
	'ALTER TABLE share ADD COLUMN authors INTEGER',
]

/** Runs the migrations that this file has not had yet, all in one transaction. */
export function migrate(database: Database): void {
	const run = database.transaction(() => {
		database.exec(
			'CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT',
		)
		const done = database.prepare('SELECT coalesce(max(number), 0) FROM migration').pluck().get() as number
		for (const [index, sql] of MIGRATIONS.entries()) {
			if (index < done) continue
			database.exec(sql)
			database.prepare('INSERT INTO migration VALUES (?, ?)').run(index + 1, Date.now())
		}
	})
	run.immediate()
}
