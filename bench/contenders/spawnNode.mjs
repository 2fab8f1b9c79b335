import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { cpus } from 'node:os'
import { pause } from '../load/until.mjs'
import { programOf, ROOT } from './paths.mjs'

const CORES = { server: '0', load: '1' }
const canPin = cpus().length >= 2 && spawnSync('taskset', ['-V']).status === 0
const PROBE = programOf('./probe.mjs')

/** Describes how the servers and the load are distributed over the cores. */
export const PINNING = canPin
	? 'server on core 0, load on core 1 (`taskset`)'
	: 'server and load not pinned (no `taskset`, or only one core)'

/** Returns a command that runs on this core. */
export const pinned = (core, command) => (canPin ? ['taskset', '-c', CORES[core], ...command] : command)

/**
 * Runs `use` with this process on the load's core. If the bench itself is a client, its work must
 * not take processor time from the server. Programs that it starts meanwhile run on their own core
 * (`spawnNode`).
 */
export async function onLoadCore(use) {
	const pinSelf = (cores) => canPin && spawnSync('taskset', ['-a', '-c', '-p', cores, String(process.pid)])
	pinSelf(CORES.load)
	try {
		return await use()
	} finally {
		pinSelf(`0-${cpus().length - 1}`)
	}
}

/**
 * Starts a Node program on its core, with a channel for messages.
 * @param {'server' | 'load'} core
 * @param {string} program
 * @param {{ node?: string, args?: string[], env?: Record<string, string>, nodeArgs?: string[],
 *   stdout?: 'ignore' | number }} [options] `stdout` is the descriptor of a file
 */
export function spawnNode(core, program, options = {}) {
	const { node = process.execPath, args = [], env = {}, nodeArgs = [], stdout = 'ignore' } = options
	const [file, ...rest] = pinned(core, [node, ...nodeArgs, program, ...args])
	return spawn(file, rest, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', stdout, 'pipe', 'ipc'] })
}

/**
 * Starts a server, and resolves once it listens. Every contender has the same probe: on a message
 * it reads the delay of its event loop, or collects its garbage.
 */
export async function startServer(program, { port, nodeArgs = [], ...options }) {
	const child = spawnNode('server', program, { ...options, nodeArgs: [...nodeArgs, '--expose-gc', '--import', PROBE] })
	let complaint = ''
	child.stderr?.on('data', (data) => {
		complaint = (complaint + data).slice(-2000)
	})
	const end = performance.now() + 60_000
	while (child.exitCode === null && !(await canConnect(port)) && performance.now() < end) await pause(10)
	if (child.exitCode !== null || performance.now() >= end) throw new Error(`${program} did not start: ${complaint}`)
	return {
		pid: child.pid ?? 0,
		complaint: () => complaint,
		/**
		 * Sends a question to the probe: `lag` returns the event loop's delay since the last question,
		 * `gc` collects garbage.
		 */
		probe: (question) => ask(child, question),
		stop: (signal = 'SIGKILL') => stop(child, signal),
	}
}

function canConnect(port) {
	return new Promise((resolve) => {
		const socket = connect({ host: '127.0.0.1', port })
		const settle = (isUp) => {
			socket.destroy()
			resolve(isUp)
		}
		socket.on('connect', () => settle(true))
		socket.on('error', () => settle(false))
	})
}

/** Kills a process and waits for its end. */
export async function stop(child, signal = 'SIGKILL') {
	if (child.exitCode !== null || child.signalCode !== null) return
	const ended = once(child, 'exit')
	child.kill(signal)
	await ended
}

async function ask(child, question) {
	// After one of the two events, the abort signal removes the listener of the other.
	const settled = new AbortController()
	const { signal } = settled
	const answer = once(child, 'message', { signal })
	child.send(question)
	try {
		const [found] = await Promise.race([answer, once(child, 'exit', { signal }).then(() => [null])])
		return found
	} finally {
		settled.abort()
	}
}
