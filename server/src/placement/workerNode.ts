import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HubClient } from '../adapters/local/HubClient.ts'
import type { HubMessage, WorkerMessage } from '../adapters/local/hubMessages.ts'
import type { Config } from '../start/config.ts'
import type { NodeOptions } from '../start/openStorage.ts'

/** The variables with which a worker is started: the name of its machine, and the nodes' key. */
export const WORKER_MACHINE = 'CHARRETTE_WORKER_MACHINE'
export const WORKER_KEY = 'CHARRETTE_WORKER_KEY'
/** Paths of Unix sockets have at most a hundred bytes on some systems. */
const MAX_SOCKET_PATH = 100

/** Returns the worker with this number as a node (NODE5). */
export function workerNode({ databaseUrl, scratchDir }: Config, worker: number): NodeOptions {
	const { [WORKER_MACHINE]: machine = '', [WORKER_KEY]: key = '' } = process.env
	const inFolder = join(scratchDir, 'node.sock')
	const isShort = Buffer.byteLength(inFolder) < MAX_SOCKET_PATH
	const socket = isShort ? inFolder : join(tmpdir(), `charrette-${machine}-${worker}.sock`)
	if (databaseUrl !== null) return { machine, socket, key, hub: null }
	const channel = {
		send: (message: WorkerMessage) => void process.send?.(message),
		onMessage: (listener: (message: HubMessage) => void) => void process.on('message', listener),
	}
	const node = { id: randomBytes(9).toString('base64url'), url: null, machine, socket, isLeaving: false }
	return { machine, socket, key, hub: new HubClient(channel, node) }
}
