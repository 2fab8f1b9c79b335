import { measureDashboardTraffic } from './measureDashboardTraffic.mjs'
import { measureDay } from './measureDay.mjs'
import { measureDurability } from './measureDurability.mjs'
import { measureDuringJobs } from './measureDuringJobs.mjs'
import { measureAcks, measureFanOut, measureInWindows } from './measureFanOut.mjs'
import { measureJoinTimes } from './measureJoinTimes.mjs'
import { measureOutage } from './measureOutage.mjs'
import { measureReconnects } from './measureReconnects.mjs'
import { measureRestart } from './measureRestart.mjs'
import { measureSlowReader } from './measureSlowReader.mjs'
import { measureUsage } from './measureUsage.mjs'
import { openIdleRooms } from './openIdleRooms.mjs'

/*
 * The load runs in a process of its own, so that it can have its own core. The bench sends { task,
 * args } and receives { result } or { error }. A task that needs the bench in between sends { event
 * } and waits for { go: true }.
 */
const TASKS = {
	measureFanOut,
	measureInWindows,
	measureAcks,
	measureJoinTimes,
	openIdleRooms,
	measureRestart,
	measureOutage,
	measureDurability,
	measureSlowReader,
	measureDashboardTraffic,
	measureDay,
	measureDuringJobs,
	measureUsage,
	measureReconnects,
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
