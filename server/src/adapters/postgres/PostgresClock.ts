import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { PostgresDatabase } from './PostgresDatabase.ts'

const MEASURE_MS = 30_000

interface SharedClock {
	/** The time of the database in ms. */
	now(): number
	close(): void
}

interface ClockOptions {
	log?: Logger | undefined
	/** The time of this machine in ms; replaced in tests. */
	localNow?: (() => number) | undefined
}

/**
 * Follows the clock of the database, so that nodes whose own clocks differ agree on timers and on
 * the order of edits (HIST7).
 */
export async function openPostgresClock(
	{ db }: Pick<PostgresDatabase, 'db'>,
	{ log, localNow = Date.now }: ClockOptions = {},
): Promise<SharedClock> {
	let offset = 0

	async function measure(): Promise<void> {
		const sentAt = localNow()
		const { rows } = await sql<{
			at: number
		}>`SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at`.execute(db)
		const at = rows[0]?.at
		if (at !== undefined) offset = Math.round(at - (sentAt + localNow()) / 2)
	}

	await measure()
	const timer = setInterval(
		() => void measure().catch((err: unknown) => log?.debug({ err }, 'clock of the database not read')),
		MEASURE_MS,
	).unref()
	return { now: () => localNow() + offset, close: () => clearInterval(timer) }
}
