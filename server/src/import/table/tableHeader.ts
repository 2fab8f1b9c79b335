import {
	type ImportedTable,
	type ImportOptions,
	kindFromWord,
	MAX_COLUMNS,
	TABLE_COLUMNS,
	type TableColumn,
} from '@charrette/shared'
import { lettersOf as countLetters, findCardColumns } from './cardColumns.ts'
import { type Column, kindFromCell, personColumn, readHeadings } from './columns.ts'
import type { Row } from './parseCsv.ts'

/** The choices of the user for a table. */
export type TableChoices = Pick<ImportOptions, TableColumn | 'head' | 'layout'>

/** Whether the first row of a table is a header, and the meaning of its columns. */
export interface TableHeader {
	/** Whether the first row has headings instead of a card. */
	isHeader: boolean
	at: ReadonlyMap<Column, number>
	/** Indices and headings of the columns whose cells are cards; null for a card in each row. */
	cardColumns: readonly { index: number; heading: string }[] | null
	/** Names of the columns that are not imported. */
	unused: string[]
}

const MAX_NAME_LETTERS = 60
const MAX_SAMPLE_LETTERS = 80
const PROBED_ROWS = 200

/** Whether the first of these rows has known headings. */
export function isKnownHeader(rows: readonly Row[]): boolean {
	const { at, known } = readHeadings(rows[0]?.cells ?? [])
	if (known > 1) return true
	const text = at.get('text')
	return text !== undefined && !hasKindsBelow(rows, text)
}

/**
 * Whether a column has the names of kinds. In that case `Note` at its top is a kind as well, not
 * the heading of texts.
 */
function hasKindsBelow([, ...rows]: readonly Row[], column: number): boolean {
	const below = rows.slice(0, PROBED_ROWS).flatMap(({ cells }) => cells?.[column]?.trim() || [])
	return below.length > 0 && below.filter(kindFromCell).length > below.length / 2
}

/** Maximum number of rows above a header. A header further down is not recognized. */
const MAX_ABOVE = 10

/**
 * Separates rows above the header, such as a title, from a table: they have fewer cells than the
 * header. Separates none if the user says that the first row is not a header.
 */
export function splitAboveHeader(rows: readonly Row[], { head }: TableChoices = {}): { above: Row[]; rows: Row[] } {
	const found = head === '0' || isKnownHeader(rows) ? 0 : findHeader(rows)
	return { above: rows.slice(0, found), rows: rows.slice(found) }
}

/** Index of the row with headings; 0 if there is none. */
function findHeader(rows: readonly Row[]): number {
	const width = ({ cells }: Row) => cells?.filter((cell) => cell.trim() !== '').length ?? 0
	let widest = 0
	for (const [index, row] of rows.slice(0, MAX_ABOVE + 1).entries()) {
		const isBelowTitles = index > 0 && widest < width(row)
		if (isBelowTitles && (readHeadings(row.cells ?? []).known > 1 || namesKinds(row))) return index
		// Below titles of one cell each, a row of unknown words above numbers is a header.
		if (isBelowTitles && widest === 1 && hasNumbersBelow(rows.slice(index))) return index
		widest = Math.max(widest, width(row))
	}
	return 0
}

/** Whether the headings of two columns are kinds. */
function namesKinds({ cells }: Row): boolean {
	return (cells?.filter((cell) => kindFromWord(cell.trim()) !== undefined).length ?? 0) > 1
}

/**
 * Reads the header of a table. The user's options take precedence. The column of texts is guessed
 * if no heading names it.
 */
export function readTableHeader(rows: readonly Row[], options: TableChoices = {}): TableHeader {
	const cells = rows[0]?.cells ?? []
	const layout = options.layout ?? (options.text === undefined ? undefined : 'rows')
	const inColumns = findCardColumns(rows, { layout, hasHead: options.head !== '0' })
	if (inColumns) {
		const headings = options.head === '0' ? [] : cells
		const cardColumns = inColumns.indices.map((index) => ({ index, heading: headings[index]?.trim() ?? '' }))
		const taken = new Set([...inColumns.shared.values(), ...inColumns.indices])
		const unused = columnsBut(taken, rows).map((index) => columnName(headings[index], index))
		return { isHeader: options.head !== '0', at: inColumns.shared, cardColumns, unused }
	}
	const isHeader = options.head === undefined ? isKnownHeader(rows) || hasNumbersBelow(rows) : options.head === '1'
	const headings = isHeader ? cells : []
	const body = isHeader ? rows.slice(1) : rows
	const { at, derived } = readHeadings(headings)
	preferAnswers(at, headings, body)
	const findText = () => at.has('text') || at.set('text', guessTextColumn(body, at))
	findText()
	// Texts last, since every card needs a text.
	for (const column of [...TABLE_COLUMNS].reverse()) choose(at, column, options[column])
	findText()
	const taken = new Set([...at.values(), ...derived])
	const unused = columnsBut(taken, rows).map((index) => columnName(headings[index], index))
	return { isHeader, at, cardColumns: null, unused }
}

/** How much longer answers are than the names of the people who gave them. */
const MIN_ANSWER_RATIO = 2

/**
 * Makes a column `Name` that of the authors if another column without a known heading has longer
 * texts: the answers to the question of a form.
 */
