import cluster from 'node:cluster'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { HubClient } from './adapters/local/HubClient.ts'
import type { HubMessage, WorkerMessage } from './adapters/local/hubMessages.ts'
import type { Config } from './config.ts'
import type { ErrorCounts } from './host/errorCounts.ts'
import { WorkerMetrics } from './metrics/workerMetrics.ts'
import { BOUNDS } from './rooms/bounds.ts'
import { SocketPlacement, WORKER_PLACE } from './rooms/nodes/SocketPlacement.ts'
import type { RunningServer } from './serve.ts'

/**
 * Starts the server in this process, or in as many processes as the settings say, behind one port
 * (NODE12). Each of them runs this program. Throws a `StartError`.
 */
export async function start(config: Config, log: Logger, errors: ErrorCounts): Promise<RunningServer> {
	const { worker } = cluster
	if (worker) {
		const workers = new WorkerMetrics(worker.id, {
			send: (message) => void process.send?.(message),
			onMessage: (listener) => process.on('message', listener),
		})
		const placement = new SocketPlacement(
			{
				send: (message, socket) => void process.send?.(message, socket),
				onMessage: (listener) => process.on('message', listener),
			},
			{ place: Number(process.env[WORKER_PLACE]), roomSockets: config.roomSockets },
		)
		const scratchDir = join(config.dataDir, `worker${worker.id}`)
		return startAsWorker({ ...config, scratchDir }, log, { errors, workers, placement })
	}
	if (config.workers === 1) return (await import('./serve.ts')).serve(config, log, BOUNDS, { errors })
	return (await import('./startWorkers.ts')).startWorkers(config, log)
}

/** Starts a worker. Node ends it when its channel to the process that started it closes. */
async function startAsWorker(
	config: Config,
	log: Logger,
	options: { errors: ErrorCounts; workers: WorkerMetrics; placement: SocketPlacement },
): Promise<RunningServer> {
	const { serve } = await import('./serve.ts')
	try {
		return await serve(config, log, BOUNDS, { hub: config.shared ? null : connectToHub(), ...options })
	} catch (cause) {
		// The channel would keep this process running.
		process.disconnect?.()
		throw cause
	}
}

function connectToHub(): HubClient {
	return new HubClient({
		send: (message: WorkerMessage, onSent) => void process.send?.(message, () => onSent?.()),
		onMessage: (listener: (message: HubMessage) => void) => process.on('message', listener),
	})
}
