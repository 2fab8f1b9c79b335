import type { BoardId, SnapshotId } from './ids.ts'
import type { LocalText } from './locales.ts'
import type { Viewport } from './Workshop.ts'

/** Why a board was kept: somebody asked for it; a phase ended; it had changed for a while; it was about to be restored, or taken away. */
export const SNAPSHOT_CAUSES = ['named', 'phase', 'change', 'restore', 'removal'] as const
export type SnapshotCause = (typeof SNAPSHOT_CAUSES)[number]

/** How much was on a board, and how it looked in small. `shapes` is what a digest has, in base64. */
export interface SnapshotLook {
	cards: number
	links: number
	preview: { box: Viewport; shapes: string }
}

/** What the board as it was before a restore is called, where whoever restored it called it nothing. */
export const BEFORE_RESTORING = 'Before restoring'

/** A board as it was at a moment: kept whole, never changed (REST1). `at` is the server's time in ms. */
export interface Snapshot {
	id: SnapshotId
	board: BoardId
	/** What whoever kept it called it; empty for one that the server took by itself. */
	name: string
	at: number
	cause: SnapshotCause
	/** The title of the phase that ended; none before the first one. */
	phase?: LocalText
	/** Earlier releases did not look. */
	look?: SnapshotLook
}
