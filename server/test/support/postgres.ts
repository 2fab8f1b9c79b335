import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { inject } from 'vitest'
import { describeWhere } from './machine.ts'
import { createDatabaseOn, findPostgres } from './postgresProcess.ts'

/** Query for locks that a session waits for in the database. */
export const WAITING_LOCKS = `SELECT 1 FROM pg_locks WHERE NOT granted
	AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`

/**
 * Defines a group of tests that need PostgreSQL. Without it they are skipped, or fail in CI
 * (`describeWhere`).
 */
export function describeWithPostgres(name: string, tests: () => void): void {
	describeWhere(findPostgres() ? null : 'PostgreSQL is not installed', name, tests)
}

/**
 * Creates an empty database in the PostgreSQL that the whole run shares, and returns its address.
 * Tests that stop PostgreSQL start one of their own (`startPostgres`).
 */
export async function createDatabase(): Promise<string> {
	const answer = await text(connect(inject('sharedPostgres')))
	const { url, error } = JSON.parse(answer) as { url?: string; error?: string }
	if (!url) throw new Error(error)
	return createDatabaseOn(url)
}
