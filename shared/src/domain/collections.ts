/** Groups items by key, in the order in which each key first occurs. */
export function groupBy<T, Key>(items: Iterable<T>, keyOf: (item: T) => Key): Map<Key, T[]> {
	const groups = new Map<Key, T[]>()
	for (const item of items) {
		const key = keyOf(item)
		const group = groups.get(key)
		if (group) group.push(item)
		else groups.set(key, [item])
	}
	return groups
}

/** Returns an integer from 0 to below `limit`. */
export type Random = (limit: number) => number

/**
 * Creates a generator of pseudo-random numbers that are the same for the same seed on every machine
 * (mulberry32).
 */
export function seededRandom(seed: number): Random {
	let state = seed | 0
	return (limit) => {
		state = (state + 0x6d2b79f5) | 0
		let bits = Math.imul(state ^ (state >>> 15), 1 | state)
		bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
		return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * limit)
	}
}

/** Returns the same items in a random order. */
export function shuffled<T>(items: Iterable<T>, random: Random): T[] {
	const left = [...items]
	const drawn: T[] = []
	while (left.length > 0) {
		const at = random(left.length)
		const last = left.pop() as T
		// The last item takes the place of the drawn one.
		drawn.push(at < left.length ? (left[at] as T) : last)
		if (at < left.length) left[at] = last
	}
	return drawn
}
