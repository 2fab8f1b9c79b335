/**
 * Runs in a child process, since a large board takes a tenth of a second, which would delay every
 * edit.
 */
import { planCardRestore, planRestore, type RecordGoal, rebuildBoard } from '@charrette/shared'
import * as Y from 'yjs'
import type { LogCopy } from '../../ports/LogCopy.ts'
import { type RecordAspect, restoreAndList } from '../../rooms/document/AttributionLog.ts'
import { gzip } from '../../workers/gzip.ts'
import type { SnapshotDescription } from './snapshotDocument.ts'
import { describeSnapshot, openCopiedBoard, openSnapshot, snapshotToShow } from './snapshotDocument.ts'

/**
 * A task with a copy of a board, or with the state of a snapshot, which is a full Yjs update (V2).
 */
export type SnapshotTask =
	| { type: 'describe'; copy: LogCopy }
	| { type: 'show'; state: Uint8Array; withAuthors: boolean; isGzipped: boolean }
	| { type: 'plan'; copy: LogCopy; state: Uint8Array; cards: readonly string[] | null }
	| { type: 'rebuild'; state: Uint8Array; replacing: LogCopy | null }

/** A board in the form in which a snapshot stores it. */
export interface DescribedBoard extends SnapshotDescription {
	/** A full update (V2). */
	state: Uint8Array
}

/** A document with the content of a snapshot, and without its history. */
export interface RebuiltBoard {
	/** A full update (V1). */
	update: Uint8Array
	/** The differences from the board that it replaces. */
	changes: RecordAspect[]
}

/** The result of each task. */
export interface SnapshotResults {
	describe: DescribedBoard
	show: Uint8Array
	plan: RecordGoal[] | null
	rebuild: RebuiltBoard
}

const shown = (task: Extract<SnapshotTask, { type: 'show' }>) => snapshotToShow(openSnapshot(task.state), task)

export function runSnapshotTask(task: SnapshotTask): SnapshotResults[keyof SnapshotResults] {
	switch (task.type) {
		case 'describe': {
			const doc = openCopiedBoard(task.copy)
			return { ...describeSnapshot(doc), state: Y.encodeStateAsUpdateV2(doc) }
		}
		case 'show':
			return task.isGzipped ? gzip(shown(task)) : shown(task)
		case 'plan': {
			const [board, snapshot] = [openCopiedBoard(task.copy), openSnapshot(task.state)]
			return task.cards ? planCardRestore(board, snapshot, task.cards) : planRestore(board, snapshot)
		}
		case 'rebuild': {
			const rebuilt = rebuildBoard(openSnapshot(task.state))
			const changes = task.replacing ? restoreAndList(openCopiedBoard(task.replacing), rebuilt) : []
			return { update: Y.encodeStateAsUpdate(rebuilt), changes }
		}
	}
}
