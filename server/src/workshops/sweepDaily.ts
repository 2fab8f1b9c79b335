import type { Logger } from 'pino'

const DAY_MS = 24 * 60 * 60 * 1000
/** A server that was just started has people to let in. */
const FIRST_AFTER_MS = 60_000

/** Sweeps, one thing after the other, soon after the start and then once a day. Returns its end, which resolves once no sweep runs. */
export function sweepDaily(sweeps: Readonly<Record<string, () => Promise<void>>>, log: Logger): () => Promise<void> {
	let running: Promise<void> = Promise.resolve()
	const sweepAll = async () => {
		for (const [what, sweep] of Object.entries(sweeps))
			await sweep().catch((cause: unknown) => log.error({ cause: String(cause), what }, 'not swept'))
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
