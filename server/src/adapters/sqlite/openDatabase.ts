import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { migrate } from './migrations.ts'

/** The tables that are queried with Kysely; ballots and the log have prepared statements. */
export interface Tables {
	workshop: { id: string; join_code: string; version: number; state: string }
	snapshot: {
		id: string
		board: string
		name: string
		at: number
		cause: string
		/** JSON. */
		about: string | null
		print: string | null
		crc: number
		bytes: Buffer
	}
	share: {
		id: string
		secret_hash: Buffer
		workshop: string
		title: string
		/** 0 or 1; null in rows of earlier releases. */
		authors: number | null
		created_at: number
		until: number
		revoked_at: number | null
		/** The page, deflated; null after the share has ended. */
		page: Buffer | null
	}
	vote_result: { round: string; result: string }
	/**
	 * Earlier releases wrote a column `revoked_at`; removed participants are now marked in the
	 * workshop alone.
	 */
	grant_hash: {
		hash: Buffer
		/** A token authenticates requests; a link's secret is exchanged for a token. */
		purpose: 'token' | 'link'
		workshop: string
		role: string
		participant: string | null
		created_at: number
	}
}

const BUSY_TIMEOUT_MS = 5000

/**
 * Opens a SQLite file, creates it if there is none, and brings its tables up to date. Close what it
 * returns.
 */
export async function openFile(file: string): Promise<Database.Database> {
	const database = new Database(file, { timeout: BUSY_TIMEOUT_MS })
	try {
		database.pragma('journal_mode = WAL')
		// better-sqlite3 sets NORMAL for WAL: a power cut could then lose writes that were answered as
		// stored.
		database.pragma('synchronous = FULL')
		database.pragma('foreign_keys = ON')
		database.pragma('trusted_schema = OFF')
		await migrate(database)
	} catch (error) {
		database.close()
		throw error
	}
	return database
}

/** Opens the same file for Kysely. Destroy what it returns. */
export async function openDatabase(file: string): Promise<Kysely<Tables>> {
	return new Kysely<Tables>({ dialect: new SqliteDialect({ database: await openFile(file) }) })
}
