/** A merge of two groups, named by their first members, at a likeness from 0 to 1. */
export interface Merge {
	into: number
	from: number
	likeness: number
}

/**
 * Merges the most alike groups, two at a time, by the average likeness of their members
 * (decision 096): returns all merges, those of the most alike groups first. `likeness` is a
 * symmetric matrix of `count` rows, one after the other; it is overwritten.
 *
 * It follows a chain from a group to its nearest group, and from there on, until two groups are
 * nearest to each other. That takes quadratic time, and finds the same merges as a search for the
 * most alike pair before each of them.
 */
export function agglomerate(likeness: Float32Array, count: number): Merge[] {
	const sizes = new Float64Array(count).fill(1)
	const active = Array.from({ length: count }, (_, at) => at)
	const merges: Merge[] = []
	const chain: number[] = []
	while (active.length > 1) {
		const top = chain.at(-1) ?? active[0] ?? 0
		if (chain.length === 0) chain.push(top)
		const before = chain.at(-2) ?? -1
		// A chain with more groups than there are goes round in a circle, by rounding.
		const isCircle = chain.length > active.length
		const nearest = isCircle ? before : nearestTo(top, before, { likeness, count, active })
		if (nearest !== before) {
			chain.push(nearest)
			continue
		}
		chain.length = isCircle ? 0 : chain.length - 2
		const [into, from] = top < nearest ? [top, nearest] : [nearest, top]
		merges.push({ into, from, likeness: likeness[into * count + from] ?? 0 })
		active.splice(active.indexOf(from), 1)
		mergeRows(likeness, count, { into, from, sizes, active })
	}
	return merges.sort((a, b) => b.likeness - a.likeness)
}

/** Returns the group most alike to `group`; of equals the one `before` it in the chain. */
function nearestTo(
	group: number,
	before: number,
	{ likeness, count, active }: { likeness: Float32Array; count: number; active: readonly number[] },
): number {
	let nearest = before
	let best = before < 0 ? Number.NEGATIVE_INFINITY : (likeness[group * count + before] ?? 0)
	for (const other of active) {
		const value = likeness[group * count + other] ?? 0
		if (other === group || value <= best) continue
		nearest = other
		best = value
	}
	return nearest
}

interface MergedRows {
	into: number
	from: number
	sizes: Float64Array
	active: readonly number[]
}

function mergeRows(likeness: Float32Array, count: number, { into, from, sizes, active }: MergedRows): void {
	const [size, added] = [sizes[into] ?? 1, sizes[from] ?? 1]
	for (const other of active) {
		if (other === into) continue
		const row = other * count
		const average = ((likeness[row + into] ?? 0) * size + (likeness[row + from] ?? 0) * added) / (size + added)
		likeness[row + into] = average
		likeness[into * count + other] = average
	}
	sizes[into] = size + added
}
