/** The history of the SQLite database. */
import type { Database } from 'better-sqlite3'
import { LaterDatabaseError, type Migrated, type Migrations, refuseLater } from '../sql/migrationHistory.ts'

export const SQLITE_MIGRATIONS: Migrations = {
	'0001_workshops': [
		`CREATE TABLE workshop (
			id TEXT PRIMARY KEY,
			join_code TEXT NOT NULL UNIQUE,
			version INTEGER NOT NULL,
			state TEXT NOT NULL
		) STRICT, WITHOUT ROWID`,
		`CREATE TABLE grant_hash (
			hash BLOB PRIMARY KEY,
			purpose TEXT NOT NULL CHECK (purpose IN ('token', 'link')),
			workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
			role TEXT NOT NULL,
			participant TEXT,
			created_at INTEGER NOT NULL,
			revoked_at INTEGER
		) STRICT, WITHOUT ROWID`,
		'CREATE INDEX grant_hash_by_workshop ON grant_hash (workshop)',
	],
	'0002_snapshots': [
		`CREATE TABLE snapshot (
			id TEXT PRIMARY KEY,
			board TEXT NOT NULL,
			name TEXT NOT NULL,
			at INTEGER NOT NULL,
			crc INTEGER NOT NULL,
			bytes BLOB NOT NULL
		) STRICT`,
		'CREATE INDEX snapshot_by_board ON snapshot (board, at)',
	],
	/*
	 * One row for each dot, so that the tables themselves enforce the rules of a round (VOTE2). For
	 * each voter, `number` runs from 1 to the budget, and `slot` from 1 to the most dots on one card,
	 * each value at most once. Rows are inserted and deleted while the round is open, and never
	 * updated.
	 */
	'0003_ballots': [
		`CREATE TABLE vote_round (
			id TEXT PRIMARY KEY,
			workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
			budget INTEGER NOT NULL,
			per_card INTEGER NOT NULL,
			is_open INTEGER NOT NULL
		) STRICT, WITHOUT ROWID`,
		'CREATE INDEX vote_round_by_workshop ON vote_round (workshop)',
		`CREATE TABLE dot (
			round TEXT NOT NULL REFERENCES vote_round (id) ON DELETE CASCADE,
			voter TEXT NOT NULL,
			number INTEGER NOT NULL CHECK (number >= 1),
			board TEXT NOT NULL,
			card TEXT NOT NULL,
			slot INTEGER NOT NULL CHECK (slot >= 1),
			PRIMARY KEY (round, voter, number),
			UNIQUE (round, voter, board, card, slot)
		) STRICT, WITHOUT ROWID`,
		`CREATE TRIGGER dot_given BEFORE INSERT ON dot BEGIN
			SELECT raise(ABORT, 'the round is not open')
				WHERE NOT EXISTS (SELECT 1 FROM vote_round WHERE id = new.round AND is_open = 1);
			SELECT raise(ABORT, 'the dots are more than the budget')
				WHERE new.number > (SELECT budget FROM vote_round WHERE id = new.round);
			SELECT raise(ABORT, 'the dots are more than a card may have')
				WHERE new.slot > (SELECT per_card FROM vote_round WHERE id = new.round);
		END`,
		`CREATE TRIGGER dot_taken_back BEFORE DELETE ON dot BEGIN
			SELECT raise(ABORT, 'the round is not open') WHERE (SELECT is_open FROM vote_round WHERE id = old.round) = 0;
		END`,
		`CREATE TRIGGER dot_changed BEFORE UPDATE ON dot BEGIN SELECT raise(ABORT, 'a dot never changes'); END`,
		`CREATE TRIGGER vote_ended BEFORE UPDATE ON vote_round BEGIN
			SELECT raise(ABORT, 'the round has ended') WHERE old.is_open = 0 AND new.is_open = 1;
			SELECT raise(ABORT, 'the rules never change') WHERE old.budget <> new.budget OR old.per_card <> new.per_card;
		END`,
		`CREATE TABLE vote_result (
			round TEXT PRIMARY KEY REFERENCES vote_round (id) ON DELETE CASCADE,
			result TEXT NOT NULL
		) STRICT, WITHOUT ROWID`,
	],
	'0004_shares': [
		`CREATE TABLE share (
			id TEXT PRIMARY KEY,
			secret_hash BLOB NOT NULL UNIQUE,
			workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
			title TEXT NOT NULL,
			created_at INTEGER NOT NULL,
			until INTEGER NOT NULL,
			revoked_at INTEGER,
			page BLOB
		) STRICT`,
		'CREATE INDEX share_by_workshop ON share (workshop, created_at)',
	],
	'0005_snapshot_causes': [
		`ALTER TABLE snapshot ADD COLUMN cause TEXT NOT NULL DEFAULT 'named'`,
		'ALTER TABLE snapshot ADD COLUMN about TEXT',
		'ALTER TABLE snapshot ADD COLUMN print TEXT',
		'CREATE INDEX snapshot_by_cause ON snapshot (cause, at)',
	],
	'0006_share_authors': ['ALTER TABLE share ADD COLUMN authors INTEGER'],
	/*
	 * `logRows.ts` explains the columns. Earlier releases created these tables without recording it.
	 */
	'0007_log': [
		`CREATE TABLE IF NOT EXISTS log (
			seq INTEGER PRIMARY KEY, room TEXT NOT NULL, at INTEGER NOT NULL, form INTEGER NOT NULL, crc INTEGER NOT NULL,
			bytes BLOB NOT NULL, retired INTEGER
		)`,
		'CREATE INDEX IF NOT EXISTS log_by_room ON log (room, seq)',
		`CREATE TABLE IF NOT EXISTS claim (
			room TEXT NOT NULL, client INTEGER NOT NULL, owner TEXT NOT NULL, PRIMARY KEY (room, client)
		) WITHOUT ROWID`,
		`CREATE TABLE IF NOT EXISTS touch (
			seq INTEGER PRIMARY KEY, room TEXT NOT NULL, at INTEGER NOT NULL, record TEXT NOT NULL, aspect TEXT NOT NULL,
			owner TEXT NOT NULL
		)`,
		'CREATE INDEX IF NOT EXISTS touch_by_room ON touch (room, at)',
	],
	/*
	 * A link has a public `id`. Each token of a facilitator or projector refers to the link that it
	 * was issued for, and ends with it. Tokens of earlier releases are assigned to the oldest link of
	 * their role, with the present time as their last use.
	 */
	'0008_links': [
		'ALTER TABLE grant_hash ADD COLUMN id TEXT',
		'CREATE UNIQUE INDEX grant_hash_by_id ON grant_hash (id)',
		'ALTER TABLE grant_hash ADD COLUMN link TEXT REFERENCES grant_hash (id) ON DELETE CASCADE',
		'CREATE INDEX grant_hash_by_link ON grant_hash (link)',
		'ALTER TABLE grant_hash ADD COLUMN used_at INTEGER',
		`UPDATE grant_hash SET id = lower(hex(randomblob(8))) WHERE purpose = 'link'`,
		`UPDATE grant_hash AS token SET used_at = unixepoch() * 1000, link = (
			SELECT link.id FROM grant_hash AS link
			WHERE link.purpose = 'link' AND link.workshop = token.workshop AND link.role = token.role
			ORDER BY link.created_at LIMIT 1
		) WHERE purpose = 'token'`,
	],
	/* Deleted workshops of which some data may still be stored, with their boards as JSON. */
	'0009_deletions': [
		`CREATE TABLE deleted_workshop (
			id TEXT PRIMARY KEY,
			boards TEXT NOT NULL,
			at INTEGER NOT NULL
		) STRICT, WITHOUT ROWID`,
	],
	/* One row; see `commitMark.ts`. */
	'0010_commit_mark': [
		`CREATE TABLE commit_mark (
			id INTEGER PRIMARY KEY CHECK (id = 1), generation TEXT NOT NULL, commits INTEGER NOT NULL
		) STRICT`,
	],
	/*
	 * `practice` has the drafts of workshops. Published versions stay in `practice_version`.
	 * `listed_practice` refers to the version that searches find, of this server or another one, with
	 * its facets and its texts. The search terms of a text are in `practice_search` under the row id
	 * of the text.
	 */
	'0011_practices': [
		`CREATE TABLE practice (
			id TEXT PRIMARY KEY,
			workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
			revision INTEGER NOT NULL,
			created_at INTEGER NOT NULL,
			state TEXT NOT NULL
		) STRICT, WITHOUT ROWID`,
		'CREATE INDEX practice_by_workshop ON practice (workshop, created_at)',
		`CREATE TABLE practice_version (
			practice TEXT NOT NULL,
			version INTEGER NOT NULL,
			at INTEGER NOT NULL,
			content TEXT NOT NULL,
			PRIMARY KEY (practice, version)
		) STRICT, WITHOUT ROWID`,
		`CREATE TABLE listed_practice (
			id TEXT PRIMARY KEY,
			version INTEGER NOT NULL,
			visibility TEXT NOT NULL,
			workshop TEXT REFERENCES workshop (id) ON DELETE SET NULL,
			origin TEXT,
			at INTEGER NOT NULL,
			adoptions INTEGER NOT NULL DEFAULT 0
		) STRICT, WITHOUT ROWID`,
		'CREATE INDEX listed_practice_by_time ON listed_practice (at)',
		'CREATE INDEX listed_practice_by_workshop ON listed_practice (workshop)',
		`CREATE TABLE received_practice (
			practice TEXT PRIMARY KEY REFERENCES listed_practice (id) ON DELETE CASCADE,
			signed TEXT NOT NULL
		) STRICT, WITHOUT ROWID`,
		`CREATE TABLE practice_facet (
			practice TEXT NOT NULL REFERENCES listed_practice (id) ON DELETE CASCADE,
			name TEXT NOT NULL,
			value TEXT NOT NULL,
			PRIMARY KEY (practice, name, value)
		) STRICT, WITHOUT ROWID`,
		'CREATE INDEX practice_facet_by_value ON practice_facet (name, value, practice)',
		`CREATE TABLE practice_text (
			id INTEGER PRIMARY KEY,
			practice TEXT NOT NULL REFERENCES listed_practice (id) ON DELETE CASCADE,
			locale TEXT NOT NULL
		) STRICT`,
		/* Number of changes of each search index. Cached results are valid for one number. */
		`CREATE TABLE search_change (name TEXT PRIMARY KEY, changes INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
		`INSERT INTO search_change VALUES ('practice', 0), ('card', 0)`,
		'CREATE INDEX practice_text_by_practice ON practice_text (practice)',
		`CREATE VIRTUAL TABLE practice_search USING fts5(
			title, abstract, body, labels, content = '', contentless_delete = 1,
			tokenize = "unicode61 remove_diacritics 0 tokenchars '_'"
		)`,
		`CREATE VIRTUAL TABLE practice_words USING fts5vocab(practice_search, 'row')`,
		`CREATE TRIGGER practice_text_removed AFTER DELETE ON practice_text BEGIN
			DELETE FROM practice_search WHERE rowid = old.id;
		END`,
		`CREATE TABLE adoption (
			id TEXT PRIMARY KEY,
			practice TEXT NOT NULL,
			workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
			board TEXT NOT NULL,
			revision INTEGER NOT NULL,
			created_at INTEGER NOT NULL,
			state TEXT NOT NULL
		) STRICT, WITHOUT ROWID`,
		'CREATE INDEX adoption_by_practice ON adoption (practice, created_at)',
		'CREATE INDEX adoption_by_workshop ON adoption (workshop, created_at)',
		'CREATE INDEX adoption_by_board ON adoption (board)',
	],
	/*
	 * The obstacles and solutions of boards, for the search for similar cards. Their search terms are
	 * in `board_card_search`.
	 */
	'0012_card_index': [
		`CREATE TABLE indexed_board (
			id TEXT PRIMARY KEY,
			workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
			is_open INTEGER NOT NULL,
			place TEXT NOT NULL
		) STRICT, WITHOUT ROWID`,
		'CREATE INDEX indexed_board_by_workshop ON indexed_board (workshop)',
		`CREATE TABLE board_card (
			id INTEGER PRIMARY KEY,
			board TEXT NOT NULL REFERENCES indexed_board (id) ON DELETE CASCADE,
			card TEXT NOT NULL,
			kind TEXT NOT NULL,
			category TEXT,
			city TEXT NOT NULL,
			text TEXT NOT NULL,
			solutions TEXT NOT NULL
		) STRICT`,
		'CREATE INDEX board_card_by_board ON board_card (board)',
		`CREATE VIRTUAL TABLE board_card_search USING fts5(
			text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0 tokenchars '_'"
		)`,
		`CREATE VIRTUAL TABLE board_card_words USING fts5vocab(board_card_search, 'row')`,
		`CREATE TRIGGER board_card_removed AFTER DELETE ON board_card BEGIN
			DELETE FROM board_card_search WHERE rowid = old.id;
		END`,
	],
	/* A person can add each emoji once to a card (REACT1). */
	'0013_reactions': [
		`CREATE TABLE reaction (
			workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
			person TEXT NOT NULL,
			board TEXT NOT NULL,
			card TEXT NOT NULL,
			emoji TEXT NOT NULL,
			PRIMARY KEY (workshop, person, board, card, emoji)
		) STRICT, WITHOUT ROWID`,
		'CREATE INDEX reaction_by_board ON reaction (board, card)',
	],
	/*
	 * Feeds of other servers (FOLLOW1), and practices of other servers that the host withdrew, which
	 * must not be listed again (EXCH5).
	 */
	'0014_following': [
		'CREATE TABLE followed_feed (url TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID',
		'CREATE TABLE blocked_practice (id TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID',
	],
	/* The workshop that gave a solution to the workshop that adopted it (ADOPT4). */
	'0015_adopted_solutions': [
		'ALTER TABLE adoption ADD COLUMN giver TEXT',
		'CREATE INDEX adoption_by_giver ON adoption (giver, created_at)',
	],
	/*
	 * The size of each signed practice with its images, so that the sizes can be summed without
	 * reading them (EXCH3).
	 */
	'0016_received_bytes': [
		'ALTER TABLE received_practice ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0',
		'UPDATE received_practice SET bytes = length(signed)',
		'CREATE INDEX received_practice_by_bytes ON received_practice (bytes)',
	],
	/* Open reports. Taking a practice off the list also deletes its reports (PRACTICE7). */
	'0017_practice_reports': [
		`CREATE TABLE practice_report (
			id TEXT PRIMARY KEY,
			practice TEXT NOT NULL REFERENCES listed_practice (id) ON DELETE CASCADE,
			at INTEGER NOT NULL,
			reason TEXT NOT NULL,
			text TEXT NOT NULL
		) STRICT, WITHOUT ROWID`,
		'CREATE INDEX practice_report_by_practice ON practice_report (practice, at)',
		'CREATE INDEX practice_report_by_time ON practice_report (at)',
		'ALTER TABLE listed_practice ADD COLUMN more_reports INTEGER NOT NULL DEFAULT 0',
	],
	// Logs that take no more appends, because a document of a later epoch has replaced theirs
	// (REST1).
	'0018_ended_logs': ['CREATE TABLE ended_log (room TEXT PRIMARY KEY) STRICT, WITHOUT ROWID'],
	// For the host: the list of workshops, the sizes of their boards, usage by day, and settings
	// (HOST3, HOST7, HOST8).
	'0021_host': [
		`CREATE TABLE workshop_summary (
			id TEXT PRIMARY KEY REFERENCES workshop (id) ON DELETE CASCADE,
			version INTEGER NOT NULL,
			title TEXT NOT NULL,
			sort_title TEXT NOT NULL,
			created_at INTEGER NOT NULL,
			changed_at INTEGER NOT NULL,
			people INTEGER NOT NULL,
			boards INTEGER NOT NULL,
			bytes INTEGER NOT NULL,
			is_closed INTEGER NOT NULL
		) STRICT, WITHOUT ROWID`,
		'CREATE INDEX workshop_summary_by_change ON workshop_summary (changed_at, id)',
		'CREATE INDEX workshop_summary_by_creation ON workshop_summary (created_at, id)',
		'CREATE INDEX workshop_summary_by_title ON workshop_summary (sort_title, id)',
		'CREATE INDEX workshop_summary_by_people ON workshop_summary (people, id)',
		'CREATE INDEX workshop_summary_by_boards ON workshop_summary (boards, id)',
		'CREATE INDEX workshop_summary_by_size ON workshop_summary (bytes, id)',
		`CREATE TABLE board_size (
			board TEXT PRIMARY KEY,
			workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
			bytes INTEGER NOT NULL,
			changed_at INTEGER NOT NULL
		) STRICT, WITHOUT ROWID`,
		'CREATE INDEX board_size_by_workshop ON board_size (workshop)',
		`CREATE TABLE usage_day (
			day TEXT PRIMARY KEY, people INTEGER NOT NULL, edits INTEGER NOT NULL, workshops INTEGER NOT NULL
		) STRICT, WITHOUT ROWID`,
		'CREATE TABLE host_value (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',
		'CREATE INDEX grant_hash_by_use ON grant_hash (used_at)',
	],
	/*
	 * Links that move a facilitator to another device (HOME4). Each can be used once, expires soon,
	 * and ends with the link that it stands for.
	 */
	'0022_device_links': [
		`CREATE TABLE device_link (
			hash BLOB PRIMARY KEY,
			workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
			role TEXT NOT NULL,
			link TEXT REFERENCES grant_hash (id) ON DELETE CASCADE,
			until INTEGER NOT NULL
		) STRICT, WITHOUT ROWID`,
		'CREATE INDEX device_link_by_workshop ON device_link (workshop)',
		'CREATE INDEX device_link_by_link ON device_link (link)',
	],
	/* Damaged rows of logs and snapshots that a repair moved here unchanged (CHECK2). */
	'0029_quarantine': [
		`CREATE TABLE quarantined_row (
			seq INTEGER PRIMARY KEY, room TEXT NOT NULL, at INTEGER NOT NULL, form INTEGER NOT NULL, crc INTEGER NOT NULL,
			bytes BLOB NOT NULL
		) STRICT`,
		'CREATE INDEX quarantined_row_by_room ON quarantined_row (room)',
	],
	/* The time when the host kept a workshop that is unused (HOST10). */
	'0031_kept_workshops': ['ALTER TABLE workshop_summary ADD COLUMN kept_at INTEGER NOT NULL DEFAULT 0'],
	/*
	 * The rows of a room are stored together, so that a compaction writes a few pages rather than one
	 * for each row that it replaces. `log_end` has the newest sequence number, since no index has it
	 * any more.
	 */
	'0032_log_by_room': [
		`CREATE TABLE sorted_log (
			room TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, form INTEGER NOT NULL, crc INTEGER NOT NULL,
			retired INTEGER, bytes BLOB NOT NULL, PRIMARY KEY (room, seq)
		) STRICT, WITHOUT ROWID`,
		`INSERT INTO sorted_log (room, seq, at, form, crc, retired, bytes)
			SELECT room, seq, at, form, crc, retired, bytes FROM log ORDER BY room, seq`,
		'CREATE TABLE log_end (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL) STRICT',
		'INSERT INTO log_end (id, seq) SELECT 1, coalesce(max(seq), 0) FROM log',
		'DROP TABLE log',
		'ALTER TABLE sorted_log RENAME TO log',
	],
	// Machine translations of a workshop's texts, by the hash of the original (TRANSLATE3).
	'0034_translations': [
		`CREATE TABLE translation (
			workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
			target TEXT NOT NULL,
			hash TEXT NOT NULL,
			source TEXT NOT NULL,
			text TEXT NOT NULL,
			at INTEGER NOT NULL,
			PRIMARY KEY (workshop, target, hash)
		) STRICT, WITHOUT ROWID`,
		'CREATE INDEX translation_by_age ON translation (workshop, at)',
	],
	/*
	 * Reports of adopting cities and withdrawals, between servers (RETURN1). `key` is that of the
	 * server that wrote it, and empty for this one; `content` is null for a report that was taken
	 * back. `seq` increases with every change.
	 */
	'0035_exchange_notices': [
		`CREATE TABLE exchange_notice (
			id TEXT PRIMARY KEY,
			seq INTEGER NOT NULL,
			kind TEXT NOT NULL,
			practice TEXT NOT NULL,
			key TEXT NOT NULL,
			giver TEXT NOT NULL,
			version INTEGER NOT NULL,
			revision INTEGER NOT NULL,
			at INTEGER NOT NULL,
			is_offered INTEGER NOT NULL,
			workshop TEXT,
			content TEXT,
			signed TEXT
		) STRICT`,
		'CREATE UNIQUE INDEX exchange_notice_by_seq ON exchange_notice (seq)',
		'CREATE INDEX exchange_notice_by_practice ON exchange_notice (practice, kind)',
		'CREATE INDEX exchange_notice_by_key ON exchange_notice (key)',
		'CREATE INDEX exchange_notice_by_workshop ON exchange_notice (workshop)',
	],
	/* Facilitators' choices of practices (COLLECT1). */
	'0036_collections': [
		`CREATE TABLE collection (
			id TEXT PRIMARY KEY,
			workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
			revision INTEGER NOT NULL,
			created_at INTEGER NOT NULL,
			state TEXT NOT NULL
		) STRICT, WITHOUT ROWID`,
		'CREATE INDEX collection_by_workshop ON collection (workshop, created_at)',
	],
	// Machine translations of listed practices, for all their readers (TRANSLATE3).
	'0037_practice_translations': [
		`CREATE TABLE practice_translation (
			practice TEXT NOT NULL REFERENCES listed_practice (id) ON DELETE CASCADE,
			target TEXT NOT NULL,
			hash TEXT NOT NULL,
			source TEXT NOT NULL,
			text TEXT NOT NULL,
			at INTEGER NOT NULL,
			PRIMARY KEY (practice, target, hash)
		) STRICT, WITHOUT ROWID`,
		'CREATE INDEX practice_translation_by_age ON practice_translation (practice, at)',
	],
	/** Servers of which the host accepts nothing (EXCH5a). */
	'0038_blocked_servers': [`CREATE TABLE blocked_server (key TEXT PRIMARY KEY, url TEXT, at INTEGER NOT NULL) STRICT`],
	/** The origin whose pages may embed a shared page (SHARE4). */
	'0039_embedded_shares': [`ALTER TABLE share ADD COLUMN embedded_in TEXT`],
}

/**
 * Migrates an open database in one transaction. Throws if that fails, and for a database of a later
 * release. Kysely has hundreds of modules, so it is only loaded if there is something to migrate:
 * the thread of an up-to-date database starts without it.
 */
export async function migrate(database: Database): Promise<Migrated> {
	const applied = appliedTo(database)
	refuseLater(SQLITE_MIGRATIONS, applied)
	if (applied.length === Object.keys(SQLITE_MIGRATIONS).length) return { from: applied.at(-1) ?? null, applied: [] }
	adoptEarlierMigrations(database)
	const [{ Kysely, SqliteDialect }, { runMigrations }] = await Promise.all([
		import('kysely'),
		import('../sql/runMigrations.ts'),
	])
	// Never destroyed, because that would close the database, which belongs to the caller.
	const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) })
	return runMigrations(db, SQLITE_MIGRATIONS)
}

/** Migrations that earlier releases recorded by number, up to `0006_share_authors`. */
const EARLIER_MIGRATIONS = Object.keys(SQLITE_MIGRATIONS).filter((name) => name < '0007')

function appliedTo(database: Database): string[] {
	if (!tablesOf(database).includes('kysely_migration')) return []
	return database.prepare<[], string>('SELECT name FROM kysely_migration ORDER BY name').pluck().all()
}

function tablesOf(database: Database): string[] {
	return database.prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all()
}

/**
 * Records the migrations of earlier releases for Kysely's migrator. Those releases recorded them by
 * number in a table of their own, which stays, so that an earlier release can still open the
 * database.
 */
function adoptEarlierMigrations(database: Database): void {
	const names = tablesOf(database)
	if (!names.includes('migration') || names.includes('kysely_migration')) return
	const adopt = database.transaction(() => {
		database.exec(
			'CREATE TABLE kysely_migration (name varchar(255) NOT NULL PRIMARY KEY, timestamp varchar(255) NOT NULL)',
		)
		const insert = database.prepare('INSERT INTO kysely_migration (name, timestamp) VALUES (?, ?)')
		const rows = database.prepare<[], { number: number; at: number }>(
			'SELECT number, applied_at AS at FROM migration ORDER BY number',
		)
		for (const { number, at } of rows.all()) {
			const name = EARLIER_MIGRATIONS[number - 1]
			if (!name) throw new LaterDatabaseError(`it has the migration ${number}`)
			insert.run(name, new Date(at).toISOString())
		}
	})
	adopt.immediate()
}