function preferAnswers(at: Map<Column, number>, headings: readonly string[], body: readonly Row[]): void {
	const person = personColumn(headings)
	if (person < 0 || at.get('text') !== person) return
	const others = new Map([...at].filter(([column]) => column !== 'text').concat([['author', person]]))
	const answers = guessTextColumn(body, others)
	const lengthOf = (index: number) =>
		body.slice(0, PROBED_ROWS).reduce((sum, { cells }) => sum + countLetters(cells?.[index] ?? ''), 0)
	if (answers === person || lengthOf(answers) < lengthOf(person) * MIN_ANSWER_RATIO) return
	at.set('text', answers)
	if (!at.has('author')) at.set('author', person)
}

function choose(at: Map<Column, number>, column: TableColumn, number: number | undefined): void {
	if (number === undefined) return
	for (const [other, index] of at) if (other === column || index === number - 1) at.delete(other)
	if (number > 0) at.set(column, number - 1)
}

/** Whether words are above columns of numbers, which makes them a header in any language. */
function hasNumbersBelow([first, ...rows]: readonly Row[]): boolean {
	const cells = first?.cells?.slice(0, MAX_COLUMNS) ?? []
	const probed = rows.slice(0, PROBED_ROWS)
	const isFull = cells.length > 1 && cells.every((cell) => /\p{L}/u.test(cell) && cell.length <= MAX_NAME_LETTERS)
	if (!isFull) return false
	return cells.some((cell, index) => {
		// A column `A1`, `A2`, `A3` has no heading: its first cell is a number as well.
		if (isNumbering(cell)) return false
		const below = probed.flatMap((row) => row.cells?.[index]?.trim() || [])
		return below.length > 0 && below.length >= probed.length / 2 && below.every(isNumbering)
	})
}

/**
 * Returns the columns to choose from, and the current choice; null for a table of ours and for a
 * table with a single column.
 */
export function tableOf(rows: readonly Row[], { isHeader, at, cardColumns }: TableHeader): ImportedTable | null {
	const body = isHeader ? rows.slice(1) : rows
	const width = Math.max(0, ...rows.map(({ cells }) => cells?.length ?? 0))
	if (width < 2 || (at.has('id') && at.has('linkIds'))) return null
	const columns = Array.from({ length: Math.min(width, MAX_COLUMNS) }, (_, index) => {
		const filled = body.find(({ cells }) => (cells?.[index] ?? '').trim() !== '')
		const name = columnName(isHeader ? rows[0]?.cells?.[index] : '', index)
		return { name, sample: (filled?.cells?.[index] ?? '').trim().slice(0, MAX_SAMPLE_LETTERS) }
	})
	const chosen = TABLE_COLUMNS.flatMap((column) => {
		const index = at.get(column)
		return index === undefined ? [] : [[column, index + 1] as const]
	})
	const layout = cardColumns ? 'columns' : 'rows'
	return { hasHead: isHeader, layout, columns, at: Object.fromEntries(chosen) }
}

/** Returns the non-empty columns except for these. */
function columnsBut(taken: ReadonlySet<number>, rows: readonly Row[]): number[] {
	const filled = new Set<number>()
	for (const { cells } of rows)
		for (const [index, cell] of cells?.entries() ?? []) if (!taken.has(index) && cell.trim() !== '') filled.add(index)
	return [...filled].sort((a, b) => a - b)
}

/** Returns the name of a column: its heading, or its letters as in spreadsheets. */
export function columnName(heading: string | undefined, index: number): string {
	return heading?.trim().slice(0, MAX_NAME_LETTERS) || lettersOf(index)
}

/** Returns the letters of a column: `C` for 2. */
function lettersOf(index: number): string {
	const before = Math.floor(index / 26)
	return (before > 0 ? lettersOf(before - 1) : '') + String.fromCharCode(65 + (index % 26))
}

const PROBED_COLUMNS = 100
const PROBED_LETTERS = 1000

/** Whether a cell is a number as in a numbered list: `1`, `3.`, `#12`, `A7`. */
function isNumbering(cell: string): boolean {
	const probed = cell.slice(0, PROBED_LETTERS)
	return /\p{N}/u.test(probed) && (probed.match(/\p{L}/gu)?.length ?? 0) <= 1
}

/**
 * Guesses the column of texts: the first column without another meaning, or the column with the
 * most letters if the first one only numbers the rows, or if other columns have known headings.
 */
function guessTextColumn(rows: readonly Row[], at: ReadonlyMap<Column, number>): number {
	const taken = new Set(at.values())
	const cells = new Map<number, string[]>()
	for (const row of rows.slice(0, PROBED_ROWS))
		for (const [index, cell] of row.cells?.slice(0, PROBED_COLUMNS).entries() ?? [])
			if (!taken.has(index) && cell.trim() !== '') {
				const probed = cells.get(index) ?? []
				probed.push(cell.slice(0, PROBED_LETTERS))
				cells.set(index, probed)
			}
	const free = [...cells.keys()].sort((a, b) => a - b)
	const first = free[0] ?? 0
	if (at.size === 0 && !cells.get(first)?.every(isNumbering)) return first
	const letters = (index: number) => cells.get(index)?.join('').match(/\p{L}/gu)?.length ?? 0
	return free.reduce((best, index) => (letters(index) > letters(best) ? index : best), first)
}
