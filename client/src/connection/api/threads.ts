import type { BoardId, LastVisits, ThreadAction, ThreadsForMe } from '@charrette/shared'
import type { Credentials } from '../credentials.ts'
import { callJson } from '../http.ts'

/** Makes a change of the threads of a board whose document this person cannot change (THREAD4). */
export function sendThreadAction({ token }: Credentials, board: BoardId, body: ThreadAction): Promise<unknown> {
	return callJson(`/api/boards/${board}/threads`, { token, body })
}

/**
 * Fetches the threads for this person on all boards of the workshop (TALK6); with `visits`, those
 * with new messages since.
 */
export function fetchThreadsForMe(
	{ workshop, token }: Pick<Credentials, 'workshop' | 'token'>,
	visits: LastVisits | null,
): Promise<ThreadsForMe> {
	return callJson(`/api/workshops/${workshop}/my-threads`, { token, body: visits ? { visits } : {} })
}
