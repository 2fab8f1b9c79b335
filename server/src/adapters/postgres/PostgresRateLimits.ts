import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { RateLimits } from '../../ports/RateLimits.ts'
import { createLocalRateLimits } from '../local/LocalRateLimits.ts'
import type { PostgresDatabase } from './PostgresDatabase.ts'

/** While the database does not answer, it is not asked for this long. */
const AWAY_MS = 2000
/** Full buckets are removed once in so many calls. */
const SWEEP_EVERY = 1000

/**
 * Counts in the database, by its clock, so that limits apply to all nodes together. While the
 * database is away, this node counts by itself (NODE6c).
 */
export function createPostgresRateLimits(database: PostgresDatabase, log?: Logger): RateLimits {
	const local = createLocalRateLimits()
	let awayUntil = 0
	let calls = 0

	/** See `LocalRateLimits` for the algorithm. */
	function takeShared(keys: Parameters<RateLimits['take']>[0]): Promise<number> {
		const names = keys.map(({ limit, key }) => `${limit} ${key}`)
		return database.transaction(async (running) => {
			// Sorted, so that two transactions cannot wait for each other.
			for (const name of [...names].sort())
				for (const query of database.dialect.serialize(`limit ${name}`)) await running.executeQuery(query)
			const { rows } = await sql<{ key: string | null; fullAt: number | null; now: number }>`
				SELECT key, full_at AS "fullAt", extract(epoch FROM clock_timestamp())::float8 AS now
				FROM (SELECT 1) AS one LEFT JOIN rate_limit ON key = ANY(${names})`.execute(running)
			const now = (rows[0]?.now ?? 0) * 1000
			const fullAt = new Map(rows.map(({ key, fullAt }) => [key, (fullAt ?? 0) * 1000]))
			const full = keys.map(
				({ burst, perMs }, index) => Math.max(now, fullAt.get(names[index] ?? null) ?? 0) + perMs / burst,
			)
			const waitMs = Math.max(0, ...keys.map(({ perMs }, index) => (full[index] ?? 0) - now - perMs))
			if (waitMs > 0) return waitMs
			await sql`
				INSERT INTO rate_limit (key, full_at) SELECT * FROM unnest(${names}::text[], ${full.map((at) => at / 1000)}::float8[])
				ON CONFLICT (key) DO UPDATE SET full_at = excluded.full_at`.execute(running)
			return 0
		})
	}

	async function sweep(): Promise<void> {
		await sql`DELETE FROM rate_limit WHERE full_at < extract(epoch FROM clock_timestamp())`.execute(database.db)
	}

	return {
		async take(keys) {
			if (performance.now() < awayUntil) return local.take(keys)
			try {
				const waitMs = await takeShared(keys)
				if (++calls % SWEEP_EVERY === 0) await sweep()
				return waitMs
			} catch (cause) {
				awayUntil = performance.now() + AWAY_MS
				log?.debug({ err: cause }, 'limits not counted in the database')
				return local.take(keys)
			}
		},
		async close() {},
	}
}
