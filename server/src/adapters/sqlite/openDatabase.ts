import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { migrate } from './migrations.ts'

/** The tables of workshops, tokens, snapshots, shares and results. The log's tables are the document store's own. */
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
		/** The page, deflated; null once the share has ended and was swept. */
		page: Buffer | null
	}
	vote_result: { round: string; result: string }
	/** Its `revoked_at` was written by earlier releases; who was taken out is in the workshop alone. */
	grant_hash: {
		hash: Buffer
		/** A token speaks for somebody; a link is exchanged for a token. */
		purpose: 'token' | 'link'
		workshop: string
		role: string
		participant: string | null
		created_at: number
	}
}

const BUSY_TIMEOUT_MS = 5000

/** Opens the SQLite file, makes it if need be and brings its tables up to date. Close what you get. */
export function openFile(file: string): Database.Database {
	const database = new Database(file, { timeout: BUSY_TIMEOUT_MS })
	try {
		database.pragma('journal_mode = WAL')
		// better-sqlite3 runs NORMAL in WAL unless told so: a power cut would then lose what was answered as stored.
		database.pragma('synchronous = FULL')
		database.pragma('foreign_keys = ON')
		database.pragma('trusted_schema = OFF')
		migrate(database)
	} catch (error) {
		database.close()
		throw error
	}
	return database
}

/** The same, with queries that know the tables. Destroy what you get. */
export function openDatabase(file: string): Kysely<Tables> {
	return new Kysely<Tables>({ dialect: new SqliteDialect({ database: openFile(file) }) })
}
