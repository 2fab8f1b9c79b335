import { type BoardId, LIMITS } from '@charrette/shared'
import { fetchLikeness } from '../connection/api/suggestions.ts'
import type { Credentials } from '../connection/credentials.ts'
import type { ModelVectors } from './likenessByVectors.ts'
import type { SortRequest } from './sortCards.ts'

/** Time that the model has; then the cards are compared on the device. */
const MAX_WAIT_MS = 10_000

/** Whose model compares the cards of which board. */
export interface ModelPlace {
	credentials: Credentials
	board: BoardId
	/** Whether the model compares cards (MODEL1), and whether it names clusters (MODEL2). */
	embeds: boolean
	names: boolean
}

/** Returns whether the host's model can be asked about so many cards. */
export function fitsModel({ cards, clusters }: SortRequest): boolean {
	return idsOf({ cards, clusters }).length <= LIMITS.maxLikenessTexts
}

/** Returns the vectors of the cards and clusters; null if there are none in time. Never rejects. */
export async function fetchVectors(
	{ credentials, board }: ModelPlace,
	request: SortRequest,
	signal: AbortSignal,
): Promise<ModelVectors | null> {
	const ids = idsOf(request)
	if (ids.length === 0) return null
	try {
		const timed = AbortSignal.any([signal, AbortSignal.timeout(MAX_WAIT_MS)])
		const { vectors, problem } = await fetchLikeness(credentials, board, { ids, signal: timed })
		return problem === null ? new Map(Object.entries(vectors).map(([id, encoded]) => [id, bytesOf(encoded)])) : null
	} catch {
		return null
	}
}

function idsOf({ cards, clusters }: Pick<SortRequest, 'cards' | 'clusters'>): string[] {
	return [...cards, ...clusters.flatMap((cluster) => [cluster, ...cluster.cards])].map(({ id }) => id)
}

const bytesOf = (encoded: string) => Int8Array.from(atob(encoded), (byte) => byte.charCodeAt(0))
