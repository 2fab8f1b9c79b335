import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs'
import type Database from 'better-sqlite3'
import type { Generated } from 'kysely'
import { migrate } from './migrations.ts'
import { Sqlite } from './Sqlite.ts'

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
		/** The public id of a link; null in tokens. */
		id: string | null
		/** The link of a token; null in links and for participants. */
		link: string | null
		/** The last use, in ms; set at most hourly. */
		used_at: number | null
	}
	deleted_workshop: { id: string; boards: string; at: number }
	practice: { id: string; workshop: string; revision: number; created_at: number; state: string }
	practice_version: { practice: string; version: number; at: number; content: string }
	/** `workshop` is null for practices of other servers and of deleted workshops, `origin` for those of this server. */
	listed_practice: {
		id: string
		version: number
		visibility: string
		workshop: string | null
		/** JSON. */
		origin: string | null
		at: number
		/** Those that are shown. */
		adoptions: number
		/** Reports that were only counted. */
		more_reports: Generated<number>
	}
	/** Open reports of listed practices. */
	practice_report: { id: string; practice: string; at: number; reason: string; text: string }
	/** What the server of a practice signed, as JSON. */
	received_practice: { practice: string; signed: string; bytes: number }
	/** `state` is JSON. */
	followed_feed: { url: string; state: string }
	/** Practices of other servers that the host withdrew. */
	blocked_practice: { id: string; at: number }
	practice_facet: { practice: string; name: string; value: string }
	practice_text: { id: Generated<number>; practice: string; locale: string }
	search_change: { name: string; changes: number }
	indexed_board: { id: string; workshop: string; is_open: number; place: string }
	board_card: {
		id: Generated<number>
		board: string
		card: string
		kind: string
		category: string | null
		city: string
		text: string
		/** JSON. */
		solutions: string
	}
	adoption: {
		id: string
		/** Empty for a solution. */
		practice: string
		workshop: string
		/** The workshop of an adopted solution; null for a practice. */
		giver: string | null
		board: string
		revision: number
		created_at: number
		state: string
	}
}

/** A statement may wait this long for another program that holds the lock of the database; only its own thread waits. */
const BUSY_TIMEOUT_MS = 5000
const FILE_MODE = 0o600

/** Opens a SQLite file for writing, creates it if there is none, and brings its tables up to date. Close what it returns. */
export async function openFile(file: string): Promise<Database.Database> {
	createPrivately(file)
	const database = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS })
	try {
		database.pragma('journal_mode = WAL')
		// better-sqlite3 sets NORMAL for WAL: a power cut could then lose writes that were answered as stored.
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

/** Opens a SQLite file that exists, for reading. Close what it returns. */
export function openForReading(file: string): Database.Database {
	const database = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS, readonly: true, fileMustExist: true })
	database.pragma('trusted_schema = OFF')
	return database
}

/**
 * Creates the file if there is none, readable by its owner alone whatever the umask is. SQLite gives its `-wal` and `-shm` the
 * mode of the database; those of an earlier release are restricted, too.
 */
function createPrivately(file: string): void {
	closeSync(openSync(file, 'a', FILE_MODE))
	const owned = [file, `${file}-wal`, `${file}-shm`].filter((path) => existsSync(path) && isOwn(path))
	for (const path of owned) chmodSync(path, FILE_MODE)
}

/** Only the owner of a file may change its mode. */
function isOwn(path: string): boolean {
	const user = process.getuid?.()
	return user === undefined || statSync(path).uid === user
}
