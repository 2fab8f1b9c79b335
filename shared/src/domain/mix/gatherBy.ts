/** Things by what they have in common, in the order in which each comes up first. */
export function gatherBy<T, Key>(things: Iterable<T>, keyOf: (thing: T) => Key): Map<Key, T[]> {
	const gathered = new Map<Key, T[]>()
	for (const thing of things) {
		const key = keyOf(thing)
		const held = gathered.get(key)
		if (held) held.push(thing)
		else gathered.set(key, [thing])
	}
	return gathered
}
