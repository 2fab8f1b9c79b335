import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../server/bundle/main.js', import.meta.url))

/** The line with the server's port in its output. */
const PORT_LINE = /"port":(\d+),"addresses":.*"charrette is running"/

/** A process of the built server, which keeps its port over restarts. */
export interface ServerProcess {
	/** Known once the server has been started. */
	readonly url: string
	/** Starts the server, also after it has ended, and waits until it is ready. */
	start(): Promise<void>
	/** Sends this signal to the server, if it runs, and waits until it has ended. */
	end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
	/** Suspends the process, with its sockets open, until `resume`. */
	pause(): void
	resume(): void
}

/**
 * Creates a server with these settings, without starting it. The server chooses its port itself:
 * another program could take a port that was just free, and tests would mistake it for the server.
 */
export function createServerProcess(env: Record<string, string>): ServerProcess {
	let port = '0'
	let url = ''
	let child: ReturnType<typeof launch> | null = null
	function launch() {
		const own = { HOST: '127.0.0.1', PORT: port, LOG_LEVEL: 'warn', WORKSHOPS_PER_DAY: '100000' }
		return spawn(process.execPath, [MAIN], {
			env: { ...process.env, ...own, ...env },
			stdio: ['ignore', 'pipe', 'inherit'],
		})
	}
	/** Resolves with the port on which a process listens; null if the process ends before. */
	const portOf = ({ stdout }: ReturnType<typeof launch>) =>
		new Promise<string | null>((resolve) => {
			let output = ''
			stdout.on('data', (bytes: Buffer) => {
				output = `${output}${bytes}`.slice(-10_000)
				const found = PORT_LINE.exec(output)?.[1]
				if (found) resolve(found)
			})
			stdout.on('end', () => resolve(null))
		})
	const isReady = () =>
		fetch(`${url}/readyz`).then(
			(answer) => answer.ok,
			() => false,
		)
	return {
		get url() {
			return url
		},
		async start() {
			child = launch()
			const found = await portOf(child)
			if (!found) throw new Error('the server ended before it listened')
			port = found
			url = `http://127.0.0.1:${port}`
			while (!(await isReady())) {
				if (child.exitCode !== null) throw new Error('the server ended before it was ready')
				await new Promise((resolve) => setTimeout(resolve, 50))
			}
		},
		async end(signal) {
			if (!child || child.exitCode !== null || child.signalCode !== null) return
			child.kill('SIGCONT')
			child.kill(signal)
			await once(child, 'exit')
		},
		pause: () => void child?.kill('SIGSTOP'),
		resume: () => void child?.kill('SIGCONT'),
	}
}
