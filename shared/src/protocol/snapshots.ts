import { z } from 'zod'
import { RECORD_ID_PATTERN } from '../board/boardDocument.ts'
import type { BoardId, ShareId, SnapshotId, WorkshopId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES } from '../domain/locales.ts'
import { BEFORE_RESTORING, type BoardChanges, type Snapshot } from '../domain/Snapshot.ts'
import type { RemovedBoard } from '../domain/Workshop.ts'
import { id, line } from './fields.ts'

/** `POST /api/boards/:id/snapshots`; responds with the `Snapshot`. */
export const snapshotBody = z.object({ name: line(LIMITS.maxTitleLength) })

/** `GET /api/boards/:id/snapshots` */
export interface SnapshotList {
	snapshots: Snapshot[]
}

/**
 * `GET /api/workshops/:id/removed-boards`, for facilitators; `moment` is the last snapshot with
 * content.
 */
export interface RemovedBoards {
	boards: (RemovedBoard & { moment: Snapshot })[]
}

/**
 * `GET /api/snapshots/:id/changes?…`: the changes between a snapshot and the one before it, the
 * snapshot `since`, or the board now (`until`).
 */
export const changesQuery = z.object({ since: id<SnapshotId>().optional(), until: z.literal('now').optional() })
export interface SnapshotChanges {
	/** The earlier version; null means before the first snapshot. */
	since: Snapshot | null
	/** The later version; null means the board now. */
	until: Snapshot | null
	changes: BoardChanges
}

/**
 * `POST /api/snapshots/:id/restore`. `edit` can restore only some `cards`; `copy` creates another
 * board called `title`. The other modes save the current board first, as a snapshot named `keepAs`.
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
	/** The id of the restored board: the same one, or the copy. */
	board: BoardId
	/** The snapshot saved before the restore; restoring it undoes the restore. */
	kept?: Snapshot
}

/**
 * The origin of pages: a scheme, the ASCII name or the IPv4 address of a host, and a port. Nothing
 * in it can add to a policy.
 */
const WEB_ORIGIN =
	/^https?:\/\/(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){0,20}[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?::[0-9]{1,5})?$/

/**
 * `POST /api/boards/:id/shares`, `POST /api/sessions/:id/shares`, `POST /api/workshops/:id/shares`
 */
export const shareBody = z.object({
	/** The number of days until the link expires. */
	days: z.int().min(1).max(LIMITS.maxShareDays),
	/** Whether the page shows author names; they are never shown while the workshop is anonymous. */
	authors: z.boolean().default(true),
	/** The initial language of the page; the workshop's by default. */
	locale: z.enum(LOCALES).optional(),
	/**
	 * The origin whose pages may embed the page, such as `https://city.example`; none by default
	 * (SHARE4).
	 */
	embeddedIn: z.string().max(LIMITS.maxShareOriginLength).regex(WEB_ORIGIN).nullable().default(null),
})
export type ShareBody = z.input<typeof shareBody>
/** A new share and its link, which is never returned again. */
export interface CreatedShare {
	share: Share
	link: string
}

/** `GET /api/workshops/:id/shares`: the open shares, newest first. */
export interface Shares {
	shares: Share[]
}

/**
 * A page with boards as they were at a time. Anyone with its link can read it until the link
 * expires (SHARE1). Times are the server's, in ms.
 */
export interface Share {
	id: ShareId
	workshop: WorkshopId
	/** The title of the shared board, session or workshop. */
	title: string
	/** Whether the page shows author names; null if an earlier release did not store it. */
	authors: boolean | null
	createdAt: number
	/** When the link expires. */
	until: number
	/** When a facilitator revoked the link; null if it is not revoked. */
	revokedAt: number | null
	/** The origin whose pages may embed the page; null if none may. */
	embeddedIn: string | null
}

/** Whether the page of a share can be read at a time. */
export function isShareOpen({ until, revokedAt }: Share, now: number): boolean {
	return revokedAt === null && now < until
}
