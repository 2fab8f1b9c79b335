import type { Database, Statement } from 'better-sqlite3'
import { LRUCache } from 'lru-cache'
import type { QueryAnswer } from '../sql/SqlDatabase.ts'

/** Number of prepared statements that a connection caches. */
const MAX_STATEMENTS = 200

/** A statement as Kysely compiles it. */
export interface Query {
	sql: string
	parameters: readonly unknown[]
}

/** Returns the function that runs queries on this connection. */
export function prepareQueries(database: Database): (query: Query) => QueryAnswer {
	const statements = new LRUCache<string, Statement<unknown[]>>({ max: MAX_STATEMENTS })
	return ({ sql, parameters }) => {
		const statement = statements.get(sql) ?? database.prepare<unknown[]>(sql)
		statements.set(sql, statement)
		if (!statement.reader) return { rows: [], changes: statement.run(...parameters).changes }
		const rows = statement.all(...parameters)
		return { rows, changes: statement.readonly ? 0 : rows.length }
	}
}
