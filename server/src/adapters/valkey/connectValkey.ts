import { Redis, type RedisOptions } from 'ioredis'
import type { Logger } from 'pino'

const CONNECT_MS = 2000
const RECONNECT_MS = { first: 50, longest: 1000 }

/**
 * Creates a connection to Valkey, which the caller opens. While it is down, commands fail at once,
 * and it reconnects with exponential backoff.
 */
export function connectValkey(url: string, log: Logger, more: RedisOptions = {}): Redis {
	const client = new Redis(url, {
		lazyConnect: true,
		enableOfflineQueue: false,
		autoResubscribe: false,
		maxRetriesPerRequest: 0,
		connectTimeout: CONNECT_MS,
		retryStrategy: (tries) => Math.min(RECONNECT_MS.first * 2 ** Math.min(tries, 10), RECONNECT_MS.longest),
		...more,
	})
	// The broadcast logs an outage once. Without a listener, ioredis prints every error.
	client.on('error', (cause) => log.debug({ err: cause }, 'Valkey connection failed'))
	return client
}
