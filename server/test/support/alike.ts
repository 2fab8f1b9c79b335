import { isDeepStrictEqual } from 'node:util'
import type { StockClient } from './stockClient.ts'

/** Whether all of these are in step with the server and have the same records, deeply. */
export function areAlike(clients: readonly StockClient[]): boolean {
	const [first, ...others] = clients
	if (!first || !clients.every((client) => client.provider.synced)) return false
	const content = first.content()
	return others.every((client) => isDeepStrictEqual(client.content(), content))
}
