import type { Board, BoardContent, Snapshot, SnapshotId, Workshop } from '@charrette/shared'
import { shownNames } from '@charrette/shared'
import type { Doc } from 'yjs'
import { AppError } from '../../errors.ts'
import { requireBoard } from '../requireBoard.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { openPast } from './pastBoard.ts'

/** A snapshot that was asked for, and the board it is of. */
export interface Moment {
	snapshot: Snapshot
	board: Board
	/** A full update, V2. */
	state: Uint8Array
}

/** The snapshot with this id. Throws `not_found`, also where its board is not of this workshop, or no longer there. */
export async function requireMoment(
	deps: Pick<WorkshopDeps, 'snapshots'>,
	workshop: Workshop,
	id: SnapshotId,
): Promise<Moment> {
	const found = await deps.snapshots.find(id)
	if (!found) throw new AppError('not_found', 'There is no such snapshot.')
	return { ...found, board: requireBoard(workshop, found.snapshot.board) }
}

/** Does something with the document of a moment, and lets go of it. */
export async function withPast<T>(state: Uint8Array, use: (past: Doc) => Promise<T>): Promise<T> {
	const past = openPast(state)
	try {
		return await use(past)
	} finally {
		past.destroy()
	}
}

/** What was on a board, as its content is told now: without authors while the workshop is anonymous. */
export function momentContent(
	{ past }: Pick<WorkshopDeps, 'past'>,
	{ state }: Pick<Moment, 'state'>,
	workshop: Workshop,
): Promise<BoardContent> {
	return past.ask({ ask: 'read', state, names: shownNames(workshop) })
}

/** The document of a moment for somebody to look at, as an update, V1: without authors while the workshop is anonymous. */
export function momentState(
	{ past }: Pick<WorkshopDeps, 'past'>,
	{ state }: Pick<Moment, 'state'>,
	{ isAnonymous }: Workshop,
): Promise<Uint8Array> {
	return past.ask({ ask: 'show', state, withAuthors: !isAnonymous })
}
