import type { BoardId, SnapshotId } from './ids.ts'

/** A board as it was at a moment: kept whole, never changed (REST1). `at` is the server's time in ms. */
export interface Snapshot {
	id: SnapshotId
	board: BoardId
	name: string
	at: number
}
