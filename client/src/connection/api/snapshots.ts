import type {
	BoardId,
	LastVisits,
	News,
	RestoreBody,
	RestoreResult,
	Snapshot,
	SnapshotChanges,
	SnapshotId,
	SnapshotList,
	VisitChanges,
} from '@charrette/shared'
import type { Credentials } from '../credentials.ts'
import { callBytes, callJson } from '../http.ts'

/** Fetches the version history of a board, newest first. */
export function fetchSnapshots({ token }: Credentials, board: BoardId): Promise<SnapshotList> {
	return callJson(`/api/boards/${board}/snapshots`, { token })
}

/** Saves a version of a board under a name. */
export function saveSnapshot({ token }: Credentials, board: BoardId, name: string): Promise<Snapshot> {
	return callJson(`/api/boards/${board}/snapshots`, { token, body: { name } })
}

/** Fetches the document of a snapshot, as a Yjs update (V1). */
export function fetchSnapshotState({ token }: Credentials, id: SnapshotId): Promise<Uint8Array> {
	return callBytes(`/api/snapshots/${id}/state`, { token })
}

/**
 * Fetches the changes between the previous snapshot and this one (`before`), or between this one
 * and the current board (`now`).
 */
export function fetchSnapshotChanges(
	{ token }: Credentials,
	id: SnapshotId,
	comparedWith: 'before' | 'now',
): Promise<SnapshotChanges> {
	return callJson(`/api/snapshots/${id}/changes${comparedWith === 'now' ? '?until=now' : ''}`, { token })
}

/** Restores a snapshot: all of it, some of its cards, or as a new board. */
export function restoreSnapshot({ token }: Credentials, id: SnapshotId, body: RestoreBody): Promise<RestoreResult> {
	return callJson(`/api/snapshots/${id}/restore`, { token, body })
}

/** Fetches which boards others have changed since the last visits (VISIT1). */
export function fetchNews({ workshop, token }: Credentials, visits: LastVisits): Promise<News> {
	return callJson(`/api/workshops/${workshop}/news`, { token, body: visits })
}

/** Fetches what others have changed on a board since a time in ms of the server (VISIT2). */
export function fetchVisitChanges(
	{ token }: Credentials,
	board: BoardId,
	since: number,
	signal: AbortSignal,
): Promise<VisitChanges> {
	return callJson(`/api/boards/${board}/changes?since=${since}`, { token, signal })
}
