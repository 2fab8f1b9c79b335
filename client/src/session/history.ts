import type {
	BoardId,
	MomentChanges,
	RemovedBoards,
	RestoreBody,
	Restored,
	Snapshot,
	SnapshotId,
	SnapshotList,
} from '@charrette/shared'
import { callBytes, callJson } from './api.ts'
import type { Credentials } from './credentials.ts'

/** What is kept of a board, newest first. */
export function fetchSnapshots({ token }: Credentials, board: BoardId): Promise<SnapshotList> {
	return callJson(`/api/boards/${board}/snapshots`, { token })
}

/** Keeps a board as it is now, under a name. */
export function keepMoment({ token }: Credentials, board: BoardId, name: string): Promise<Snapshot> {
	return callJson(`/api/boards/${board}/snapshots`, { token, body: { name } })
}

/** The document of a moment, as an update. */
export function fetchMoment({ token }: Credentials, id: SnapshotId): Promise<Uint8Array> {
	return callBytes(`/api/snapshots/${id}/state`, { token })
}

/** What changed up to a moment since the one before it, or since it until now. */
export function fetchChanges({ token }: Credentials, id: SnapshotId, span: 'before' | 'now'): Promise<MomentChanges> {
	return callJson(`/api/snapshots/${id}/changes${span === 'now' ? '?until=now' : ''}`, { token })
}

/** Brings a moment back: all of it, some of its cards, or as a board of its own. */
export function restoreMoment({ token }: Credentials, id: SnapshotId, body: RestoreBody): Promise<Restored> {
	return callJson(`/api/snapshots/${id}/restore`, { token, body })
}

/** The boards that were taken out and can be had back as copies, newest first. */
export function fetchRemovedBoards({ workshop, token }: Credentials): Promise<RemovedBoards> {
	return callJson(`/api/workshops/${workshop}/removed-boards`, { token })
}
