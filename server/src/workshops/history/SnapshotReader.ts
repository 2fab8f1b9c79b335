import type { RecordGoal } from '@charrette/shared'
import type { LogCopy } from '../../ports/LogCopy.ts'
import { createProcessPool } from '../../workers/createProcessPool.ts'
import type { DescribedBoard, RebuiltBoard, SnapshotResults, SnapshotTask } from './snapshotWorker.ts'

const BOUNDS = { maxRunMs: 60_000, maxQueue: 256, maxMemoryMb: 1024 }

/**
 * Reads copies of boards, and the states of snapshots, which are full Yjs updates (V2), in a child
 * process. Rejects for damaged data, and when the pool is full or closed.
 */
export interface SnapshotReader {
	/** Returns summary, fingerprint and state of a board that is to be saved. */
	describe(copy: LogCopy): Promise<DescribedBoard>
	/** Returns a document for a read-only canvas, as an update (V1), or as a gzip of it. */
	show(state: Uint8Array, options: { withAuthors: boolean; isGzipped: boolean }): Promise<Uint8Array>
	/**
	 * Returns the records in which a board differs from a snapshot, or only those of these cards;
	 * null if one of the cards is not in the snapshot.
	 */
	plan(copy: LogCopy, state: Uint8Array, cards: readonly string[] | null): Promise<RecordGoal[] | null>
	/**
	 * Returns a new document with the content of a snapshot; with `replacing`, also its differences
	 * from that board.
	 */
	rebuild(state: Uint8Array, options?: { replacing?: LogCopy | null }): Promise<RebuiltBoard>
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
		describe: (copy) => run({ type: 'describe', copy }),
		show: (state, options) => run({ type: 'show', state, ...options }),
		plan: (copy, state, cards) => run({ type: 'plan', copy, state, cards }),
		rebuild: (state, { replacing = null } = {}) => run({ type: 'rebuild', state, replacing }),
		close: () => pool.close(),
	}
}
