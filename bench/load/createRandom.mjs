/** Creates a seeded random source (mulberry32) that returns integers from 0 to below a limit. */
export function createRandom(seed) {
	let state = seed >>> 0
	return (limit) => {
		state = (state + 0x6d2b79f5) >>> 0
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
	}
}
