import type { Logger } from 'pino'

const DAY_MS = 24 * 60 * 60 * 1000
/** Right after a restart the server is busy with everyone who reconnects. */
const FIRST_AFTER_MS = 60_000

/**
 * Runs the sweeps one after another, a minute after the start and then once a day. A failed sweep
 * is logged under its name. Returns a function that stops them, and resolves once none is running.
 */
export function sweepDaily(sweeps: Readonly<Record<string, () => Promise<void>>>, log: Logger): () => Promise<void> {
	let running: Promise<void> = Promise.resolve()
	const sweepAll = async () => {
		for (const [name, sweep] of Object.entries(sweeps))
			await sweep().catch((cause: unknown) => log.error({ err: cause, name }, 'sweep failed'))
	}
	const start = () => {
		running = sweepAll()
	}
	const first = setTimeout(start, FIRST_AFTER_MS).unref()
	const daily = setInterval(start, DAY_MS).unref()
	return async () => {
		clearTimeout(first)
		clearInterval(daily)
		await running
	}
}
