/** Returns the median of the values that are numbers; null if there are none. */
export function median(values) {
	const sorted = values.filter((value) => typeof value === 'number').sort((a, b) => a - b)
	const middle = sorted.length / 2
	if (sorted.length === 0) return null
	return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Returns the value below which this share of the numbers lies. */
export function percentile(values, share) {
	const sorted = [...values].sort((a, b) => a - b)
	return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}
