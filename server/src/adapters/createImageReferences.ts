import type { ImageId } from '@charrette/shared'
import type { ImageReferences } from '../ports/ImageStore.ts'
import { createProcessPool } from '../workers/createProcessPool.ts'
import { WorkerEndedError } from '../workers/WorkerPool.ts'
import type { FoundReferences } from './collectReferences.ts'

/** Limits of a run, which reads the whole database once a day. */
const BOUNDS = { maxRunMs: 30 * 60_000, maxQueue: 1, maxMemoryMb: 1024, idleMs: 0 }

/**
 * Creates a finder of the images that a database refers to. It runs in a child process, whose
 * `findReferences` opens the database by its file or address.
 */
export function createImageReferences(worker: URL, database: string): ImageReferences {
	const pool = createProcessPool<string, FoundReferences>({ file: worker, task: 'findReferences', ...BOUNDS })
	return {
		async find() {
			try {
				const { ids, isComplete } = await pool.run(database)
				return isComplete ? new Set(ids as ImageId[]) : null
			} catch (cause) {
				if (cause instanceof WorkerEndedError) return null
				throw cause
			}
		},
		close: () => pool.close(),
	}
}
