import { constants, setPriority } from 'node:os'
import { isMainThread } from 'node:worker_threads'

/**
 * Lowers the priority of the calling worker thread below that of the event loop and the database
 * threads. Only Linux has a priority for each thread; elsewhere the call would change the whole
 * process.
 */
export function lowerThreadPriority(): void {
	if (!isMainThread && process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL)
}
