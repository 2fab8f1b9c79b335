import { openForReading, Sqlite } from './Sqlite.ts'

/** Number of pages copied in one step. Between two steps the process does other work. */
const PAGES = 500

/** Facts about a database, for comparing a copy with it. */
export interface DatabaseFacts {
	migrations: string[]
	rows: Record<string, number>
}

/**
 * Copies a database, which others may write meanwhile, into one file. The read transaction makes
 * the copy a consistent snapshot. It also keeps SQLite from restarting the copy after each write of
 * another connection. Writers do not wait for it.
 */
export async function copyDatabase(file: string, target: string): Promise<void> {
	const database = openForReading(file)
	try {
		database.exec('BEGIN')
		// The first read begins the transaction.
		database.prepare('SELECT count(*) FROM sqlite_master').get()
		await database.backup(target, { progress: () => PAGES })
		database.exec('COMMIT')
	} finally {
		database.close()
	}
	const copy = new Sqlite(target)
	// The copy becomes a single file without companion files.
	copy.pragma('journal_mode = DELETE')
	copy.close()
}

/** Reads the facts about a database file. Throws if SQLite finds it damaged. */
export function examineDatabase(file: string): DatabaseFacts {
	const database = openForReading(file)
	try {
		const problems = database.pragma('integrity_check(3)', { simple: false }) as { integrity_check: string }[]
		if (problems[0]?.integrity_check !== 'ok')
			throw new Error(problems.map(({ integrity_check }) => integrity_check).join('; '))
		const tables = database
			.prepare<[], string>(
				`SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
			)
			.pluck()
			.all()
		const rowsOf = (table: string) => database.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get() ?? 0
		return {
			migrations: tables.includes('kysely_migration')
				? database.prepare<[], string>('SELECT name FROM kysely_migration ORDER BY name').pluck().all()
				: [],
			rows: Object.fromEntries(tables.map((table) => [table, rowsOf(table)])),
		}
	} finally {
		database.close()
	}
}
