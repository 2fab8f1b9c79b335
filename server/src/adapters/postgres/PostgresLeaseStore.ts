import { sql } from 'kysely'
import type { LeaseStore } from '../../ports/LeaseStore.ts'
import { wrapStore } from '../../ports/StorageError.ts'
import type { PostgresDatabase } from './PostgresDatabase.ts'

/**
 * Creates the lease store that nodes share, by the clock of the database. Acquiring a lease is one
 * statement, so that only one node gets it.
 */
export function createPostgresLeaseStore({ db }: Pick<PostgresDatabase, 'db'>): LeaseStore {
	return wrapStore<LeaseStore>({
		async acquire(name, forMs) {
			const { rows } = await sql`
				INSERT INTO job (name, until) VALUES (${name}, clock_timestamp() + ${forMs} * interval '1 millisecond')
				ON CONFLICT (name) DO UPDATE SET until = excluded.until WHERE job.until <= clock_timestamp()
				RETURNING name`.execute(db)
			return rows.length > 0
		},
	})
}

/** Returns the value of this name that all nodes share; stores `proposed` if there is none yet. */
export async function shareValue(
	{ db }: Pick<PostgresDatabase, 'db'>,
	name: string,
	proposed: string,
): Promise<string> {
	await sql`INSERT INTO shared_value (name, value) VALUES (${name}, ${proposed}) ON CONFLICT DO NOTHING`.execute(db)
	const { rows } = await sql<{ value: string }>`SELECT value FROM shared_value WHERE name = ${name}`.execute(db)
	return rows[0]?.value ?? proposed
}
