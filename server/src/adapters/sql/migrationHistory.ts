/**
 * The history of a database: the SQL statements of each migration, in the order of the migrations'
 * names. A released migration never changes; further changes are new migrations. A migration of
 * tables that both databases have has the same name in both.
 */
export type Migrations = Readonly<Record<string, readonly string[]>>

/** Thrown for a database that a later release has written. */
export class LaterDatabaseError extends Error {
	override name = 'LaterDatabaseError'
	readonly code = 'LATER_DATABASE'
}

/** Throws a `LaterDatabaseError` if a migration of a database is unknown to this release. */
export function refuseLater(migrations: Migrations, applied: readonly string[]): void {
	const later = applied.filter((name) => !(name in migrations))
	if (later.length > 0) throw new LaterDatabaseError(`it has the migration ${later.join(', ')}`)
}

/** The result of a migration. */
export interface Migrated {
	/** The newest migration that the database had before; null for an empty database. */
	from: string | null
	/** The migrations that were applied, in order. */
	applied: string[]
}
