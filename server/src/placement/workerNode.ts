import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { HubClient } from '../adapters/local/HubClient.ts'
import type { HubMessage, WorkerMessage } from '../adapters/local/hubMessages.ts'
import type { Config } from '../start/config.ts'
import type { NodeOptions } from '../start/openStorage.ts'

/** The variables with which a worker is started: the folder of Unix sockets, and the nodes' key. */
export const WORKER_SOCKETS = 'CHARRETTE_WORKER_SOCKETS'
export const WORKER_KEY = 'CHARRETTE_WORKER_KEY'

/** Returns the worker with this number as a node (NODE5). */
export function workerNode({ databaseUrl }: Config, worker: number): NodeOptions {
	const { [WORKER_SOCKETS]: machine = '', [WORKER_KEY]: key = '' } = process.env
	const socket = join(machine, `${worker}.sock`)
	if (databaseUrl !== null) return { machine, socket, key, hub: null }
	const channel = {
		send: (message: WorkerMessage) => void process.send?.(message),
		onMessage: (listener: (message: HubMessage) => void) => void process.on('message', listener),
	}
	const node = { id: randomBytes(9).toString('base64url'), url: null, machine, socket, isSilent: false }
	return { machine, socket, key, hub: new HubClient(channel, node) }
}
