import type { Column } from './columns.ts'
import type { Row } from './splitCsv.ts'

const PROBED_ROWS = 200
const PROBED_COLUMNS = 100

/** Whether a cell is a number, as of a list that is numbered: `1`, `3.`, `#12`, `A7`. */
export function isNumbering(cell: string): boolean {
	return /\p{N}/u.test(cell) && (cell.match(/\p{L}/gu)?.length ?? 0) <= 1
}

/**
 * Where the texts of cards are, if no heading says it: in the first column that says nothing else; but if that only numbers the
 * rows, or others beside it are known, in the one with most letters.
 */
export function guessText(rows: readonly Row[], at: ReadonlyMap<Column, number>): number {
	const taken = new Set(at.values())
	const cells = new Map<number, string[]>()
	for (const row of rows.slice(0, PROBED_ROWS))
		for (const [index, cell] of row.cells?.slice(0, PROBED_COLUMNS).entries() ?? [])
			if (!taken.has(index) && cell.trim() !== '') cells.set(index, [...(cells.get(index) ?? []), cell])
	const free = [...cells.keys()].sort((a, b) => a - b)
	const first = free[0] ?? 0
	if (at.size === 0 && !cells.get(first)?.every(isNumbering)) return first
	const letters = (index: number) => cells.get(index)?.join('').match(/\p{L}/gu)?.length ?? 0
	return free.reduce((best, index) => (letters(index) > letters(best) ? index : best), first)
}
