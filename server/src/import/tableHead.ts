import type { Column } from './columns.ts'
import { readHeadings } from './columns.ts'
import type { Row } from './splitCsv.ts'

/** What a table's first row is, and what its columns say. */
export interface TableHead {
	/** Whether the first row is headings, and no card. */
	isHead: boolean
	at: ReadonlyMap<Column, number>
	/** What columns are called that do not come in. */
	leftOut: string[]
}

const MAX_NAME_LETTERS = 60

/** Whether a row is the head of a table, in words that are known. */
export function isKnownHead(cells: readonly string[]): boolean {
	const { at, known } = readHeadings(cells)
	return at.has('text') || known > 1
}

/** Reads a table's first row; a table without a head has its texts in the first column. */
export function headOf(rows: readonly Row[]): TableHead {
	const cells = rows[0]?.cells ?? []
	if (!isKnownHead(cells)) return { isHead: false, at: new Map([['text', 0]]), leftOut: [] }
	const { at, derived } = readHeadings(cells)
	const taken = new Set([...at.values(), ...derived])
	return { isHead: true, at, leftOut: columnsBut(taken, rows) }
}

/** What columns are called but for these, each once: by their heading, or as spreadsheets call them, if there is anything in them. */
function columnsBut(taken: ReadonlySet<number>, rows: readonly Row[]): string[] {
	const filled = new Set<number>()
	for (const { cells } of rows)
		for (const [index, cell] of cells?.entries() ?? []) if (!taken.has(index) && cell.trim() !== '') filled.add(index)
	const names = [...filled].sort((a, b) => a - b).map((index) => columnName(rows[0]?.cells?.[index] ?? '', index))
	return [...new Set(names)]
}

/** The heading of a column; without one its letters. */
function columnName(heading: string, index: number): string {
	return heading.trim().slice(0, MAX_NAME_LETTERS) || lettersOf(index)
}

/** The third column is C. */
function lettersOf(index: number): string {
	const before = Math.floor(index / 26)
	return (before > 0 ? lettersOf(before - 1) : '') + String.fromCharCode(65 + (index % 26))
}
