import { gatherBy } from '../mix/gatherBy.ts'
import { nameKey } from '../nameKey.ts'

/** So many voters hide each other. With two, each would know the other's ballot. */
export const LEAST_VOTERS = 3

/**
 * Under which city each voter is counted, so that no ballot can be read off a result (VOTE4): cities with too few voters
 * are counted together, as null, and with them the smallest others until they are enough.
 */
export function pooledCities<Voter>(
	voters: readonly Voter[],
	cityOf: (voter: Voter) => string | null,
): Map<Voter, string | null> {
	const named = gatherBy(voters, (voter) => nameKey(cityOf(voter) ?? ''))
	const bySize = [...named].sort(([, a], [, b]) => a.length - b.length)
	const counted = new Map<Voter, string | null>()
	for (const [key, people] of bySize) {
		const isSmall = key === '' || people.length < LEAST_VOTERS
		const isPoolSmall = counted.size > 0 && counted.size < LEAST_VOTERS
		const isPooled = isSmall || isPoolSmall
		if (!isPooled) break
		for (const voter of people) counted.set(voter, null)
	}
	for (const people of named.values()) {
		const [first] = people
		for (const voter of people)
			if (!counted.has(voter)) counted.set(voter, first === undefined ? null : cityOf(first) || null)
	}
	return counted
}
