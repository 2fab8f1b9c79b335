import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../server/bundle/main.js', import.meta.url))

/** The built server in a process of its own, with its own data folder. */
export interface Stack {
	url: string
	/** Kills the server (SIGKILL), as a power cut would. */
	kill(): Promise<void>
	/** Suspends the process, with its sockets open, until `resume`. */
	pause(): void
	resume(): void
	/** Starts it again with the same port and data. */
	start(): Promise<void>
	/** Stops it gracefully and deletes its data. */
	stop(): Promise<void>
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1')
	await once(server, 'listening')
	const address = server.address()
	server.close()
	await once(server, 'close')
	if (typeof address !== 'object' || !address) throw new Error('no free port')
	return address.port
}

export async function startStack(env: Record<string, string> = {}): Promise<Stack> {
	const dataDir = mkdtempSync(join(tmpdir(), 'charrette-e2e-'))
	const port = await freePort()
	const url = `http://127.0.0.1:${port}`
	let child = launch()

	function launch() {
		const own = { HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'warn' }
		const settings = { ...own, WORKSHOPS_PER_DAY: '100000', ...env }
		return spawn(process.execPath, [MAIN], {
			env: { ...process.env, ...settings },
			stdio: ['ignore', 'ignore', 'inherit'],
		})
	}

	async function end(signal: NodeJS.Signals): Promise<void> {
		if (child.exitCode !== null || child.signalCode !== null) return
		child.kill(signal)
		await once(child, 'exit')
	}

	async function isReady(): Promise<void> {
		while (
			!(await fetch(`${url}/readyz`).then(
				(answer) => answer.ok,
				() => false,
			))
		) {
			if (child.exitCode !== null) throw new Error('the server exited before it was ready')
			await new Promise((resolve) => setTimeout(resolve, 50))
		}
	}

	await isReady()
	return {
		url,
		kill: () => end('SIGKILL'),
		pause: () => void child.kill('SIGSTOP'),
		resume: () => void child.kill('SIGCONT'),
		async start() {
			child = launch()
			await isReady()
		},
		async stop() {
			child.kill('SIGCONT')
			await end('SIGTERM')
			rmSync(dataDir, { recursive: true, force: true })
		},
	}
}
