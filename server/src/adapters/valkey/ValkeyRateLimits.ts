import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { RateLimits } from '../../ports/RateLimits.ts'
import { createLocalRateLimits } from '../local/LocalRateLimits.ts'
import { connectValkey } from './connectValkey.ts'

/**
 * If Valkey does not answer within `ANSWER_MS`, it counts as away, and is not asked for `AWAY_MS`.
 */
const ANSWER_MS = 300
const AWAY_MS = 2000

/**
 * The algorithm of `LocalRateLimits`, by the clock of Valkey. ARGV has the burst and the time
 * span in ms of each key. A key expires once its bucket is full again.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local wait, full = 0, {}
for i, key in ipairs(KEYS) do
  local burst, span = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  full[i] = math.max(now, tonumber(redis.call('GET', key) or 0)) + span / burst
  wait = math.max(wait, full[i] - now - span)
end
if wait > 0 then return math.ceil(wait) end
for i, key in ipairs(KEYS) do
  redis.call('SET', key, string.format('%.3f', full[i]), 'PX', math.ceil(full[i] - now))
end
return 0`

interface ValkeyWithTake extends Redis {
	takeTokens(keys: number, ...keysAndPaces: (string | number)[]): Promise<number>
}

export interface ValkeyRateLimitsOptions {
	url: string
	/** Prefix of all key names, so that several servers can share one Valkey. */
	prefix: string
	log: Logger
}

/**
 * Counts in Valkey, so that limits apply to all nodes together. While Valkey is away, this node
 * counts for itself (NODE11).
 */
export function openValkeyRateLimits({ url, prefix, log }: ValkeyRateLimitsOptions): RateLimits {
	const local = createLocalRateLimits()
	const client = connectValkey(url, log, { commandTimeout: ANSWER_MS }) as ValkeyWithTake
	client.defineCommand('takeTokens', { lua: TAKE })
	client.connect().catch(() => {})
	let awayUntil = 0

	return {
		async take(limited) {
			if (client.status !== 'ready' || performance.now() < awayUntil) return local.take(limited)
			const keys = limited.map(({ limit, key }) => `${prefix}limit ${limit} ${key}`)
			try {
				return await client.takeTokens(keys.length, ...keys, ...limited.flatMap(({ burst, perMs }) => [burst, perMs]))
			} catch (cause) {
				awayUntil = performance.now() + AWAY_MS
				log.debug({ err: cause }, 'rate limits not counted in Valkey')
				return local.take(limited)
			}
		},
		async close() {
			client.disconnect()
		},
	}
}
