import {
	type Board,
	type BoardContent,
	createId,
	displayNames,
	type Snapshot,
	type SnapshotId,
	type Workshop,
} from '@charrette/shared'
import type { Doc } from 'yjs'
import { AppError } from '../../errors.ts'
import type { CapturedBoard } from '../../rooms/AttributionLog.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { requireBoard } from '../workshopParts.ts'
import { openSnapshot, type SnapshotDescription } from './snapshotDocument.ts'

/** A snapshot that was asked for, and the board it is of. */
export interface BoardSnapshot {
	snapshot: Snapshot
	board: Board
	/** A full update, V2. */
	state: Uint8Array
}

/** The snapshot with this id. Throws `not_found`, also where its board is not of this workshop, or no longer there. */
export async function requireSnapshot(
	deps: Pick<WorkshopDeps, 'snapshots'>,
	workshop: Workshop,
	id: SnapshotId,
): Promise<BoardSnapshot> {
	const found = await deps.snapshots.find(id)
	if (!found) throw new AppError('not_found', 'There is no such snapshot.')
	return { ...found, board: requireBoard(workshop, found.snapshot.board) }
}

/** Does something with the document of a moment, and lets go of it. */
export async function withSnapshot<T>(state: Uint8Array, use: (past: Doc) => Promise<T>): Promise<T> {
	const past = openSnapshot(state)
	try {
		return await use(past)
	} finally {
		past.destroy()
	}
}

/** What was on a board, as its content is told now: without authors while the workshop is anonymous. */
export function snapshotContent(
	{ snapshotReader }: Pick<WorkshopDeps, 'snapshotReader'>,
	{ state }: Pick<BoardSnapshot, 'state'>,
	workshop: Workshop,
): Promise<BoardContent> {
	return snapshotReader.ask({ ask: 'read', state, names: displayNames(workshop) })
}

/** The document of a moment for somebody to look at, as an update, V1: without authors while the workshop is anonymous. */
export function snapshotUpdate(
	{ snapshotReader }: Pick<WorkshopDeps, 'snapshotReader'>,
	{ state }: Pick<BoardSnapshot, 'state'>,
	{ isAnonymous }: Workshop,
): Promise<Uint8Array> {
	return snapshotReader.ask({ ask: 'show', state, withAuthors: !isAnonymous })
}

type SnapshotMeta = Omit<Snapshot, 'id' | 'look'>

/** The snapshot of a board that was looked at. */
export function buildSnapshot({ look }: SnapshotDescription, about: SnapshotMeta): Snapshot {
	return { id: createId<SnapshotId>(), ...about, look }
}

/** Keeps a board that was taken in. */
export async function saveCaptured(
	deps: Pick<WorkshopDeps, 'snapshots' | 'snapshotReader'>,
	{ at, state }: CapturedBoard,
	about: Omit<SnapshotMeta, 'at'>,
): Promise<Snapshot> {
	const described = await deps.snapshotReader.ask({ ask: 'describe', state })
	const snapshot = buildSnapshot(described, { ...about, at })
	await deps.snapshots.add(snapshot, { state, fingerprint: described.print })
	return snapshot
}

/** Keeps a board as it is now, because somebody asked for it. */
export async function saveSnapshot(deps: WorkshopDeps, board: Board, name: string): Promise<Snapshot> {
	const captured = await deps.rooms.read(board, (_doc, capture) => capture())
	return saveCaptured(deps, captured, { board: board.id, name, cause: 'named' })
}
