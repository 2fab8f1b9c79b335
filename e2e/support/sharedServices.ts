/*
 * PostgreSQL and Valkey for stacks of two nodes (`E2E_NODES=2`). Playwright's main process starts
 * one of each per run.
 */
import { createDatabaseOn, query, startPostgres } from '../../server/test/support/postgresProcess.ts'
import { startValkey } from '../../server/test/support/valkeyProcess.ts'

/**
 * Playwright's `globalSetup`. The worker processes inherit the addresses. Returns a function that
 * stops both services.
 */
export default async function startSharedServices(): Promise<(() => Promise<void>) | undefined> {
	if (process.env['E2E_NODES'] !== '2') return undefined
	const [postgres, valkey] = await Promise.all([startPostgres(), startValkey()])
	process.env['E2E_POSTGRES'] = postgres.url('postgres')
	process.env['E2E_VALKEY'] = valkey.url
	return async () => void (await Promise.all([postgres.remove(), valkey.remove()]))
}

/** Returns the settings of nodes that share these services; null if this run has none. */
export function sharedServices(): { VALKEY_URL: string } | null {
	const url = process.env['E2E_VALKEY']
	return url ? { VALKEY_URL: url } : null
}

/** Creates an empty database for this run. `drop` may be called more than once. */
export async function createSharedDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
	const server = process.env['E2E_POSTGRES'] ?? ''
	const url = await createDatabaseOn(server)
	const name = new URL(url).pathname.slice(1)
	return { url, drop: async () => void (await query(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)) }
}
