/**
 * The tables of the log in PostgreSQL, as they were created. A later migration removes `xid`; the
 * other columns are those of SQLite (`logRows.ts`).
 */
export const LOG_TABLES: readonly string[] = [
	`CREATE TABLE log (
		seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
		room text COLLATE "C" NOT NULL,
		xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
		at bigint NOT NULL,
		form smallint NOT NULL,
		crc bigint NOT NULL,
		bytes bytea NOT NULL,
		retired bigint
	)`,
	// Updates are small, and states are deflated already, so PostgreSQL need not compress them.
	'ALTER TABLE log ALTER COLUMN bytes SET STORAGE EXTERNAL',
	'CREATE INDEX log_by_room ON log (room, seq)',
	'CREATE INDEX log_by_transaction ON log (xid)',
	`CREATE TABLE claim (
		room text COLLATE "C" NOT NULL,
		client bigint NOT NULL,
		owner text NOT NULL,
		PRIMARY KEY (room, client)
	)`,
	`CREATE TABLE touch (
		seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
		room text COLLATE "C" NOT NULL,
		at bigint NOT NULL,
		record text NOT NULL,
		aspect text NOT NULL,
		owner text NOT NULL
	)`,
	'CREATE INDEX touch_by_room ON touch (room, at)',
	'CREATE TABLE ended_log (room text COLLATE "C" PRIMARY KEY)',
]
