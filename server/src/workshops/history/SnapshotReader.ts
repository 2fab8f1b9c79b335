import { createProcessPool } from '../../workers/createProcessPool.ts'
import type { SnapshotDescription } from './snapshotDocument.ts'
import type { SnapshotResults, SnapshotTask } from './snapshotWorker.ts'

const BOUNDS = { maxRunMs: 30_000, maxQueue: 256, maxMemoryMb: 1024 }

/**
 * Reads the states of snapshots, full Yjs updates (V2), in a child process. Rejects for a damaged
 * state, and when the pool is full or closed.
 */
export interface SnapshotReader {
	/** Summary and fingerprint of a board that is to be saved. */
	describe(state: Uint8Array): Promise<SnapshotDescription>
	/** A document for a read-only canvas, as an update (V1). */
	show(state: Uint8Array, options: { withAuthors: boolean }): Promise<Uint8Array>
	close(): Promise<void>
}

/** Creates a reader whose process starts with the first task. */
export function createSnapshotReader(): SnapshotReader {
	const file = new URL('./snapshotWorker.js', import.meta.url)
	const pool = createProcessPool<SnapshotTask, SnapshotResults[keyof SnapshotResults]>({
		file,
		task: 'runSnapshotTask',
		...BOUNDS,
	})
	// The worker answers each type of task with its own type of result.
	const run = <Type extends SnapshotTask['type']>(task: Extract<SnapshotTask, { type: Type }>) =>
		pool.run(task) as Promise<SnapshotResults[Type]>
	return {
		describe: (state) => run({ type: 'describe', state }),
		show: (state, { withAuthors }) => run({ type: 'show', state, withAuthors }),
		close: () => pool.close(),
	}
}
