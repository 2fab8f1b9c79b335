import type { BoardId, ThreadAction } from '@charrette/shared'
import type { Credentials } from '../credentials.ts'
import { callJson } from '../http.ts'

/** Makes a change of the threads of a board whose document this person cannot change (THREAD4). */
export function sendThreadAction({ token }: Credentials, board: BoardId, body: ThreadAction): Promise<unknown> {
	return callJson(`/api/boards/${board}/threads`, { token, body })
}
