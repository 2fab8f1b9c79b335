import type { PublishedPractice } from '@charrette/shared'
import type { IndexedText } from '../ports/PracticeStore.ts'
import { createProcessPool } from '../workers/createProcessPool.ts'

const MAX_RUN_MS = 60_000
const MAX_QUEUE = 50
const MAX_MEMORY_MB = 192
/** Number of practices in one task. A larger task could exceed its time limit. */
const MAX_BATCH = 200

/** Computes search terms without blocking the event loop. */
export interface PracticeIndexer {
	/**
	 * Returns the terms of each practice, in order. Rejects with a `QueueFullError` or a
	 * `WorkerEndedError`.
	 */
	index(practices: readonly PublishedPractice[]): Promise<IndexedText[][]>
	close(): Promise<void>
}

/** Creates an indexer with one process, which starts with the first practice and ends when idle. */
export function createPracticeIndexer(): PracticeIndexer {
	const pool = createProcessPool<readonly PublishedPractice[], IndexedText[][]>({
		file: new URL('./indexWorker.js', import.meta.url),
		task: 'indexAll',
		maxRunMs: MAX_RUN_MS,
		maxQueue: MAX_QUEUE,
		maxMemoryMb: MAX_MEMORY_MB,
	})
	return {
		async index(practices) {
			const indexed: IndexedText[][] = []
			for (let start = 0; start < practices.length; start += MAX_BATCH)
				indexed.push(...(await pool.run(practices.slice(start, start + MAX_BATCH))))
			return indexed
		},
		close: () => pool.close(),
	}
}
