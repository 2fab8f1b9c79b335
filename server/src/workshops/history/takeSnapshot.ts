import type { Board, Snapshot, SnapshotId } from '@charrette/shared'
import { createId } from '@charrette/shared'
import type { CapturedBoard } from '../../rooms/captureBoard.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import type { Description } from './pastBoard.ts'

type About = Omit<Snapshot, 'id' | 'look'>

/** The snapshot of a board that was looked at. */
export function snapshotOf({ look }: Description, about: About): Snapshot {
	return { id: createId<SnapshotId>(), ...about, look }
}

/** Keeps a board that was taken in. */
export async function keepCaptured(
	deps: Pick<WorkshopDeps, 'snapshots' | 'past'>,
	{ at, state }: CapturedBoard,
	about: Omit<About, 'at'>,
): Promise<Snapshot> {
	const described = await deps.past.ask({ ask: 'describe', state })
	const snapshot = snapshotOf(described, { ...about, at })
	await deps.snapshots.add(snapshot, { state, print: described.print })
	return snapshot
}

/** Keeps a board as it is now, because somebody asked for it. */
export async function takeSnapshot(deps: WorkshopDeps, board: Board, name: string): Promise<Snapshot> {
	const captured = await deps.rooms.read(board, (_doc, capture) => capture())
	return keepCaptured(deps, captured, { board: board.id, name, cause: 'named' })
}
