import type { Place } from '../sight/freePlace.ts'

/** Places in the order in which one reads them: row by row, where what begins above the middle of a row's first place is in that row. */
export function readingOrder<Item extends Place>(items: readonly Item[]): Item[] {
	const rows: Item[][] = []
	for (const item of [...items].sort((a, b) => a.y - b.y)) {
		const row = rows.at(-1)
		const first = row?.[0]
		if (row && first && item.y < first.y + first.h / 2) row.push(item)
		else rows.push([item])
	}
	return rows.flatMap((row) => row.sort((a, b) => a.x - b.x))
}
