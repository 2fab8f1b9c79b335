/*
 * The history of the PostgreSQL database. Its tables are those of SQLite, without the full-text
 * tables; `sqlite/migrations.ts` explains them.
 */
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import { type Migrated, type Migrations, refuseLater } from '../sql/migrationHistory.ts'
import { runMigrations } from '../sql/runMigrations.ts'
import { LOG_TABLES } from './logTables.ts'

/**
 * Text that sorts by its bytes, as in SQLite, regardless of the database's collation, because ids
 * are compared by ranges.
 */
const TEXT = 'text COLLATE "C"'
const CONNECT_LIMIT_MS = 10_000
const ROW_ID = 'bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY'
const OF_WORKSHOP = `${TEXT} NOT NULL REFERENCES workshop (id) ON DELETE CASCADE`

export const POSTGRES_MIGRATIONS: Migrations = {
	/* Everything that SQLite has after its migration 0018. */
	'0018_tables': [
		`CREATE TABLE workshop (
			id ${TEXT} PRIMARY KEY, join_code ${TEXT} NOT NULL UNIQUE, version integer NOT NULL, state text NOT NULL
		)`,
		`CREATE TABLE grant_hash (
			hash bytea PRIMARY KEY,
			purpose ${TEXT} NOT NULL CHECK (purpose IN ('token', 'link')),
			workshop ${OF_WORKSHOP},
			role ${TEXT} NOT NULL,
			participant ${TEXT},
			created_at bigint NOT NULL,
			id ${TEXT} UNIQUE,
			link ${TEXT} REFERENCES grant_hash (id) ON DELETE CASCADE,
			used_at bigint
		)`,
		'CREATE INDEX grant_hash_by_workshop ON grant_hash (workshop)',
		'CREATE INDEX grant_hash_by_link ON grant_hash (link)',
		// Row ids order snapshots of the same time, and large tables are read in parts by them.
		`CREATE TABLE snapshot (
			rowid bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
			id ${TEXT} PRIMARY KEY,
			board ${TEXT} NOT NULL,
			name text NOT NULL,
			at bigint NOT NULL,
			cause ${TEXT} NOT NULL,
			about text,
			print text,
			crc bigint NOT NULL,
			bytes bytea NOT NULL
		)`,
		'CREATE INDEX snapshot_by_board ON snapshot (board, at)',
		'CREATE INDEX snapshot_by_cause ON snapshot (cause, at)',
		// The bytes of states and pages are compressed already, so PostgreSQL need not compress them.
		'ALTER TABLE snapshot ALTER COLUMN bytes SET STORAGE EXTERNAL',
		`CREATE TABLE vote_round (
			id ${TEXT} PRIMARY KEY,
			workshop ${OF_WORKSHOP},
			budget integer NOT NULL,
			per_card integer NOT NULL,
			is_open integer NOT NULL
		)`,
		'CREATE INDEX vote_round_by_workshop ON vote_round (workshop)',
		`CREATE TABLE dot (
			round ${TEXT} NOT NULL REFERENCES vote_round (id) ON DELETE CASCADE,
			voter ${TEXT} NOT NULL,
			number integer NOT NULL CHECK (number >= 1),
			board ${TEXT} NOT NULL,
			card ${TEXT} NOT NULL,
			slot integer NOT NULL CHECK (slot >= 1),
			PRIMARY KEY (round, voter, number),
			UNIQUE (round, voter, board, card, slot)
		)`,
		// The row of the round is locked, so that a round ends only after the dots that were given
		// before.
		`CREATE FUNCTION check_dot() RETURNS trigger LANGUAGE plpgsql AS $$
		DECLARE rules vote_round;
		BEGIN
			IF TG_OP = 'UPDATE' THEN RAISE EXCEPTION 'a dot never changes'; END IF;
			IF TG_OP = 'DELETE' THEN
				SELECT * INTO rules FROM vote_round WHERE id = OLD.round FOR SHARE;
				IF FOUND AND rules.is_open = 0 THEN RAISE EXCEPTION 'the round is not open'; END IF;
				RETURN OLD;
			END IF;
			SELECT * INTO rules FROM vote_round WHERE id = NEW.round FOR SHARE;
			IF NOT FOUND OR rules.is_open = 0 THEN RAISE EXCEPTION 'the round is not open'; END IF;
			IF NEW.number > rules.budget THEN RAISE EXCEPTION 'the dots are more than the budget'; END IF;
			IF NEW.slot > rules.per_card THEN RAISE EXCEPTION 'the dots are more than a card may have'; END IF;
			RETURN NEW;
		END $$`,
		'CREATE TRIGGER dot_checked BEFORE INSERT OR UPDATE OR DELETE ON dot FOR EACH ROW EXECUTE FUNCTION check_dot()',
		`CREATE FUNCTION check_vote_round() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN
			IF OLD.is_open = 0 AND NEW.is_open = 1 THEN RAISE EXCEPTION 'the round has ended'; END IF;
			IF OLD.budget <> NEW.budget OR OLD.per_card <> NEW.per_card THEN
				RAISE EXCEPTION 'the rules never change';
			END IF;
			RETURN NEW;
		END $$`,
		`CREATE TRIGGER vote_round_checked BEFORE UPDATE ON vote_round
			FOR EACH ROW EXECUTE FUNCTION check_vote_round()`,
		`CREATE TABLE vote_result (
			round ${TEXT} PRIMARY KEY REFERENCES vote_round (id) ON DELETE CASCADE, result text NOT NULL
		)`,
		`CREATE TABLE share (
			id ${TEXT} PRIMARY KEY,
			secret_hash bytea NOT NULL UNIQUE,
			workshop ${OF_WORKSHOP},
			title text NOT NULL,
			authors integer,
			created_at bigint NOT NULL,
			until bigint NOT NULL,
			revoked_at bigint,
			page bytea
		)`,
		'CREATE INDEX share_by_workshop ON share (workshop, created_at)',
		'ALTER TABLE share ALTER COLUMN page SET STORAGE EXTERNAL',
		...LOG_TABLES,
		`CREATE TABLE deleted_workshop (id ${TEXT} PRIMARY KEY, boards text NOT NULL, at bigint NOT NULL)`,
		`CREATE TABLE practice (
			rowid bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
			id ${TEXT} PRIMARY KEY,
			workshop ${OF_WORKSHOP},
			revision integer NOT NULL,
			created_at bigint NOT NULL,
			state text NOT NULL
		)`,
		'CREATE INDEX practice_by_workshop ON practice (workshop, created_at)',
		`CREATE TABLE practice_version (
			rowid bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
			practice ${TEXT} NOT NULL,
			version integer NOT NULL,
			at bigint NOT NULL,
			content text NOT NULL,
			PRIMARY KEY (practice, version)
		)`,
		`CREATE TABLE listed_practice (
			id ${TEXT} PRIMARY KEY,
			version integer NOT NULL,
			visibility ${TEXT} NOT NULL,
			workshop ${TEXT} REFERENCES workshop (id) ON DELETE SET NULL,
			origin text,
			at bigint NOT NULL,
			adoptions integer NOT NULL DEFAULT 0,
			more_reports integer NOT NULL DEFAULT 0
		)`,
		'CREATE INDEX listed_practice_by_time ON listed_practice (at, id)',
		'CREATE INDEX listed_practice_by_workshop ON listed_practice (workshop)',
		`CREATE TABLE received_practice (
			practice ${TEXT} PRIMARY KEY REFERENCES listed_practice (id) ON DELETE CASCADE,
			signed text NOT NULL,
			bytes bigint NOT NULL
		)`,
		`CREATE TABLE practice_report (
			id ${TEXT} PRIMARY KEY,
			practice ${TEXT} NOT NULL REFERENCES listed_practice (id) ON DELETE CASCADE,
			at bigint NOT NULL,
			reason ${TEXT} NOT NULL,
			text text NOT NULL
		)`,
		'CREATE INDEX practice_report_by_practice ON practice_report (practice, at)',
		'CREATE INDEX practice_report_by_time ON practice_report (at)',
		`CREATE TABLE adoption (
			id ${TEXT} PRIMARY KEY,
			practice ${TEXT} NOT NULL,
			workshop ${OF_WORKSHOP},
			giver ${TEXT},
			board ${TEXT} NOT NULL,
			revision integer NOT NULL,
			created_at bigint NOT NULL,
			state text NOT NULL
		)`,
		'CREATE INDEX adoption_by_practice ON adoption (practice, created_at)',
		'CREATE INDEX adoption_by_workshop ON adoption (workshop, created_at)',
		'CREATE INDEX adoption_by_board ON adoption (board)',
		'CREATE INDEX adoption_by_giver ON adoption (giver, created_at)',
		`CREATE TABLE followed_feed (url ${TEXT} PRIMARY KEY, state text NOT NULL)`,
		`CREATE TABLE blocked_practice (id ${TEXT} PRIMARY KEY, at bigint NOT NULL)`,
		`CREATE TABLE reaction (
			workshop ${OF_WORKSHOP},
			person ${TEXT} NOT NULL,
			board ${TEXT} NOT NULL,
			card ${TEXT} NOT NULL,
			emoji ${TEXT} NOT NULL,
			PRIMARY KEY (workshop, person, board, card, emoji)
		)`,
		'CREATE INDEX reaction_by_board ON reaction (board, card)',
		// JSON that cannot be parsed counts as null, so that one damaged row does not break every list.
		`CREATE FUNCTION stored_json(stored text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
		BEGIN
			RETURN stored::jsonb;
		EXCEPTION WHEN OTHERS THEN
			RETURN NULL;
		END $$`,
		// A host's review list reads only a few of all practices.
		`CREATE INDEX practice_by_state ON practice ((stored_json(state) #>> '{state}'))`,
		`CREATE TABLE image (
			id ${TEXT} PRIMARY KEY, type ${TEXT} NOT NULL, used_at bigint NOT NULL, is_aside integer NOT NULL
		)`,
		'CREATE INDEX image_by_use ON image (is_aside, used_at)',
		`CREATE TABLE image_file (
			image ${TEXT} NOT NULL REFERENCES image (id) ON DELETE CASCADE,
			width integer NOT NULL,
			bytes bytea NOT NULL,
			PRIMARY KEY (image, width)
		)`,
		'ALTER TABLE image_file ALTER COLUMN bytes SET STORAGE EXTERNAL',
		`CREATE TABLE write_probe (id integer PRIMARY KEY CHECK (id = 1), writes bigint NOT NULL)`,
		'INSERT INTO write_probe VALUES (1, 0)',
	],
	/* The search for practices and cards; see `termSearch.ts`. */
	'0018_words': [
		`CREATE TABLE search_change (name ${TEXT} PRIMARY KEY, changes bigint NOT NULL)`,
		`INSERT INTO search_change VALUES ('practice', 0), ('card', 0)`,
		`CREATE TABLE practice_facet (
			practice ${TEXT} NOT NULL REFERENCES listed_practice (id) ON DELETE CASCADE,
			name ${TEXT} NOT NULL,
			value ${TEXT} NOT NULL,
			PRIMARY KEY (practice, name, value)
		)`,
		'CREATE INDEX practice_facet_by_value ON practice_facet (name, value, practice)',
		`CREATE TABLE practice_text (
			id ${ROW_ID},
			practice ${TEXT} NOT NULL REFERENCES listed_practice (id) ON DELETE CASCADE,
			locale ${TEXT} NOT NULL,
			length integer NOT NULL DEFAULT 0,
			UNIQUE (practice, locale)
		)`,
		`CREATE TABLE practice_term (
			term ${TEXT} NOT NULL,
			text bigint NOT NULL REFERENCES practice_text (id) ON DELETE CASCADE,
			weight real NOT NULL,
			PRIMARY KEY (term, text)
		)`,
		'CREATE INDEX practice_term_by_text ON practice_term (text)',
		`CREATE TABLE practice_word (word ${TEXT} PRIMARY KEY)`,
		'CREATE INDEX practice_word_by_length ON practice_word (length(word))',
		`CREATE FUNCTION forget_words() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN
			DELETE FROM practice_word WHERE word IN (SELECT term FROM gone)
				AND NOT EXISTS (SELECT 1 FROM practice_term WHERE term = word);
			RETURN NULL;
		END $$`,
		`CREATE TRIGGER practice_term_removed AFTER DELETE ON practice_term REFERENCING OLD TABLE AS gone
			FOR EACH STATEMENT EXECUTE FUNCTION forget_words()`,
		`CREATE TABLE indexed_board (
			id ${TEXT} PRIMARY KEY, workshop ${OF_WORKSHOP}, is_open integer NOT NULL, place text NOT NULL
		)`,
		'CREATE INDEX indexed_board_by_workshop ON indexed_board (workshop)',
		`CREATE TABLE board_card (
			id ${ROW_ID},
			board ${TEXT} NOT NULL REFERENCES indexed_board (id) ON DELETE CASCADE,
			card ${TEXT} NOT NULL,
			kind ${TEXT} NOT NULL,
			category ${TEXT},
			city text NOT NULL,
			text text NOT NULL,
			solutions text NOT NULL,
			length integer NOT NULL
		)`,
		'CREATE INDEX board_card_by_board ON board_card (board, card)',
		`CREATE TABLE board_card_term (
			term ${TEXT} NOT NULL,
			card bigint NOT NULL REFERENCES board_card (id) ON DELETE CASCADE,
			weight real NOT NULL,
			PRIMARY KEY (term, card)
		)`,
		'CREATE INDEX board_card_term_by_card ON board_card_term (card)',
	],
	// State that nodes share beside the stores: jobs that one node does for all, and values that each
	// node would otherwise choose for itself.
	'0020_nodes': [
		`CREATE TABLE job (name ${TEXT} PRIMARY KEY, until timestamptz NOT NULL)`,
		`CREATE TABLE shared_value (name ${TEXT} PRIMARY KEY, value text NOT NULL)`,
	],
	'0021_host': [
		`CREATE TABLE workshop_summary (
			id ${TEXT} PRIMARY KEY REFERENCES workshop (id) ON DELETE CASCADE,
			version integer NOT NULL,
			title text NOT NULL,
			sort_title ${TEXT} NOT NULL,
			created_at bigint NOT NULL,
			changed_at bigint NOT NULL,
			people integer NOT NULL,
			boards integer NOT NULL,
			bytes bigint NOT NULL,
			is_closed integer NOT NULL
		)`,
		'CREATE INDEX workshop_summary_by_change ON workshop_summary (changed_at, id)',
		'CREATE INDEX workshop_summary_by_creation ON workshop_summary (created_at, id)',
		'CREATE INDEX workshop_summary_by_title ON workshop_summary (sort_title, id)',
		'CREATE INDEX workshop_summary_by_people ON workshop_summary (people, id)',
		'CREATE INDEX workshop_summary_by_boards ON workshop_summary (boards, id)',
		'CREATE INDEX workshop_summary_by_size ON workshop_summary (bytes, id)',
		`CREATE TABLE board_size (
			board ${TEXT} PRIMARY KEY, workshop ${OF_WORKSHOP}, bytes bigint NOT NULL, changed_at bigint NOT NULL
		)`,
		'CREATE INDEX board_size_by_workshop ON board_size (workshop)',
		`CREATE TABLE usage_day (
			day ${TEXT} PRIMARY KEY, people integer NOT NULL, edits bigint NOT NULL, workshops integer NOT NULL
		)`,
		`CREATE TABLE host_value (name ${TEXT} PRIMARY KEY, value text NOT NULL)`,
		'CREATE INDEX grant_hash_by_use ON grant_hash (used_at)',
	],
	'0022_device_links': [
		`CREATE TABLE device_link (
			hash bytea PRIMARY KEY,
			workshop ${OF_WORKSHOP},
			role ${TEXT} NOT NULL,
			link ${TEXT} REFERENCES grant_hash (id) ON DELETE CASCADE,
			until bigint NOT NULL
		)`,
		'CREATE INDEX device_link_by_workshop ON device_link (workshop)',
		'CREATE INDEX device_link_by_link ON device_link (link)',
	],
	// Damaged rows of logs and snapshots that a repair moved here unchanged (CHECK2).
	'0029_quarantine': [
		`CREATE TABLE quarantined_row (
			seq ${ROW_ID}, room ${TEXT} NOT NULL, at bigint NOT NULL, form smallint NOT NULL, crc bigint NOT NULL, bytes bytea NOT NULL
		)`,
		'CREATE INDEX quarantined_row_by_room ON quarantined_row (room)',
	],
	// The time when the host kept a workshop that is unused (HOST10).
	'0031_kept_workshops': ['ALTER TABLE workshop_summary ADD COLUMN kept_at bigint NOT NULL DEFAULT 0'],
	// The living nodes, and the workshops that each of them owns (NODE1). Rows of the log are read by
	// one node, so nobody looks for those of other transactions.
	'0033_placement': [
		`CREATE TABLE node (
			id ${TEXT} PRIMARY KEY,
			url text,
			machine text NOT NULL,
			socket text,
			alive_until timestamptz NOT NULL,
			rooms integer NOT NULL DEFAULT 0,
			sockets integer NOT NULL DEFAULT 0
		)`,
		`CREATE TABLE workshop_owner (
			workshop ${TEXT} PRIMARY KEY REFERENCES workshop (id) ON DELETE CASCADE,
			node ${TEXT} NOT NULL REFERENCES node (id) ON DELETE CASCADE
		)`,
		'CREATE INDEX workshop_owner_by_node ON workshop_owner (node)',
		'ALTER TABLE log DROP COLUMN xid',
		// Token buckets of limits that all nodes count together (NODE6c): the time in s at which a
		// bucket is full again.
		`CREATE UNLOGGED TABLE rate_limit (key ${TEXT} PRIMARY KEY, full_at double precision NOT NULL)`,
	],
	// Machine translations of a workshop's texts, by the hash of the original (TRANSLATE3).
	'0034_translations': [
		`CREATE TABLE translation (
			workshop ${OF_WORKSHOP},
			target ${TEXT} NOT NULL,
			hash ${TEXT} NOT NULL,
			source ${TEXT} NOT NULL,
			text text NOT NULL,
			at bigint NOT NULL,
			PRIMARY KEY (workshop, target, hash)
		)`,
		'CREATE INDEX translation_by_age ON translation (workshop, at)',
	],
	/*
	 * Reports of adopting cities and withdrawals, between servers (RETURN1). `key` is that of the
	 * server that wrote it, and empty for this one; `content` is null for a report that was taken
	 * back. `seq` increases with every change.
	 */
	'0035_exchange_notices': [
		`CREATE TABLE exchange_notice (
			id ${TEXT} PRIMARY KEY,
			seq bigint NOT NULL,
			kind ${TEXT} NOT NULL,
			practice ${TEXT} NOT NULL,
			key ${TEXT} NOT NULL,
			giver ${TEXT} NOT NULL,
			version integer NOT NULL,
			revision integer NOT NULL,
			at bigint NOT NULL,
			is_offered integer NOT NULL,
			workshop text,
			content text,
			signed text
		)`,
		'CREATE UNIQUE INDEX exchange_notice_by_seq ON exchange_notice (seq)',
		'CREATE INDEX exchange_notice_by_practice ON exchange_notice (practice, kind)',
		'CREATE INDEX exchange_notice_by_key ON exchange_notice (key)',
		'CREATE INDEX exchange_notice_by_workshop ON exchange_notice (workshop)',
	],
	/* Facilitators' choices of practices (COLLECT1). */
	'0036_collections': [
		`CREATE TABLE collection (
			rowid bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
			id ${TEXT} PRIMARY KEY,
			workshop ${OF_WORKSHOP},
			revision integer NOT NULL,
			created_at bigint NOT NULL,
			state text NOT NULL
		)`,
		'CREATE INDEX collection_by_workshop ON collection (workshop, created_at)',
	],
	// Machine translations of listed practices, for all their readers (TRANSLATE3).
	'0037_practice_translations': [
		`CREATE TABLE practice_translation (
			practice ${TEXT} NOT NULL REFERENCES listed_practice (id) ON DELETE CASCADE,
			target ${TEXT} NOT NULL,
			hash ${TEXT} NOT NULL,
			source ${TEXT} NOT NULL,
			text text NOT NULL,
			at bigint NOT NULL,
			PRIMARY KEY (practice, target, hash)
		)`,
		'CREATE INDEX practice_translation_by_age ON practice_translation (practice, at)',
	],
	/** Servers of which the host accepts nothing (EXCH5a). */
	'0038_blocked_servers': [`CREATE TABLE blocked_server (key ${TEXT} PRIMARY KEY, url text, at bigint NOT NULL)`],
	/** The origin whose pages may embed a shared page (SHARE4). */
	'0039_embedded_shares': [`ALTER TABLE share ADD COLUMN embedded_in text`],
}

/**
 * Migrates the database at this address in one transaction. Programs that start at the same time
 * wait for each other. Throws if the migration fails, and for a database of a later release.
 */
export async function migratePostgres(url: string): Promise<Migrated> {
	const db = new Kysely<unknown>({
		dialect: new PostgresDialect({
			pool: new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: CONNECT_LIMIT_MS }),
		}),
	})
	try {
		refuseLater(POSTGRES_MIGRATIONS, await appliedTo(db))
		return await runMigrations(db, POSTGRES_MIGRATIONS)
	} finally {
		await db.destroy()
	}
}

async function appliedTo(db: Kysely<unknown>): Promise<string[]> {
	const found = await sql<{ found: string | null }>`SELECT to_regclass('kysely_migration') AS found`.execute(db)
	if (!found.rows[0]?.found) return []
	return (await sql<{ name: string }>`SELECT name FROM kysely_migration`.execute(db)).rows.map(({ name }) => name)
}
