/*
 * Starts Valkey in a temporary folder. It imports nothing of Vitest, so that the browser tests can
 * also use it.
 */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './freePort.ts'
import { spawnBound } from './spawnBound.ts'

const START_LIMIT_MS = 20_000
const POLL_MS = 20
/** Another program may take the free port before Valkey does. */
const MAX_STARTS = 5

/**
 * A Valkey that stores nothing on disk. Its address stays the same when it is stopped and started.
 */
export interface TestValkey {
	url: string
	port: number
	start(): Promise<void>
	/** Kills it, closing all connections. */
	stop(): Promise<void>
	/** Ends it and removes its folder. */
	remove(): Promise<void>
}

/** Starts an empty Valkey on a free port of this machine. */
export async function startValkey(): Promise<TestValkey> {
	const folder = mkdtempSync(join(tmpdir(), 'charrette-valkey-'))
	let port = await freePort()
	let running = launch(folder, port)
	for (let starts = 1; !(await answers(running, port)); starts++) {
		if (starts === MAX_STARTS) throw new Error('Valkey does not start')
		port = await freePort()
		running = launch(folder, port)
	}
	const stop = async () => {
		running.child.kill('SIGKILL')
		await running.ended
	}
	return {
		url: `redis://127.0.0.1:${port}`,
		port,
		async start() {
			running = launch(folder, port)
			if (!(await answers(running, port))) throw new Error('Valkey does not start again')
		},
		stop,
		async remove() {
			await stop()
			rmSync(folder, { recursive: true, force: true })
		},
	}
}

type Launched = ReturnType<typeof launch>

function launch(folder: string, port: number) {
	const settings = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', folder]
	const child = spawnBound('KILL', ['valkey-server', ...settings], { stdio: 'ignore' })
	return { child, ended: once(child, 'close') }
}

/**
 * Waits until this process answers. Returns false if it ends instead, for example because another
 * program has its port.
 */
async function answers({ child }: Launched, port: number): Promise<boolean> {
	const limit = Date.now() + START_LIMIT_MS
	while (child.exitCode === null && Date.now() < limit) {
		if ((await processAt(port)) === child.pid) return true
		await new Promise((resolve) => setTimeout(resolve, POLL_MS))
	}
	child.kill('SIGKILL')
	return false
}

/** Returns the process id of the Valkey that listens on a port; null if none answers. */
function processAt(port: number): Promise<number | null> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => socket.write('INFO server\r\n'))
		let answer = ''
		socket.on('data', (bytes) => {
			answer += bytes
			const [, id] = /^process_id:(\d+)\r$/m.exec(answer) ?? []
			if (id === undefined) return
			socket.destroy()
			resolve(Number(id))
		})
		socket.once('error', () => resolve(null))
		socket.once('close', () => resolve(null))
	})
}
