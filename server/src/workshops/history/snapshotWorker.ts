import type { SnapshotDescription } from './snapshotDocument.ts'
import { describeSnapshot, openSnapshot, snapshotToShow } from './snapshotDocument.ts'

/** What the worker can do with a state, a full Yjs update (V2). */
export type SnapshotTask =
	| { type: 'describe'; state: Uint8Array }
	| { type: 'show'; state: Uint8Array; withAuthors: boolean }

/** The result of each task. */
export interface SnapshotResults {
	describe: SnapshotDescription
	show: Uint8Array
}

/**
 * Runs in a child process: a large board takes a tenth of a second, which would delay every edit.
 */
export function runSnapshotTask(task: SnapshotTask): SnapshotResults[keyof SnapshotResults] {
	const doc = openSnapshot(task.state)
	try {
		return task.type === 'describe' ? describeSnapshot(doc) : snapshotToShow(doc, task)
	} finally {
		doc.destroy()
	}
}
