import type { CompiledQuery, Kysely, RawBuilder } from 'kysely'
import type { Tables } from './tables.ts'

/** The answer to one query of a transaction. */
export interface QueryAnswer {
	rows: unknown[]
	changes: number
}

/** Queries that SQLite and PostgreSQL write differently. */
export interface SqlDialect {
	/**
	 * Returns the first queries of a transaction whose rule involves several rows. Transactions with
	 * the same key run one after another, and each sees the commits of those before it. SQLite needs
	 * no query, since it runs one transaction at a time.
	 */
	serialize(key: string): CompiledQuery[]
	/**
	 * Returns the value at a path in a column with JSON, as text; null if there is none. The names in
	 * a path consist of letters, digits and dashes.
	 */
	json(column: string, ...path: readonly string[]): RawBuilder<string | null>
	/** Returns whether the value at a path in a column with JSON is true. */
	isTrue(column: string, ...path: readonly string[]): RawBuilder<boolean>
}

/** An open SQLite or PostgreSQL database, for the stores whose queries are the same on both. */
export interface SqlDatabase {
	/** Builds and runs single queries. It has no `transaction`: see `transact`. */
	readonly db: Kysely<Tables>
	readonly dialect: SqlDialect
	/** Runs compiled queries in one transaction: either all of them take effect or none. */
	transact(queries: readonly CompiledQuery[]): Promise<QueryAnswer[]>
	/** Resolves once all writes are done and the database is closed. Later calls are rejected. */
	close(): Promise<void>
}
