import { type ImportedTable, MAX_COLUMNS, TABLE_COLUMNS, type TableColumn, type TableOptions } from '@charrette/shared'
import { type Column, readHeadings } from './columns.ts'
import type { Row } from './parseCsv.ts'

/** What a table's first row is, and what its columns say. */
export interface TableHead {
	/** Whether the first row is headings, and no card. */
	isHead: boolean
	at: ReadonlyMap<Column, number>
	/** What columns are called that do not come in. */
	leftOut: string[]
}

const MAX_NAME_LETTERS = 60
const MAX_SAMPLE_LETTERS = 80
const PROBED_ROWS = 200

/** Whether a row is the head of a table, in words that are known. */
export function isKnownHead(cells: readonly string[]): boolean {
	const { at, known } = readHeadings(cells)
	return at.has('text') || known > 1
}

/** Reads a table's first row. What was chosen counts; where no heading says which column the texts are, they are found. */
export function headOf(rows: readonly Row[], choice: TableOptions = {}): TableHead {
	const cells = rows[0]?.cells ?? []
	const isHead = choice.head === undefined ? isKnownHead(cells) || hasNumbersBelow(rows) : choice.head === '1'
	const headings = isHead ? cells : []
	const body = isHead ? rows.slice(1) : rows
	const { at, derived } = readHeadings(headings)
	const findText = () => at.has('text') || at.set('text', guessTextColumn(body, at))
	findText()
	// Texts last: there is no card without them.
	for (const column of [...TABLE_COLUMNS].reverse()) choose(at, column, choice[column])
	findText()
	const taken = new Set([...at.values(), ...derived])
	return { isHead, at, leftOut: columnsBut(taken, rows).map((index) => columnName(headings[index], index)) }
}

function choose(at: Map<Column, number>, column: TableColumn, number: number | undefined): void {
	if (number === undefined) return
	for (const [other, index] of at) if (other === column || index === number - 1) at.delete(other)
	if (number > 0) at.set(column, number - 1)
}

/** Words over columns of numbers are a head too, in whatever language. */
function hasNumbersBelow([first, ...rows]: readonly Row[]): boolean {
	const cells = first?.cells?.slice(0, MAX_COLUMNS) ?? []
	const probed = rows.slice(0, PROBED_ROWS)
	const isFull = cells.length > 1 && cells.every((cell) => /\p{L}/u.test(cell) && cell.length <= MAX_NAME_LETTERS)
	if (!isFull) return false
	return cells.some((_, index) => {
		const below = probed.flatMap((row) => row.cells?.[index]?.trim() || [])
		return below.length > 0 && below.length >= probed.length / 2 && below.every(isNumbering)
	})
}

/** What people may choose from, and what is chosen; null for a table of ours, and for one that is a list. */
export function tableOf(rows: readonly Row[], { isHead, at }: TableHead): ImportedTable | null {
	const body = isHead ? rows.slice(1) : rows
	const width = Math.max(0, ...rows.map(({ cells }) => cells?.length ?? 0))
	if (width < 2 || (at.has('id') && at.has('linkIds'))) return null
	const columns = Array.from({ length: Math.min(width, MAX_COLUMNS) }, (_, index) => {
		const filled = body.find(({ cells }) => (cells?.[index] ?? '').trim() !== '')
		const name = columnName(isHead ? rows[0]?.cells?.[index] : '', index)
		return { name, sample: (filled?.cells?.[index] ?? '').trim().slice(0, MAX_SAMPLE_LETTERS) }
	})
	const chosen = TABLE_COLUMNS.flatMap((column) => {
		const index = at.get(column)
		return index === undefined ? [] : [[column, index + 1] as const]
	})
	return { hasHead: isHead, columns, at: Object.fromEntries(chosen) }
}

/** The columns but for these, if there is anything in them. */
function columnsBut(taken: ReadonlySet<number>, rows: readonly Row[]): number[] {
	const filled = new Set<number>()
	for (const { cells } of rows)
		for (const [index, cell] of cells?.entries() ?? []) if (!taken.has(index) && cell.trim() !== '') filled.add(index)
	return [...filled].sort((a, b) => a - b)
}

/** What a column is called: its heading, or its letters, as spreadsheets call it. */
function columnName(heading: string | undefined, index: number): string {
	return heading?.trim().slice(0, MAX_NAME_LETTERS) || lettersOf(index)
}

/** The third column is C. */
function lettersOf(index: number): string {
	const before = Math.floor(index / 26)
	return (before > 0 ? lettersOf(before - 1) : '') + String.fromCharCode(65 + (index % 26))
}

const GUESSED_ROWS = 200
const PROBED_COLUMNS = 100

/** Whether a cell is a number, as of a list that is numbered: `1`, `3.`, `#12`, `A7`. */
function isNumbering(cell: string): boolean {
	return /\p{N}/u.test(cell) && (cell.match(/\p{L}/gu)?.length ?? 0) <= 1
}

/**
 * Where the texts of cards are, if no heading says it: in the first column that says nothing else; but if that only numbers the
 * rows, or others beside it are known, in the one with most letters.
 */
function guessTextColumn(rows: readonly Row[], at: ReadonlyMap<Column, number>): number {
	const taken = new Set(at.values())
	const cells = new Map<number, string[]>()
	for (const row of rows.slice(0, GUESSED_ROWS))
		for (const [index, cell] of row.cells?.slice(0, PROBED_COLUMNS).entries() ?? [])
			if (!taken.has(index) && cell.trim() !== '') cells.set(index, [...(cells.get(index) ?? []), cell])
	const free = [...cells.keys()].sort((a, b) => a - b)
	const first = free[0] ?? 0
	if (at.size === 0 && !cells.get(first)?.every(isNumbering)) return first
	const letters = (index: number) => cells.get(index)?.join('').match(/\p{L}/gu)?.length ?? 0
	return free.reduce((best, index) => (letters(index) > letters(best) ? index : best), first)
}
