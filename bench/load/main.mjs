import { besides } from './besides.mjs'
import { disturbing } from './disturbing.mjs'
import { durable } from './durable.mjs'
import { holding } from './holding.mjs'
import { joining } from './joining.mjs'
import { metering } from './metering.mjs'
import { restarting } from './restarting.mjs'
import { returning } from './returning.mjs'
import { stalling } from './stalling.mjs'
import { watching } from './watching.mjs'
import { acking, soaking, working } from './working.mjs'

/*
 * The load runs in a process of its own, so that it can have its own core. The bench sends { task,
 * args } and receives { result } or { error }. A task that needs the bench in between sends { event
 * } and waits for { go: true }.
 */
const TASKS = {
	working,
	soaking,
	acking,
	joining,
	holding,
	restarting,
	disturbing,
	durable,
	stalling,
	watching,
	besides,
	metering,
	returning,
}

process.on('message', async ({ task, args }) => {
	if (!task) return
	try {
		process.send?.({ result: await TASKS[task](args, reportEvent) })
	} catch (error) {
		process.send?.({ error: error instanceof Error ? error.message : String(error) })
	}
})

/** Reports an event to the bench and waits for its answer. */
function reportEvent(event) {
	return new Promise((resolve) => {
		const onMessage = (message) => {
			if (!message.go) return
			process.off('message', onMessage)
			resolve(message.value)
		}
		process.on('message', onMessage)
		process.send?.({ event })
	})
}
