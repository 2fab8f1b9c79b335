import cluster from 'node:cluster'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { ErrorCounts } from '../host/errorCounts.ts'
import { WorkerMetrics } from '../metrics/workerMetrics.ts'
import { SocketHandover } from '../placement/SocketHandover.ts'
import { workerNode } from '../placement/workerNode.ts'
import { BOUNDS } from '../rooms/bounds.ts'
import type { Config } from './config.ts'
import type { NodeOptions } from './openStorage.ts'
import type { RunningServer } from './serve.ts'

/**
 * Starts the server in this process, or in as many processes as the settings say, behind one port
 * (NODE5). Each of them runs this program. Throws a `StartError`.
 */
export async function start(config: Config, log: Logger, errors: ErrorCounts): Promise<RunningServer> {
	const { worker } = cluster
	if (worker) {
		const channel = {
			send: (message: unknown, socket?: Socket) => void process.send?.(message, socket),
			onMessage: (listener: (message: unknown, socket: unknown) => void) => process.on('message', listener),
		}
		const metrics = new WorkerMetrics(worker.id, channel)
		const handover = new SocketHandover(channel)
		const scratchDir = join(config.dataDir, `worker${worker.id}`)
		const ofWorker = { ...config, scratchDir }
		const node = workerNode(ofWorker, worker.id)
		return startAsWorker(ofWorker, log, { errors, worker: { node, metrics, handover } })
	}
	if (config.workers === 1) return (await import('./serve.ts')).serve(config, log, BOUNDS, { errors })
	return (await import('./startWorkers.ts')).startWorkers(config, log)
}

/** Starts a worker. Node ends it when its channel to the process that started it closes. */
async function startAsWorker(
	config: Config,
	log: Logger,
	options: { errors: ErrorCounts; worker: { node: NodeOptions; metrics: WorkerMetrics; handover: SocketHandover } },
): Promise<RunningServer> {
	const { serve } = await import('./serve.ts')
	try {
		return await serve(config, log, BOUNDS, options)
	} catch (cause) {
		// The channel would keep this process running.
		process.disconnect?.()
		throw cause
	}
}
