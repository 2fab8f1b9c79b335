import type { Serializable } from 'node:child_process'
import cluster, { type Address, type Worker } from 'node:cluster'
import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Hub } from '../adapters/local/Hub.ts'
import { StartError } from '../errors.ts'
import { MetricsOfWorkers } from '../metrics/workerMetrics.ts'
import { SocketsOfWorkers } from '../placement/SocketHandover.ts'
import { WORKER_KEY, WORKER_MACHINE } from '../placement/workerNode.ts'
import type { Config } from './config.ts'
import { prepareDataDir } from './dataFolder.ts'
import { addressesOf } from './listen.ts'
import { openHub } from './openStorage.ts'
import type { RunningServer } from './serve.ts'

/** A worker ends within 4.5 s (`RunningServer.maxCloseMs`), and is killed after this time. */
const KILL_MS = 5000
const MAX_CLOSE_MS = 6000
const RESTART_MS = { first: 100, longest: 10_000 }
/** A worker that has run for this long is restarted without a delay. */
const STEADY_MS = 30_000

/**
 * Runs workers behind one port, each of them a node of the server (NODE5). Without PostgreSQL they
 * share the database file: this process has its only writer thread, and knows the owners of
 * workshops. A worker that ends is replaced. Throws a `StartError`.
 */
export async function startWorkers(config: Config, log: Logger): Promise<RunningServer> {
	prepareDataDir(config.dataDir)
	const shared = config.databaseUrl !== null ? null : await openHub(config, log)
	removeScratchFolders(config)
	// This serialization supports bytes, which most messages between the processes contain.
	cluster.setupPrimary({ serialization: 'advanced' })
	const workers = new Workers(log, {
		hub: shared?.hub ?? null,
		environment: {
			[WORKER_MACHINE]: randomBytes(9).toString('base64url'),
			[WORKER_KEY]: randomBytes(32).toString('base64url'),
		},
		onEnded: (id) => removeScratch(config, id),
	})
	try {
		// If the server cannot start, the first worker finds out and logs the reason. Later ones are
		// not started then.
		const port = await workers.startFirst()
		workers.startOthers(config.workers)
		log.info({ port, workers: config.workers }, 'workers started')
		return {
			port,
			addresses: addressesOf(config, port),
			maxCloseMs: MAX_CLOSE_MS,
			// The workers have the rooms.
			hasMembers: () => false,
			async close() {
				await workers.close()
				await shared?.close()
				log.info('workers stopped')
			},
		}
	} catch (cause) {
		await shared?.close()
		throw cause
	}
}

interface WorkersDeps {
	/** The resources that workers share beside the database file; null with PostgreSQL. */
	hub: Hub | null
	/** The variables with which each worker is started. */
	environment: NodeJS.ProcessEnv
	/** Called once the worker with this number has ended. */
	onEnded(id: number): void
}

class Workers {
	readonly #log: Logger
	readonly #deps: WorkersDeps
	readonly #running = new Set<Worker>()
	readonly #timers = new Set<NodeJS.Timeout>()
	readonly #metrics = new MetricsOfWorkers()
	readonly #sockets = new SocketsOfWorkers()
	/** Number of consecutive workers that ended soon after their start. */
	#failures = 0
	#isClosing = false
	#onEmpty: (() => void) | null = null

	constructor(log: Logger, deps: WorkersDeps) {
		this.#log = log
		this.#deps = deps
	}

	/**
	 * Resolves with the port once the first worker listens. Rejects with a `StartError` if it ends
	 * before.
	 */
	startFirst(): Promise<number> {
		return new Promise((resolve, reject) => {
			const worker = this.#fork()
			const onExit = () => reject(new StartError('The first worker could not start.'))
			worker.once('exit', onExit)
			worker.once('listening', ({ port }: Address) => {
				worker.off('exit', onExit)
				this.#keep(worker)
				resolve(port)
			})
		})
	}

	/** Starts all workers but the first. */
	startOthers(count: number): void {
		for (let started = 1; started < count; started++) this.#keep(this.#fork())
	}

	/** Asks all workers to end. Resolves once they have. */
	async close(): Promise<void> {
		this.#isClosing = true
		for (const timer of this.#timers) clearTimeout(timer)
		if (this.#running.size === 0) return
		const ended = new Promise<void>((resolve) => {
			this.#onEmpty = resolve
		})
		for (const { process } of this.#running) process.kill('SIGTERM')
		const timer = setTimeout(() => {
			for (const { process } of this.#running) process.kill('SIGKILL')
		}, KILL_MS)
		await ended
		clearTimeout(timer)
	}

	#fork(): Worker {
		const worker = cluster.fork(this.#deps.environment)
		this.#running.add(worker)
		const channel = {
			send(message: Serializable, socket?: Socket, onSent?: () => void) {
				if (worker.isConnected()) worker.send(message, socket, onSent)
				else onSent?.()
			},
			onMessage<Message>(listener: (message: Message, socket: unknown) => void) {
				worker.on('message', listener)
			},
		}
		const disconnects = [this.#deps.hub, this.#metrics, this.#sockets].map((parts) => parts?.connect(channel))
		worker.on('error', (err) => this.#log.warn({ err, worker: worker.id }, 'worker not reached'))
		worker.once('exit', () => {
			for (const disconnect of disconnects) disconnect?.()
			this.#deps.onEnded(worker.id)
			this.#running.delete(worker)
			if (this.#running.size === 0) this.#onEmpty?.()
		})
		return worker
	}

	/**
	 * Replaces a worker when it ends: at once if it ended as requested or had run for `STEADY_MS`,
	 * otherwise with a longer delay each time.
	 */
	#keep(worker: Worker): void {
		const { id } = worker
		const startedAt = performance.now()
		this.#log.info({ worker: id, pid: worker.process.pid }, 'worker started')
		worker.once('exit', (code, signal) => {
			if (this.#isClosing) return
			const isSteady = code === 0 || performance.now() - startedAt > STEADY_MS
			this.#failures = isSteady ? 0 : this.#failures + 1
			if (code !== 0) this.#log.error({ worker: id, code, signal }, 'worker ended')
			const delayMs = isSteady ? 0 : Math.min(RESTART_MS.first * 2 ** (this.#failures - 1), RESTART_MS.longest)
			const timer = setTimeout(() => {
				this.#timers.delete(timer)
				this.#keep(this.#fork())
			}, delayMs)
			this.#timers.add(timer)
		})
	}
}

/** Removes the files that a worker had in progress when it ended. */
function removeScratch({ dataDir }: Config, id: number): void {
	rmSync(join(dataDir, `worker${id}`), { recursive: true, force: true })
}

/** Removes such files of a process that was killed, with its workers. */
function removeScratchFolders(config: Config): void {
	for (const name of readdirSync(config.dataDir)) {
		const id = /^worker(\d+)$/.exec(name)?.[1]
		if (id) removeScratch(config, Number(id))
	}
}
