/** The middle of some numbers, those that are none left out; null if there are no others. */
export function median(values) {
	const sorted = values.filter((value) => typeof value === 'number').sort((a, b) => a - b)
	const middle = sorted.length / 2
	if (sorted.length === 0) return null
	return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The value below which this share of the numbers lies. */
export function percentile(values, share) {
	const sorted = [...values].sort((a, b) => a - b)
	return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}
