/**
 * The history of a database: the SQL statements of each migration, in the order of their names. A migration that was released is
 * never changed, only followed by another one. One that changes tables of both databases has the same name in both.
 */
export type Migrations = Readonly<Record<string, readonly string[]>>

/** The database was written by a later release. */
export class LaterDatabaseError extends Error {
	override name = 'LaterDatabaseError'
	readonly code = 'LATER_DATABASE'
}

/** Throws if one of the migrations that a database has is unknown. */
export function refuseLater(migrations: Migrations, applied: readonly string[]): void {
	const later = applied.filter((name) => !(name in migrations))
	if (later.length > 0) throw new LaterDatabaseError(`it has the migration ${later.join(', ')}`)
}

/** What a migration has done. */
export interface Migrated {
	/** The newest migration that the database had before; null for an empty one. */
	from: string | null
	/** The migrations that were applied, in their order. */
	applied: string[]
}
