import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

/** A server in a process of its own, as it is shipped; for tests that kill it or read what it says. */
export interface SpawnedServer {
	/** Its address, once it listens; resolves with an empty one when it ends instead. */
	url: Promise<string>
	/** What it has written so far, to both outputs. */
	output(): string
	/** Hangs up on what it writes, as `npm start | head` does. */
	stopReading(): void
	/** Sends a signal, and gives the exit code: null if the signal itself ended the process. */
	kill(signal: NodeJS.Signals): Promise<number | null>
	/** The exit code, once it has ended by itself. */
	ended: Promise<number | null>
}

/** Starts `dist/main.js` with these settings alone, on a free port unless they say otherwise. */
export function spawnServer(env: NodeJS.ProcessEnv): SpawnedServer {
	const usual = { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0' }
	const child = spawn(process.execPath, [MAIN], { env: { ...usual, ...env } })
	const ended = once(child, 'close').then(([code]) => code as number | null)
	let output = ''
	const url = new Promise<string>((resolve) => {
		const take = (bytes: Buffer) => {
			output += bytes.toString()
			const port = /http:\/\/localhost:(\d+)\n/.exec(output)?.[1]
			if (port) resolve(`http://127.0.0.1:${port}`)
		}
		child.stdout.on('data', take)
		child.stderr.on('data', take)
		void ended.then(() => resolve(''))
	})
	return {
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
