import type {
	BoardClusterNames,
	BoardId,
	BoardLikeness,
	ClusterNamesBody,
	LikenessBody,
	SuggestedSummary,
	SummaryBody,
} from '@charrette/shared'
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

/** Fetches names of suggested clusters from the host's language model (MODEL2). */
export function fetchClusterNames(
	{ token }: Credentials,
	board: BoardId,
	{ signal, ...body }: ClusterNamesBody & { signal: AbortSignal },
): Promise<BoardClusterNames> {
	return callJson(`/api/boards/${board}/cluster-names`, { token, body, signal })
}

/** Fetches a summary of a board from the host's language model (MODEL3). */
export function fetchSummary({ token }: Credentials, board: BoardId, body: SummaryBody): Promise<SuggestedSummary> {
	return callJson(`/api/boards/${board}/summary`, { token, body })
}
