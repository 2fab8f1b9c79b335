/* PostgreSQL and Valkey for stacks of two nodes, one of each in a run (`E2E_NODES=2`): Playwright's process starts them. */
import { createDatabaseOn, query, startPostgres } from '../../server/test/support/postgresProcess.ts'
import { startValkey } from '../../server/test/support/valkeyProcess.ts'

/** Playwright's `globalSetup`: its workers inherit the addresses. Returns what ends both. */
export default async function startSharedServices(): Promise<(() => Promise<void>) | undefined> {
	if (process.env['E2E_NODES'] !== '2') return undefined
	const [postgres, valkey] = await Promise.all([startPostgres(), startValkey()])
	process.env['E2E_POSTGRES'] = postgres.url('postgres')
	process.env['E2E_VALKEY'] = valkey.url
	return async () => void (await Promise.all([postgres.remove(), valkey.remove()]))
}

/** The settings of nodes that share these services; null where this run has none. */
export function sharedServices(): { VALKEY_URL: string } | null {
	const url = process.env['E2E_VALKEY']
	return url ? { VALKEY_URL: url } : null
}

/** An empty database of this run; a story may drop it more than once. */
export async function createSharedDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
	const server = process.env['E2E_POSTGRES'] ?? ''
	const url = await createDatabaseOn(server)
	const name = new URL(url).pathname.slice(1)
	return { url, drop: async () => void (await query(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)) }
}
