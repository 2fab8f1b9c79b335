import type { Logger } from 'pino'
import type { Running } from './serve.ts'

const MAX_SHUTDOWN_MS = 4500

/**
 * Ends the process in order on SIGINT and SIGTERM, with code 0. An error that nobody caught ends it the same way, with
 * code 1: what is still in memory gets written, and whoever started the process starts it anew.
 */
export function shutDownOn(running: Running, log: Logger): void {
	let isEnding = false
	const end = async (code: number) => {
		if (isEnding) return
		isEnding = true
		setTimeout(() => {
			log.error('shutdown took too long')
			process.exit(1)
		}, MAX_SHUTDOWN_MS).unref()
		try {
			await running.close()
		} catch (err) {
			log.error({ err }, 'shutdown failed')
			process.exit(1)
		}
		process.exit(code)
	}
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0))
	for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
		process.on(event, (err) => {
			if (!isEnding) log.fatal({ err }, 'unexpected error')
			void end(1)
		})
	}
}
