/**
 * The metrics of all workers of one machine, regardless of the worker that is asked (METRIC1).
 * These messages share the channel with those of the hub:
 *
 *     from a worker:  metrics wanted   requests the metrics of all workers; the answer is `all`
 *                     metrics read     the worker's own metrics, with the id of the request
 *     to a worker:    metrics read     requests the worker's own metrics
 *                     metrics all      the metrics of each worker that has answered in time
 */
import { AggregatorRegistry, type MetricObject, type Registry } from 'prom-client'

/** The metrics of a process, in the format of `prom-client`. */
type MetricsOfProcess = readonly MetricObject[]

type FromWorker =
	| { type: 'metrics wanted'; id: number }
	| { type: 'metrics read'; id: number; metrics: MetricsOfProcess }
type ToWorker = { type: 'metrics read'; id: number } | { type: 'metrics all'; id: number; all: MetricsOfProcess[] }

/** One end of the channel between a worker and the process that started it. */
interface MetricsChannel<Sent> {
	send(message: Sent): void
	/** Calls the listener with every message of the channel. */
	onMessage(listener: (message: unknown) => void): void
}

/** Time limit for the answer of a worker. One that hangs is left out. */
const READ_MS = 2000

/** Returns whether a message is one of these. */
function isOfMetrics(message: unknown): message is FromWorker | ToWorker {
	const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : null
	return typeof type === 'string' && type.startsWith('metrics ')
}

/** Collects the metrics of all workers, in the process that started them. */
export class MetricsOfWorkers {
	readonly #workers = new Map<object, (message: ToWorker) => void>()
	readonly #reading = new Map<number, { all: MetricsOfProcess[]; waiting: Set<object>; done(): void }>()
	#lastReading = 0

	/** Connects a worker. Returns the function to call once its channel has ended. */
	connect(channel: MetricsChannel<ToWorker>): () => void {
		this.#workers.set(channel, (message) => channel.send(message))
		channel.onMessage((message) => {
			if (!isOfMetrics(message)) return
			if (message.type === 'metrics wanted')
				void this.#readAll().then((all) => this.#workers.get(channel)?.({ type: 'metrics all', id: message.id, all }))
			else if (message.type === 'metrics read' && 'metrics' in message)
				this.#settle(channel, message.id, message.metrics)
		})
		return () => {
			this.#workers.delete(channel)
			for (const id of this.#reading.keys()) this.#settle(channel, id, null)
		}
	}

	#readAll(): Promise<MetricsOfProcess[]> {
		const id = ++this.#lastReading
		return new Promise((resolve) => {
			const all: MetricsOfProcess[] = []
			const timer = setTimeout(() => this.#reading.get(id)?.done(), READ_MS)
			const done = () => {
				clearTimeout(timer)
				this.#reading.delete(id)
				resolve(all)
			}
			this.#reading.set(id, { all, waiting: new Set(this.#workers.keys()), done })
			for (const send of this.#workers.values()) send({ type: 'metrics read', id })
		})
	}

	#settle(worker: object, id: number, metrics: MetricsOfProcess | null): void {
		const reading = this.#reading.get(id)
		if (!reading?.waiting.delete(worker)) return
		if (metrics) reading.all.push(metrics)
		if (reading.waiting.size === 0) reading.done()
	}
}

/**
 * A worker's end of the channel: answers with its own metrics, and requests those of all workers.
 */
export class WorkerMetrics {
	readonly #worker: number
	readonly #channel: MetricsChannel<FromWorker>
	readonly #wanted = new Map<number, (all: MetricsOfProcess[]) => void>()
	#lastWanted = 0

	constructor(worker: number, channel: MetricsChannel<FromWorker>) {
		this.#worker = worker
		this.#channel = channel
	}

	/**
	 * Adds the metrics of this worker to those of all workers, each with the worker's number as a
	 * label.
	 */
	share(registry: Registry): void {
		registry.setDefaultLabels({ worker: String(this.#worker) })
		this.#channel.onMessage((message) => {
			if (!isOfMetrics(message)) return
			if (message.type === 'metrics all') this.#settle(message.id, message.all)
			else if (message.type === 'metrics read') void this.#answer(registry, message.id)
		})
	}

	/** Returns the metrics of all workers in the format of Prometheus. */
	async text(): Promise<string> {
		const id = ++this.#lastWanted
		const all = await new Promise<MetricsOfProcess[]>((resolve) => {
			this.#wanted.set(id, resolve)
			this.#channel.send({ type: 'metrics wanted', id })
		})
		// Workers differ in their labels, so no values are summed up.
		const apart = all.map((metrics) => metrics.map((metric) => ({ ...metric, aggregator: 'first' as const })))
		return AggregatorRegistry.aggregate(apart).metrics()
	}

	#settle(id: number, all: MetricsOfProcess[]): void {
		this.#wanted.get(id)?.(all)
		this.#wanted.delete(id)
	}

	async #answer(registry: Registry, id: number): Promise<void> {
		this.#channel.send({ type: 'metrics read', id, metrics: await registry.getMetricsAsJSON() })
	}
}
