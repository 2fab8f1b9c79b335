/**
 * Returns the likeness of texts, each read together with those that are most like it: short texts
 * about one subject often share no word, but each shares words with a third. `likeness` is a
 * symmetric matrix of `count` rows.
 */
export function smoothLikeness(
	likeness: Float32Array,
	count: number,
	{ neighbours, share }: { neighbours: number; share: number },
): Float32Array {
	const near = Array.from({ length: count }, (_, text) => nearest(likeness, count, text, neighbours))
	const rows = mix(likeness, count, near, share)
	const smooth = mix(transposed(rows, count), count, near, share)
	const lengths = Float64Array.from({ length: count }, (_, text) => Math.sqrt(smooth[text * count + text] ?? 0))
	for (let text = 0; text < count; text++)
		for (let other = 0; other <= text; other++) {
			const length = (lengths[text] ?? 0) * (lengths[other] ?? 0)
			const value = length === 0 ? 0 : (smooth[text * count + other] ?? 0) / length
			// Rounding makes the two halves differ, and chains of nearest neighbours then never end.
			smooth[text * count + other] = value
			smooth[other * count + text] = value
		}
	return smooth
}

/** Adds a share of the rows of its neighbours to each row, by their likeness. */
function mix(rows: Float32Array, count: number, near: readonly (readonly [number, number][])[], share: number) {
	const mixed = rows.slice()
	for (const [text, neighbours] of near.entries())
		for (const [other, weight] of neighbours)
			for (let at = 0; at < count; at++) {
				const place = text * count + at
				mixed[place] = (mixed[place] ?? 0) + share * weight * (rows[other * count + at] ?? 0)
			}
	return mixed
}

function nearest(likeness: Float32Array, count: number, text: number, most: number): [number, number][] {
	const found: [number, number][] = []
	for (let other = 0; other < count; other++) {
		const value = likeness[text * count + other] ?? 0
		if (other === text || value <= (found.length < most ? 0 : (found.at(-1)?.[1] ?? 0))) continue
		const at = found.findIndex(([, least]) => least < value)
		found.splice(at < 0 ? found.length : at, 0, [other, value])
		if (found.length > most) found.pop()
	}
	return found
}

function transposed(matrix: Float32Array, count: number): Float32Array {
	const turned = new Float32Array(matrix.length)
	for (let row = 0; row < count; row++)
		for (let column = 0; column < count; column++) turned[column * count + row] = matrix[row * count + column] ?? 0
	return turned
}
