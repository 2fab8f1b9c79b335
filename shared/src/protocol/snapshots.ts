import { z } from 'zod'
import { RECORD_ID_PATTERN } from '../board/boardDocument.ts'
import type { BoardChanges } from '../domain/BoardChanges.ts'
import type { BoardId, SnapshotId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import type { Snapshot } from '../domain/Snapshot.ts'
import { BEFORE_RESTORING } from '../domain/Snapshot.ts'
import type { RemovedBoard } from '../domain/Workshop.ts'
import { id, line } from './fields.ts'

/** `POST /api/boards/:id/snapshots`; answers with the `Snapshot`. `GET` lists them, as `{snapshots}`. */
export const snapshotBody = z.object({ name: line(LIMITS.maxTitleLength) })

/** `GET /api/boards/:id/snapshots` */
export interface SnapshotList {
	snapshots: Snapshot[]
}

/** `GET /api/workshops/:id/removed-boards`, for facilitators; `moment` is the board as it last had anything on it. */
export interface RemovedBoards {
	boards: (RemovedBoard & { moment: Snapshot })[]
}

/** `GET /api/snapshots/:id/changes?…`: with the one before it, or with `since`; or from it to now. */
export const changesQuery = z.object({ since: id<SnapshotId>().optional(), until: z.literal('now').optional() })
export interface MomentChanges {
	/** Null is before anything was kept. */
	since: Snapshot | null
	/** Null is now. */
	until: Snapshot | null
	changes: BoardChanges
}

/**
 * `POST /api/snapshots/:id/restore`. `edit` may name cards that are brought back alone; `copy` makes a further board, called
 * `title`. Otherwise what the board was before is kept as another snapshot, under the name `keepAs`.
 */
export const restoreBody = z
	.object({
		mode: z.enum(['edit', 'replace', 'copy']).default('edit'),
		cards: z.array(z.string().regex(RECORD_ID_PATTERN)).min(1).max(LIMITS.maxRestoredCards).optional(),
		keepAs: line(LIMITS.maxTitleLength).default(BEFORE_RESTORING),
		title: line(LIMITS.maxTitleLength).optional(),
	})
	.refine(({ mode, cards }) => mode === 'edit' || !cards, {
		path: ['cards'],
		message: 'they are for the mode edit alone',
	})
export type RestoreBody = z.input<typeof restoreBody>
export interface Restored {
	/** The board that is now as it was: the same one, or the copy. */
	board: BoardId
	/** The board as it was before: to restore this undoes it. */
	kept?: Snapshot
}
