import { z } from 'zod'
import { RECORD_ID_PATTERN } from '../board/boardDocument.ts'
import type { BoardId, ShareId, SnapshotId, WorkshopId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES } from '../domain/locales.ts'
import { BEFORE_RESTORING, type BoardChanges, type Snapshot } from '../domain/Snapshot.ts'
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
export interface SnapshotChanges {
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
export interface RestoreResult {
	/** The board that is now as it was: the same one, or the copy. */
	board: BoardId
	/** The board as it was before: to restore this undoes it. */
	kept?: Snapshot
}

/** `POST /api/boards/:id/shares`, `POST /api/sessions/:id/shares`, `POST /api/workshops/:id/shares` */
export const shareBody = z.object({
	/** For how many days, from now, the page may be read. */
	days: z.int().min(1).max(LIMITS.maxShareDays),
	/** Whether it says who wrote what; never while the workshop is anonymous. */
	authors: z.boolean().default(true),
	/** In which language the page opens; the workshop’s by default. */
	locale: z.enum(LOCALES).optional(),
})
export type ShareBody = z.input<typeof shareBody>
/** A new share, and its link, shown this once. */
export interface CreatedShare {
	share: Share
	link: string
}

/** `GET /api/workshops/:id/shares`: those that are open, newest first. */
export interface Shares {
	shares: Share[]
}

/** Boards as they were at a moment, as a page that whoever has its link may read until it ends (SHARE1). Times are the server's, in ms. */
export interface Share {
	id: ShareId
	workshop: WorkshopId
	/** What is shared: a board's title, a session's or the workshop's. */
	title: string
	/** Whether it says who wrote what; null where that was not kept, by earlier releases. */
	authors: boolean | null
	createdAt: number
	/** When the link ends by itself. */
	until: number
	/** When a facilitator ended it; null while nobody has. */
	revokedAt: number | null
}

/** Whether the page may be read at this time. */
export function isShareOpen({ until, revokedAt }: Share, now: number): boolean {
	return revokedAt === null && now < until
}
