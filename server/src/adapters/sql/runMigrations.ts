import { type Kysely, type Migration, Migrator, sql } from 'kysely'
import type { Migrated, Migrations } from './migrationHistory.ts'

/** Migrates a database in one transaction, one process at a time. Throws if that fails. */
export async function runMigrations(db: Kysely<unknown>, migrations: Migrations): Promise<Migrated> {
	const up = (statements: readonly string[]): Migration => ({
		async up(transaction) {
			for (const statement of statements) await sql.raw(statement).execute(transaction)
		},
	})
	const provider = {
		getMigrations: async () =>
			Object.fromEntries(Object.entries(migrations).map(([name, statements]) => [name, up(statements)])),
	}
	const { error, results = [] } = await new Migrator({ db, provider }).migrateToLatest()
	if (error) throw error
	const applied = results.map(({ migrationName }) => migrationName)
	const names = Object.keys(migrations)
	return { from: names[names.length - applied.length - 1] ?? null, applied }
}
