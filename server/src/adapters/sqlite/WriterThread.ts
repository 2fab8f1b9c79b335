import { Worker } from 'node:worker_threads'
import type { LogEntry } from '../../ports/DocStore.ts'
import type { WriterAnswer, WriterRequest, WriterWork } from './logWriter.ts'

interface Waiting {
	work: WriterWork
	resolve(): void
	reject(cause: Error): void
}

/**
 * The near side of the writer thread: one request at a time. While it is at work, appends wait together and go into
 * the next commit as one batch; idle, it takes an append at once (LOG1).
 */
export class WriterThread {
	readonly #file: string
	#worker: Worker
	#queue: Waiting[] = []
	#atWork: Waiting[] = []
	#nextId = 1

	constructor(file: string) {
		this.#file = file
		this.#worker = this.#start()
	}

	/** Does this after all that was asked before; rejects, with nothing written, if it can't be done. */
	do(work: WriterWork): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#queue.push({ work, resolve, reject })
			this.#next()
		})
	}

	/** A thread that fell over is followed by another: what comes next may well be written (ACK4). */
	#start(): Worker {
		const worker = new Worker(new URL('./logWriter.js', import.meta.url), { workerData: { file: this.#file } })
		worker.on('message', (answer: WriterAnswer) => this.#settle(answer.error))
		worker.on('error', (cause) => {
			this.#worker = this.#start()
			this.#settle(`its thread ended: ${cause.message}`)
		})
		return worker
	}

	#next(): void {
		const [first] = this.#queue
		if (this.#atWork.length > 0 || !first) return
		const count = 'batch' in first.work ? this.#queue.findIndex(({ work }) => !('batch' in work)) : 1
		this.#atWork = this.#queue.splice(0, count === -1 ? this.#queue.length : count)
		const work = 'batch' in first.work ? { batch: this.#atWork.flatMap(entriesOf) } : first.work
		this.#worker.postMessage({ ...work, id: this.#nextId++ } satisfies WriterRequest)
	}

	#settle(error: string | undefined): void {
		const done = this.#atWork
		this.#atWork = []
		for (const waiting of done) {
			if (error === undefined) waiting.resolve()
			else waiting.reject(new Error(`the log could not be written: ${error}`))
		}
		this.#next()
	}
}

function entriesOf({ work }: Waiting): readonly LogEntry[] {
	return 'batch' in work ? work.batch : []
}
