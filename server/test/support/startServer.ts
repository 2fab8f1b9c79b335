import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { readConfig } from '../../dist/config.js'
import type { Bounds } from '../../dist/rooms/bounds.js'
import { BOUNDS } from '../../dist/rooms/bounds.js'
import { serve } from '../../dist/serve.js'

/** A whole server inside the test, on a free port, with a data folder of its own. */
export interface TestServer {
	url: string
	/** The same for sockets: `ws://…/sync`. */
	syncUrl: string
	dataDir: string
	/** Ends the server and starts another one on the same data folder and port. */
	restart(): Promise<void>
	/** Ends the server, if it was not ended before. */
	end(): Promise<void>
	/** Ends the server and removes its data folder. */
	stop(): Promise<void>
}

/** A fresh, empty folder; remove it when the test is over. */
export function makeDataDir(): string {
	return mkdtempSync(join(tmpdir(), 'charrette-server-'))
}

/** Starts a server with these settings on top of the usual ones of a test, within these bounds instead of the usual. */
export async function startServer(env: NodeJS.ProcessEnv = {}, narrowed: Partial<Bounds> = {}): Promise<TestServer> {
	const dataDir = env['DATA_DIR'] ?? makeDataDir()
	const settings = { HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env }
	const log = pino({ level: 'silent' })
	const bounds = { ...BOUNDS, ...narrowed }
	let running = await serve(readConfig({ PORT: '0', ...settings }), log, bounds)
	let isRunning = true
	const { port } = running
	const end = async () => {
		if (isRunning) await running.close()
		isRunning = false
	}
	return {
		url: `http://127.0.0.1:${port}`,
		syncUrl: `ws://127.0.0.1:${port}/sync`,
		dataDir,
		async restart() {
			await end()
			running = await serve(readConfig({ ...settings, PORT: String(port) }), log, bounds)
			isRunning = true
		},
		end,
		async stop() {
			await end()
			rmSync(dataDir, { recursive: true, force: true })
		},
	}
}
