import { Worker } from 'node:worker_threads'
import type { RoomId } from '@charrette/shared'
import type { DocStore } from '../ports/DocStore.ts'
import type { SquashAnswer } from './squashWorker.ts'

/** Puts logs in one, one after the other, in a thread of its own: the event loop does not wait for a large board (LOG2). */
export class Compactor {
	readonly #docStore: DocStore
	#worker: Worker | null = null
	#last: Promise<void> = Promise.resolve()

	constructor(docStore: DocStore) {
		this.#docStore = docStore
	}

	/** Resolves once this room's log is in one, or left as it is because it could not be made the same. */
	compact(room: RoomId): Promise<void> {
		const done = this.#last.then(() => this.#docStore.compact(room, (updates) => this.#squash(updates)))
		this.#last = done.catch(() => {})
		return done
	}

	/** Resolves once no compaction runs. */
	async close(): Promise<void> {
		await this.#last
		await this.#worker?.terminate()
	}

	#squash(updates: Uint8Array[]): Promise<Uint8Array | null> {
		this.#worker ??= new Worker(new URL('./squashWorker.js', import.meta.url))
		const worker = this.#worker
		worker.unref()
		return new Promise((resolve, reject) => {
			const onMessage = ({ state }: SquashAnswer) => {
				worker.off('error', onError)
				resolve(state)
			}
			const onError = (cause: Error) => {
				worker.off('message', onMessage)
				this.#worker = null
				reject(cause)
			}
			worker.once('message', onMessage).once('error', onError)
			worker.postMessage({ updates })
		})
	}
}
