import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../server/bundle/main.js', import.meta.url))

/** The built server in a process of its own, on a port that stays the same. */
export interface ServerProcess {
	url: string
	/** Starts it, again after it has ended, and waits until it is ready. */
	start(): Promise<void>
	/** Ends it with this signal, if it runs. */
	end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
	/** Suspends the process, with its sockets open, until `resume`. */
	pause(): void
	resume(): void
}

/** A server with these settings, which is not started yet. */
export function createServerProcess(port: number, env: Record<string, string>): ServerProcess {
	const url = `http://127.0.0.1:${port}`
	const own = { HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn', WORKSHOPS_PER_DAY: '100000' }
	let child: ReturnType<typeof launch> | null = null
	function launch() {
		return spawn(process.execPath, [MAIN], {
			env: { ...process.env, ...own, ...env },
			stdio: ['ignore', 'ignore', 'inherit'],
		})
	}
	const isReady = () =>
		fetch(`${url}/readyz`).then(
			(answer) => answer.ok,
			() => false,
		)
	return {
		url,
		async start() {
			child = launch()
			while (!(await isReady())) {
				if (child.exitCode !== null) throw new Error('the server exited before it was ready')
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
