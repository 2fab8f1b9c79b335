/** Vectors of texts by the host's embedding model: a signed byte for each dimension, by id. */
export type ModelVectors = ReadonlyMap<string, Int8Array>

/**
 * Returns the likeness of each two texts by their vectors from 0 to 1, as a matrix, row after row.
 * What all texts have in common, such as that they are about a city, counts for nothing. A text
 * without a vector is like no other.
 */
export function likenessByVectors(vectors: readonly (Int8Array | undefined)[]): Float32Array {
	const count = vectors.length
	const directions = directionsOf(vectors)
	const likeness = new Float32Array(count * count)
	for (let text = 0; text < count; text++)
		for (let other = 0; other <= text; other++) {
			const [one, two] = [directions[text], directions[other]]
			if (!one || !two) continue
			let sum = 0
			for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (two[at] ?? 0)
			likeness[text * count + other] = Math.max(0, sum)
			likeness[other * count + text] = Math.max(0, sum)
		}
	return likeness
}

/** Returns the vectors without their mean, and with length 1. */
function directionsOf(vectors: readonly (Int8Array | undefined)[]): (Float32Array | null)[] {
	const units = vectors.map((vector) => vector && unit(Float32Array.from(vector)))
	const known = units.filter((vector) => vector !== undefined && vector !== null)
	const mean = new Float32Array(known[0]?.length ?? 0)
	for (const vector of known)
		for (const [at, value] of vector.entries()) mean[at] = (mean[at] ?? 0) + value / known.length
	return units.map((vector) => (vector ? unit(vector.map((value, at) => value - (mean[at] ?? 0))) : null))
}

function unit(vector: Float32Array): Float32Array | null {
	const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
	return length < 1e-6 ? null : vector.map((value) => value / length)
}
