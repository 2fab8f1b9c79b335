/**
 * Returns the costs, none below zero, that explain the measurements best: with the least sum of
 * squared relative errors.
 * @param {number[][]} counts how often each thing happened, with a row for each measurement
 * @param {number[]} measured
 * @returns {number[]}
 */
export function fitCosts(counts, measured) {
	const rows = counts.map((row, index) => row.map((value) => value / measured[index]))
	const width = rows[0]?.length ?? 0
	const products = (a, b) => rows.reduce((sum, row) => sum + row[a] * (b === null ? 1 : row[b]), 0)
	const columns = Array.from({ length: width }, (_, index) => index)
	const gram = columns.map((a) => columns.map((b) => products(a, b)))
	const target = columns.map((a) => products(a, null))
	const costs = new Array(width).fill(0)
	for (let round = 0; round < 100_000; round++) {
		for (const a of columns) {
			if (gram[a][a] === 0) continue
			const rest = columns.reduce((sum, b) => (b === a ? sum : sum + gram[a][b] * costs[b]), 0)
			costs[a] = Math.max(0, (target[a] - rest) / gram[a][a])
		}
	}
	return costs
}
