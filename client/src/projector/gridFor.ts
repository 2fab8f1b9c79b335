/** How wide a board in small is, for its height, at its best. */
const BEST_SHAPE = 1.5

/** The grid in which so many boards fill a wall of this shape (width to height) with as large pictures as can be. */
export function gridFor(count: number, wallShape: number): { columns: number; rows: number } {
	let best = { columns: 1, rows: Math.max(1, count), size: 0 }
	for (let columns = 1; columns <= count; columns++) {
		const rows = Math.ceil(count / columns)
		const [w, h] = [wallShape / columns, 1 / rows]
		const size = Math.min(w, h * BEST_SHAPE)
		if (size > best.size) best = { columns, rows, size }
	}
	return { columns: best.columns, rows: best.rows }
}
