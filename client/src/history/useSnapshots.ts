import type { BoardChanges, BoardId, Snapshot, SnapshotId } from '@charrette/shared'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import pLimit from 'p-limit'
import { fetchSnapshotChanges, fetchSnapshotState, fetchSnapshots } from '../connection/api/snapshots.ts'
import type { Credentials } from '../connection/credentials.ts'

/**
 * The interval at which the list is fetched again, because the server also saves snapshots
 * automatically.
 */
const REFRESH_MS = 60_000

/** Fetches the snapshots of a board, newest first. */
export function useSnapshots(credentials: Credentials, board: BoardId): UseQueryResult<Snapshot[]> {
	return useQuery({
		queryKey: ['snapshots', credentials.token, board],
		queryFn: async () => (await fetchSnapshots(credentials, board)).snapshots,
		refetchInterval: REFRESH_MS,
	})
}

/**
 * Fetches the document of a snapshot, as a Yjs update. The document may be megabytes, so it is
 * dropped from the cache when the component unmounts.
 */
export function useSnapshotState(credentials: Credentials, id: SnapshotId): UseQueryResult<Uint8Array> {
	return useQuery({
		queryKey: ['snapshotState', credentials.token, id],
		queryFn: () => fetchSnapshotState(credentials, id),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	})
}

/**
 * The other side of a comparison: the previous snapshot (`before`), or the current board (`now`).
 */
export type ComparedWith = 'before' | 'now'

/**
 * The changes between the two sides, and whether the snapshot is the first one, which has no
 * previous snapshot to compare with.
 */
export interface SnapshotChanges {
	changes: BoardChanges
	isFirst: boolean
}

/** Fetches changes one call at a time, because each comparison occupies a worker of the server. */
export interface ChangesReader {
	credentials: Credentials
	read(id: SnapshotId, comparedWith: ComparedWith, signal: AbortSignal): Promise<SnapshotChanges>
}

/** Creates a reader with its own queue. A call that is aborted while it is queued is never sent. */
export function createChangesReader(credentials: Credentials): ChangesReader {
	const limit = pLimit(1)
	return {
		credentials,
		read: (id, comparedWith, signal) =>
			limit(async () => {
				signal.throwIfAborted()
				const { changes, since } = await fetchSnapshotChanges(credentials, id, comparedWith)
				return { changes, isFirst: since === null }
			}),
	}
}

interface ChangesOptions {
	/** The selected snapshot; null if none is selected: nothing is fetched then. */
	id: SnapshotId | null
	comparedWith: ComparedWith
	isEnabled?: boolean
}

/**
 * Fetches the changes of a snapshot. Changes of `before` never change; changes of `now` are fetched
 * each time they are shown.
 */
export function useSnapshotChanges(
	{ credentials, read }: ChangesReader,
	{ id, comparedWith, isEnabled = true }: ChangesOptions,
): UseQueryResult<SnapshotChanges> {
	return useQuery({
		queryKey: ['snapshotChanges', credentials.token, id, comparedWith],
		queryFn: ({ signal }) =>
			id ? read(id, comparedWith, signal) : Promise.reject(new Error('no snapshot is selected')),
		enabled: id !== null && isEnabled,
		...(comparedWith === 'before' ? { staleTime: Number.POSITIVE_INFINITY } : { gcTime: 0 }),
	})
}
