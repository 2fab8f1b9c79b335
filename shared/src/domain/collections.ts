/** Things by what they have in common, in the order in which each comes up first. */
export function groupBy<T, Key>(things: Iterable<T>, keyOf: (thing: T) => Key): Map<Key, T[]> {
	const gathered = new Map<Key, T[]>()
	for (const thing of things) {
		const key = keyOf(thing)
		const held = gathered.get(key)
		if (held) held.push(thing)
		else gathered.set(key, [thing])
	}
	return gathered
}

/** A whole number from 0 to below `limit`. */
export type Random = (limit: number) => number

/** Numbers that look like chance and are the same for the same seed, on every machine (mulberry32). */
export function seededRandom(seed: number): Random {
	let state = seed | 0
	return (limit) => {
		state = (state + 0x6d2b79f5) | 0
		let bits = Math.imul(state ^ (state >>> 15), 1 | state)
		bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
		return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * limit)
	}
}

/** The same things in another order. */
export function shuffled<T>(things: Iterable<T>, random: Random): T[] {
	const left = [...things]
	const drawn: T[] = []
	while (left.length > 0) drawn.push(...left.splice(random(left.length), 1))
	return drawn
}
