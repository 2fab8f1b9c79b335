import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { BOUNDS, type Bounds } from '../../dist/rooms/bounds.js'
import { readConfig } from '../../dist/start/config.js'
import { serve } from '../../dist/start/serve.js'
import { createMigratedFile } from './migratedDatabase.ts'
import { MAIN } from './runCharrette.ts'

/** A whole server in the process of the test, on a free port, with its own data folder. */
export interface TestServer {
	url: string
	/** Address for sockets: `ws://…/sync`. */
	syncUrl: string
	dataDir: string
	/** Stops the server and starts another one with the same data folder and port. */
	restart(): Promise<void>
	/** Stops the server, if it is running. */
	end(): Promise<void>
	/** Stops the server and removes its data folder. */
	stop(): Promise<void>
}

/** Creates an empty folder; remove it after the test. */
export function makeDataDir(): string {
	return mkdtempSync(join(tmpdir(), 'charrette-server-'))
}

const UNLIMITED = { perSecond: 1e9, burst: 1e9 }
/**
 * Bounds for tests in which one person sends more, or opens more sockets, than a real person does.
 */
export const NO_BUDGETS: Partial<Bounds> = {
	payloadFrames: UNLIMITED,
	otherFrames: UNLIMITED,
	frameBytes: UNLIMITED,
	workshopPayloadFrames: UNLIMITED,
	workshopOtherFrames: UNLIMITED,
	workshopFrameBytes: UNLIMITED,
	maxSocketsPerToken: 10_000,
	maxPendingPerAddress: 10_000,
}

/** Tests open more workshops than an address may open in a day, perhaps on a small disk. */
const MANY_WORKSHOPS = { WORKSHOPS_PER_DAY: '100000', MIN_FREE_MB: '0' }

/**
 * Starts a server with these settings and bounds over the defaults of tests. If it has a data
 * folder of its own, its database is empty, but migrated already.
 */
export async function startServer(
	env: NodeJS.ProcessEnv = {},
	narrowed: Partial<Bounds> = {},
	log: Logger = pino({ level: 'silent' }),
): Promise<TestServer> {
	const dataDir = env['DATA_DIR'] ?? makeDataDir()
	if (!env['DATA_DIR'] && !env['DATABASE_URL']) await createMigratedFile(join(dataDir, 'charrette.db'))
	const settings = { ...MANY_WORKSHOPS, HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env }
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

/** The line with the port that a started server prints. */
const STARTED = /"port":(\d+),"addresses":.*"charrette is running"/

/** A server in its own process, as it is shipped, for tests that kill it or read its output. */
export interface SpawnedServer {
	pid: number
	/** Its address, once it listens; empty if it ends instead. */
	url: Promise<string>
	/** Its output so far, stdout and stderr. */
	output(): string
	/** Closes the reading end of its output, as `npm start | head` does. */
	stopReading(): void
	/** Sends a signal and returns the exit code; null if the signal itself ended the process. */
	kill(signal: NodeJS.Signals): Promise<number | null>
	/** Resolves with the exit code when the server ends by itself. */
	ended: Promise<number | null>
}

/**
 * Starts the bundle, or another program, with these settings only. By default it uses a free port
 * and runs as this user.
 */
export function spawnServer(
	env: NodeJS.ProcessEnv,
	{ program = MAIN, ...user }: { program?: string; uid?: number; gid?: number } = {},
): SpawnedServer {
	const usual = { ...MANY_WORKSHOPS, PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0' }
	const child = spawn(process.execPath, [program], { env: { ...usual, ...env }, ...user })
	const ended = once(child, 'close').then(([code]) => code as number | null)
	let output = ''
	const url = new Promise<string>((resolve) => {
		const take = (bytes: Buffer) => {
			output += bytes.toString()
			const port = STARTED.exec(output)?.[1]
			if (port) resolve(`http://127.0.0.1:${port}`)
		}
		child.stdout.on('data', take)
		child.stderr.on('data', take)
		void ended.then(() => resolve(''))
	})
	return {
		pid: child.pid ?? 0,
		url,
		output: () => output,
		stopReading: () => {
			child.stdout.destroy()
			child.stderr.destroy()
		},
		kill: (signal) => {
			child.kill(signal)
			return ended
		},
		ended,
	}
}
