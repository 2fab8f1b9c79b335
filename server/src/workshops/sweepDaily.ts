import type { Logger } from 'pino'
import type { LeaseStore } from '../ports/LeaseStore.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/**
 * Lease of a sweep, by which only one of several nodes runs it, even if they were started at
 * different times.
 */
const TAKEN_MS = DAY_MS / 2

/**
 * Runs the sweeps one after another, `firstSweepMs` after the start and then once a day. A failed
 * sweep is logged under its name. Returns a function that stops them, and resolves once none is
 * running.
 */
export function sweepDaily(
	sweeps: Readonly<Record<string, () => Promise<void>>>,
	{ leases, log, firstSweepMs }: { leases: LeaseStore; log: Logger; firstSweepMs: number },
): () => Promise<void> {
	const sweepOnce = async (name: string, sweep: () => Promise<void>) => {
		if (await leases.acquire(`sweep ${name}`, TAKEN_MS)) await sweep()
	}
	let running: Promise<void> = Promise.resolve()
	const sweepAll = async () => {
		for (const [name, sweep] of Object.entries(sweeps))
			await sweepOnce(name, sweep).catch((cause: unknown) => log.error({ err: cause, name }, 'sweep failed'))
	}
	const start = () => {
		running = sweepAll()
	}
	const first = setTimeout(start, firstSweepMs).unref()
	const daily = setInterval(start, DAY_MS).unref()
	return async () => {
		clearTimeout(first)
		clearInterval(daily)
		await running
	}
}
