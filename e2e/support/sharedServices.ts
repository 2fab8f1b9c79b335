/*
 * PostgreSQL for stacks of two nodes (`E2E_NODES=2`). Playwright's main process starts one per run.
 */
import { createDatabaseOn, query, startPostgres } from '../../server/test/support/postgresProcess.ts'

/**
 * Playwright's `globalSetup`. The worker processes inherit its address. Returns a function that
 * stops it.
 */
export default async function startSharedServices(): Promise<(() => Promise<void>) | undefined> {
	if (process.env['E2E_NODES'] !== '2') return undefined
	const postgres = await startPostgres()
	process.env['E2E_POSTGRES'] = postgres.url('postgres')
	return () => postgres.remove()
}

/** Whether stacks of this run have two nodes. */
export function hasSharedServices(): boolean {
	return process.env['E2E_POSTGRES'] !== undefined
}

/** Creates an empty database for this run. `drop` may be called more than once. */
export async function createSharedDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
	const server = process.env['E2E_POSTGRES'] ?? ''
	const url = await createDatabaseOn(server)
	const name = new URL(url).pathname.slice(1)
	return { url, drop: async () => void (await query(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)) }
}
