import type { Board, Snapshot, SnapshotId } from '@charrette/shared'
import { createId } from '@charrette/shared'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import type { CapturedBoard } from './captureBoard.ts'
import { captureBoard } from './captureBoard.ts'
import type { Description } from './pastBoard.ts'

type About = Omit<Snapshot, 'id' | 'look'>

/** The snapshot of a board that was looked at. */
export function snapshotOf({ look }: Description, about: About): Snapshot {
	return { id: createId<SnapshotId>(), ...about, look }
}

/** Keeps a board that was taken in. */
export async function keepCaptured(
	deps: Pick<WorkshopDeps, 'snapshots' | 'past'>,
	{ state }: CapturedBoard,
	about: About,
): Promise<Snapshot> {
	const described = await deps.past.ask({ ask: 'describe', state })
	const snapshot = snapshotOf(described, about)
	await deps.snapshots.add(snapshot, { state, print: described.print })
	return snapshot
}

/** Keeps a board as it is now, because somebody asked for it. */
export async function takeSnapshot(deps: WorkshopDeps, board: Board, name: string): Promise<Snapshot> {
	const captured = await deps.rooms.read(board, captureBoard)
	return keepCaptured(deps, captured, { board: board.id, name, cause: 'named', at: Date.now() })
}
