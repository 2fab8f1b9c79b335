import cluster from 'node:cluster'
import type { Command } from 'commander'
import { type Logger, pino } from 'pino'
import { renderUnicodeCompact } from 'uqr'
import { readConfig } from '../start/config.ts'
import { mistypedSettings } from '../start/environment.ts'
import { releaseStartMemory } from '../start/releaseStartMemory.ts'
import type { RunningServer } from '../start/serve.ts'

const HELP = `
Its settings are environment variables, such as PORT and DATA_DIR, or lines of charrette.env: see docs/HOSTING.md.

Examples:
    charrette serve
    PORT=8080 DATA_DIR=/srv/charrette charrette serve
    BACKUP_DIR=/mnt/backups PUBLIC_URL=https://workshop.example.org charrette serve`

/** `charrette serve`: runs the server until a signal ends it. */
export function addServe(program: Command, env: NodeJS.ProcessEnv): void {
	program
		.command('serve')
		.description('run the server, as charrette without a command does')
		.addHelpText('after', HELP)
		.action(() => runServer(env))
}

async function runServer(env: NodeJS.ProcessEnv): Promise<void> {
	const config = readConfig(env)
	const { start } = await import('../start/start.ts')
	const { createErrorCounts } = await import('../host/errorCounts.ts')
	const errors = createErrorCounts()
	const { worker } = cluster
	const base = worker ? { worker: worker.id } : null
	const log = pino({ level: config.logLevel, base, hooks: errors.hooks ?? {} })
	if (!worker) for (const problem of mistypedSettings(env)) log.warn({ problem }, 'setting not known')
	const running = await start(config, log, errors)
	shutDownOn(running, log)
	releaseStartMemory(running)
	if (!worker) process.stdout.write(greeting(running))
}

/**
 * Returns what a started server prints at any log level: for a terminal the banner, for programs a
 * line of JSON like those of the log.
 */
function greeting({ port, addresses }: Pick<RunningServer, 'port' | 'addresses'>): string {
	if (process.stdout.isTTY) return banner(port, addresses)
	return `${JSON.stringify({ level: 30, time: Date.now(), port, addresses, msg: 'charrette is running' })}\n`
}

/** Returns the addresses of the server for people, and a QR code for phones. */
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
 * Shuts down in order on SIGINT and SIGTERM, with exit code 0. An uncaught error does the same with
 * code 1: state that is still in memory is written, and a supervisor starts the process again.
 */
function shutDownOn(running: RunningServer, log: Logger): void {
	let isEnding = false
	const end = async (code: number) => {
		if (isEnding) return
		isEnding = true
		setTimeout(() => {
			log.error('shutdown took too long')
			process.exit(1)
		}, running.maxCloseMs).unref()
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
