import type { BoardId, BoardLikeness, LikenessBody } from '@charrette/shared'
import type { Credentials } from '../credentials.ts'
import { callJson } from '../http.ts'

/** Fetches vectors of texts of a board from the host's embedding model (MODEL1). */
export function fetchLikeness(
	{ token }: Credentials,
	board: BoardId,
	{ signal, ...body }: LikenessBody & { signal: AbortSignal },
): Promise<BoardLikeness> {
	return callJson(`/api/boards/${board}/likeness`, { token, body, signal })
}
