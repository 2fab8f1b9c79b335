import type { Board, SnapshotId, Workshop } from '@charrette/shared'
import { migrateBoard, rebuildBoard, recordsOf, restoreBoard } from '@charrette/shared'
import * as Y from 'yjs'
import { AppError } from '../errors.ts'
import { requireBoard } from './requireBoard.ts'
import { takeSnapshot } from './takeSnapshot.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'
import { changeWorkshop } from './WorkshopDeps.ts'

/** `edit`: people stay and see it change. `replace`: everybody gets another document, and nothing of the old one comes back. */
export type RestoreMode = 'edit' | 'replace'

/**
 * Puts a board back to a snapshot (REST1), and keeps what it was before as another one, so that this can be undone.
 * Throws `not_found` if the snapshot is not of this workshop.
 */
export async function restoreSnapshot(
	deps: WorkshopDeps,
	workshop: Workshop,
	{ id, mode, keepAs }: { id: SnapshotId; mode: RestoreMode; keepAs: string },
): Promise<Board> {
	const found = await deps.snapshots.find(id)
	if (!found) throw new AppError('not_found', 'There is no such snapshot.')
	const board = requireBoard(workshop, found.snapshot.board)
	await takeSnapshot(deps, board, keepAs)
	const past = new Y.Doc()
	recordsOf(past)
	Y.applyUpdate(past, found.state)
	migrateBoard(past)
	try {
		if (mode === 'edit') await deps.rooms.write(board, (doc) => restoreBoard(doc, past))
		else await replaceDocument(deps, workshop, { board, past })
	} finally {
		past.destroy()
	}
	return board
}

/** The new document is on disk before anybody is told of it; a crash in between leaves the old one in its place. */
async function replaceDocument(
	deps: WorkshopDeps,
	workshop: Workshop,
	{ board, past }: { board: Board; past: Y.Doc },
): Promise<void> {
	const rebuilt = rebuildBoard(past)
	const epoch = await deps.rooms.writeNext(board, Y.encodeStateAsUpdate(rebuilt))
	rebuilt.destroy()
	await changeWorkshop(deps, workshop.id, (now) => ({
		...now,
		sessions: now.sessions.map((session) => ({
			...session,
			boards: session.boards.map((other) => (other.id === board.id ? { ...other, epoch } : other)),
		})),
	}))
}
