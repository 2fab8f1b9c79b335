import type { CompiledQuery, Kysely, RawBuilder } from 'kysely'
import type { Tables } from './tables.ts'

/** The answer to one query of a transaction. */
export interface QueryAnswer {
	rows: unknown[]
	/** Number of rows that were changed. */
	changes: number
}

/** What SQLite and PostgreSQL say differently. */
export interface SqlDialect {
	/**
	 * The first queries of a transaction whose rule is about several rows: of those with the same key, each sees what the one
	 * before it committed. SQLite runs one transaction at a time anyway.
	 */
	serialize(key: string): CompiledQuery[]
	/** The value at a path in a column with JSON, as text; null if there is none. Names in the path are letters, digits and dashes. */
	json(column: string, ...path: readonly string[]): RawBuilder<string | null>
	/** Whether the value at a path in a column with JSON is true. */
	isTrue(column: string, ...path: readonly string[]): RawBuilder<boolean>
}

/** An open database of either kind, for the stores whose queries are the same on both. */
export interface SqlDatabase {
	/** Builds and runs single queries. It has no `transaction`: see `transact`. */
	readonly db: Kysely<Tables>
	readonly dialect: SqlDialect
	/** Runs compiled queries in one transaction: all of them, or none. */
	transact(queries: readonly CompiledQuery[]): Promise<QueryAnswer[]>
	/** Resolves once everything is written and the database is closed. Later calls are rejected. */
	close(): Promise<void>
}
