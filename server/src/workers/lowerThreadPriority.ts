import { constants, setPriority } from 'node:os'
import { isMainThread } from 'node:worker_threads'

/**
 * Has the calling worker thread wait for the event loop and the database threads, where they share a processor. Only Linux has
 * priorities of threads; elsewhere it would be that of the whole process.
 */
export function lowerThreadPriority(): void {
	if (!isMainThread && process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL)
}
