import type { Database } from 'better-sqlite3'

/**
 * How ballots lie in SQLite: one row a dot, so that the tables themselves keep to a round's rules.
 *
 *     number   1 to the round's budget, each once for a voter
 *     slot     1 to as many as may lie on one card, each once for a voter and card
 *
 * Rows come and go while the round is open, and never change.
 */
const CREATE_BALLOTS = `
	CREATE TABLE vote_round (
		id TEXT PRIMARY KEY,
		workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
		budget INTEGER NOT NULL,
		per_card INTEGER NOT NULL,
		is_open INTEGER NOT NULL
	) STRICT, WITHOUT ROWID;
	CREATE INDEX vote_round_by_workshop ON vote_round (workshop);
	CREATE TABLE dot (
		round TEXT NOT NULL REFERENCES vote_round (id) ON DELETE CASCADE,
		voter TEXT NOT NULL,
		number INTEGER NOT NULL CHECK (number >= 1),
		board TEXT NOT NULL,
		card TEXT NOT NULL,
		slot INTEGER NOT NULL CHECK (slot >= 1),
		PRIMARY KEY (round, voter, number),
		UNIQUE (round, voter, board, card, slot)
	) STRICT, WITHOUT ROWID;
	CREATE TRIGGER dot_given BEFORE INSERT ON dot BEGIN
		SELECT raise(ABORT, 'the round is not open')
			WHERE NOT EXISTS (SELECT 1 FROM vote_round WHERE id = new.round AND is_open = 1);
		SELECT raise(ABORT, 'the dots are more than the budget')
			WHERE new.number > (SELECT budget FROM vote_round WHERE id = new.round);
		SELECT raise(ABORT, 'the dots are more than a card may have')
			WHERE new.slot > (SELECT per_card FROM vote_round WHERE id = new.round);
	END;
	CREATE TRIGGER dot_taken_back BEFORE DELETE ON dot BEGIN
		SELECT raise(ABORT, 'the round is not open') WHERE (SELECT is_open FROM vote_round WHERE id = old.round) = 0;
	END;
	CREATE TRIGGER dot_changed BEFORE UPDATE ON dot BEGIN SELECT raise(ABORT, 'a dot never changes'); END;
	CREATE TRIGGER vote_ended BEFORE UPDATE ON vote_round BEGIN
		SELECT raise(ABORT, 'the round has ended') WHERE old.is_open = 0 AND new.is_open = 1;
		SELECT raise(ABORT, 'the rules never change') WHERE old.budget <> new.budget OR old.per_card <> new.per_card;
	END;
	CREATE TABLE vote_result (
		round TEXT PRIMARY KEY REFERENCES vote_round (id) ON DELETE CASCADE,
		result TEXT NOT NULL
	) STRICT, WITHOUT ROWID;`

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
