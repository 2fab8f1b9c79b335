import { LIMITS, type Locale } from '@charrette/shared'
import { fetchClusterNames } from '../connection/api/suggestions.ts'
import type { ModelPlace } from './modelVectors.ts'
import type { Preview, SuggestionKey } from './preview.ts'

/** Time after which names are no longer waited for. */
const MAX_WAIT_MS = 10_000

/** Names by the host's language model, each with the name of the device that it is for. */
export type ModelNames = ReadonlyMap<SuggestionKey, { name: string; insteadOf: string }>

/**
 * Returns names for the new clusters of a preview; those that the model does not name are left out.
 * Never rejects.
 */
export async function fetchNames(
	{ credentials, board }: ModelPlace,
	{ suggestions }: Preview,
	{ to, signal }: { to: Locale; signal: AbortSignal },
): Promise<ModelNames> {
	const fresh = suggestions.filter(({ cluster }) => cluster === null).slice(0, LIMITS.maxNamedClusters)
	if (fresh.length === 0) return new Map()
	try {
		const { names } = await fetchClusterNames(credentials, board, {
			to,
			clusters: fresh.map(({ cards }) => cards.slice(0, LIMITS.maxLikenessTexts)),
			signal: AbortSignal.any([signal, AbortSignal.timeout(MAX_WAIT_MS)]),
		})
		return new Map(
			fresh.flatMap(({ key, name: insteadOf }, at) => {
				const name = names[at]
				return name ? [[key, { name, insteadOf }]] : []
			}),
		)
	} catch {
		return new Map()
	}
}

/** Puts names into a preview, except where a person has changed the name meanwhile. */
export function nameSuggestions(preview: Preview, names: ModelNames): Preview {
	return {
		...preview,
		suggestions: preview.suggestions.map((one) => {
			const found = names.get(one.key)
			return found?.insteadOf === one.name ? { ...one, name: found.name, isNamedByModel: true } : one
		}),
	}
}
