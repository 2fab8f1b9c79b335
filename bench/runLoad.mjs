import { programOf } from './contenders/paths.mjs'
import { spawnNode, stop } from './contenders/spawnNode.mjs'

const LOAD = programOf('../load/main.mjs')

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
