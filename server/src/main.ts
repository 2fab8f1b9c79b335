import { pino } from 'pino'
import { banner } from './banner.ts'
import type { Config } from './config.ts'
import { readConfig } from './config.ts'
import { StartError } from './errors.ts'
import { serve } from './serve.ts'
import { shutDownOn } from './shutdown.ts'

// Whoever read our output may go away (`npm start | head`); that is no reason to stop serving.
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
