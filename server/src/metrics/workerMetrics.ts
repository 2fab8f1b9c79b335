/**
 * The metrics of all workers of one machine, whichever of them is asked (METRIC1). The messages beside those of the hub:
 *
 *     from a worker:  metrics wanted   its answer is `all`
 *                     metrics read     what it has, under the number that it was asked with
 *     to a worker:    metrics read     asks for what it has
 *                     metrics all      what each worker has that has answered in time
 */
import { AggregatorRegistry, type MetricObject, type Registry } from 'prom-client'

/** What a process has measured, as `prom-client` gives it. */
type MetricsOfProcess = readonly MetricObject[]

type FromWorker =
	| { type: 'metrics wanted'; id: number }
	| { type: 'metrics read'; id: number; metrics: MetricsOfProcess }
type ToWorker = { type: 'metrics read'; id: number } | { type: 'metrics all'; id: number; all: MetricsOfProcess[] }

/** One end of the channel between a worker and the process that started it. */
interface MetricsChannel<Sent> {
	send(message: Sent): void
	/** Gets every message of the channel. */
	onMessage(listener: (message: unknown) => void): void
}

/** A worker that stands still is left out of an answer after so long. */
const READ_MS = 2000

/** Whether a message is one of these. */
export function isOfMetrics(message: unknown): message is FromWorker | ToWorker {
	const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : null
	return typeof type === 'string' && type.startsWith('metrics ')
}

/** In the process that started the workers: asks all of them for one. */
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

/** A worker's end: answers with its own metrics, and asks for everybody's. */
export class WorkerMetrics {
	readonly #worker: number
	readonly #channel: MetricsChannel<FromWorker>
	readonly #wanted = new Map<number, (all: MetricsOfProcess[]) => void>()
	#lastWanted = 0

	constructor(worker: number, channel: MetricsChannel<FromWorker>) {
		this.#worker = worker
		this.#channel = channel
	}

	/** From now on this worker's metrics, each with the number of the worker as a label, are among those of all. */
	share(registry: Registry): void {
		registry.setDefaultLabels({ worker: String(this.#worker) })
		this.#channel.onMessage((message) => {
			if (!isOfMetrics(message)) return
			if (message.type === 'metrics all') this.#settle(message.id, message.all)
			else if (message.type === 'metrics read') void this.#answer(registry, message.id)
		})
	}

	/** The metrics of all workers in the format of Prometheus. */
	async text(): Promise<string> {
		const id = ++this.#lastWanted
		const all = await new Promise<MetricsOfProcess[]>((resolve) => {
			this.#wanted.set(id, resolve)
			this.#channel.send({ type: 'metrics wanted', id })
		})
		// No two workers have the same labels, so that nothing is summed up.
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
