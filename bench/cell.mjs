import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './peers/freePort.mjs'
import { programOf } from './peers/paths.mjs'
import { spawnNode, stop } from './peers/spawnNode.mjs'

const LOAD = programOf('../load/main.mjs')

/**
 * Runs `use` with a fresh server of this contender, on an empty folder or on the content that
 * `fill` writes into it. Afterwards stops the server and removes the folder.
 * @param {object} contender
 * @param {(server: any) => Promise<any>} use
 * @param {(dataDir: string) => Promise<unknown>} [fill]
 */
export async function withServer(contender, use, fill = async () => undefined) {
	const dataDir = mkdtempSync(join(tmpdir(), 'charrette-bench-'))
	await fill(dataDir)
	const place = { port: await freePort(), dataDir }
	let server = await contender.start(place)
	const restart = async () => {
		const killedAt = Date.now()
		await server.stop('SIGKILL')
		server = await contender.start(place)
		return { killedAt, listensAt: Date.now() }
	}
	try {
		return await use({ ...server, restart, current: () => server })
	} finally {
		await server.stop()
		rmSync(dataDir, { recursive: true, force: true })
	}
}

/**
 * Runs a task in a fresh load process and returns its result.
 * @param {string} task
 * @param {object} args
 * @param {(event: string) => Promise<unknown>} [onEvent] called when the task waits for the bench;
 *   the task receives its result
 */
export async function runLoad(task, args, onEvent = async () => undefined) {
	const child = spawnNode('load', LOAD)
	let complaint = ''
	child.stderr?.on('data', (data) => {
		complaint = (complaint + data).slice(-2000)
	})
	try {
		return await new Promise((resolve, reject) => {
			child.on('exit', () => reject(new Error(`the load ended: ${complaint}`)))
			child.on('message', (message) => {
				if ('event' in message) onEvent(message.event).then((value) => child.send({ go: true, value }), reject)
				else if ('error' in message) reject(new Error(message.error))
				else resolve(message.result)
			})
			child.send({ task, args })
		})
	} finally {
		await stop(child)
	}
}
