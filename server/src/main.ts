import { type Logger, pino } from 'pino'
import { renderUnicodeCompact } from 'uqr'
import { type Config, readConfig } from './config.ts'
import { StartError } from './errors.ts'
import { type Running, serve } from './serve.ts'

const MAX_SHUTDOWN_MS = 4500

// A reader of the output may end (`npm start | head`); the server goes on.
process.stdout.on('error', () => {})

try {
	await main(readConfig(process.env))
} catch (error) {
	if (!(error instanceof StartError)) throw error
	process.stderr.write(`${error.message}\n`)
	process.exitCode = 1
}

async function main(config: Config): Promise<void> {
	const log = pino({ level: config.logLevel, base: null })
	const running = await serve(config, log)
	shutDownOn(running, log)
	process.stdout.write(banner(running.port, running.addresses))
}

/** The greeting on the console: the addresses of the server, and a QR code for phones. */
function banner(port: number, addresses: readonly string[]): string {
	const [best] = addresses
	const lines = ['', '  Charrette is running.', '', `  On this machine    http://localhost:${port}`]
	for (const address of addresses) lines.push(`  From elsewhere     ${address}`)
	if (best) lines.push('', indent(renderUnicodeCompact(best, { border: 2 })))
	lines.push('', '  Ctrl+C ends it.', '', '')
	return lines.join('\n')
}

function indent(text: string): string {
	return text.replace(/^/gm, '  ')
}

/**
 * Shuts down in order on SIGINT and SIGTERM, with exit code 0. An uncaught error does the same with code 1: what is still in
 * memory is written, and a supervisor starts the process again.
 */
function shutDownOn(running: Running, log: Logger): void {
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
