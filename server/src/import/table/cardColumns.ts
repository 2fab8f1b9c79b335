import { kindFromWord, MAX_COLUMNS, type TableLayout } from '@charrette/shared'
import { type Column, isFormHeader, personColumn, readHeadings } from './columns.ts'
import type { Row } from './parseCsv.ts'

/** The columns of a table whose cells are cards, and the columns that all of them share. */
export interface CardColumns {
	/** Indices of the columns. */
	indices: readonly number[]
	shared: Map<Column, number>
}

/** Columns of a row that apply to each of its cards. */
const SHARED = ['city', 'author', 'cluster', 'category'] as const
const PROBED_ROWS = 200
const MAX_NAME_LETTERS = 60
/** Letters of a typical cell of these columns. Shorter ones are names, dates or choices. */
const MIN_ANSWER_LETTERS = 20
const MIN_THOUGHT_LETTERS = 10

/**
 * Returns the columns of cards of a table in which each cell below a heading is a card (IMP2j): a
 * column per kind, per theme or frame, or per question of a form. Returns null for a table with a
 * card in each row. `layout` is the person's choice, `hasHead` whether the first row has headings.
 */
export function findCardColumns(
	rows: readonly Row[],
	{ layout, hasHead }: { layout: TableLayout | undefined; hasHead: boolean },
): CardColumns | null {
	const cells = (hasHead ? rows[0]?.cells : null) ?? []
	const body = hasHead ? rows.slice(1) : rows
	const { at } = readHeadings(cells)
	if (layout === 'rows' || (at.has('id') && at.has('linkIds'))) return null
	const shared = new Map(SHARED.flatMap((column) => (at.has(column) ? [[column, at.get(column) ?? 0]] : [])))
	const filled = columnsOf(rows, body.length > 0 ? body : rows).filter(
		({ index }) => ![...shared.values()].includes(index),
	)
	if (layout === 'columns') return { indices: filled.map(({ index }) => index), shared }
	if (!hasHead || body.length === 0) return null
	return columnsByKind(filled, { at, shared }) ?? columnsOfForm(filled, { cells, shared }) ?? columnsByTheme(filled, at)
}

interface ProbedColumn {
	index: number
	heading: string
	/** Its cells of the first rows below the heading. */
	cells: readonly string[]
	/** Mean length of its cells that are not empty. */
	letters: number
}

function columnsOf(rows: readonly Row[], body: readonly Row[]): ProbedColumn[] {
	const probed = body.slice(0, PROBED_ROWS)
	const width = Math.min(MAX_COLUMNS, Math.max(0, ...rows.map(({ cells }) => cells?.length ?? 0)))
	const columns = Array.from({ length: width }, (_, index): ProbedColumn => {
		const cells = probed.map((row) => row.cells?.[index]?.trim() ?? '')
		const filled = cells.filter((cell) => cell !== '')
		const letters = filled.reduce((sum, cell) => sum + lettersOf(cell), 0) / Math.max(1, filled.length)
		return { index, heading: rows[0]?.cells?.[index]?.trim() ?? '', cells, letters }
	})
	return columns.filter(({ cells }) => cells.some((cell) => cell !== ''))
}

/** Number of letters; a character of Chinese, Japanese or Korean counts as two. */
export function lettersOf(cell: string): number {
	const probed = cell.slice(0, 1000)
	const wide = probed.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0
	return (probed.match(/\p{L}/gu)?.length ?? 0) + wide
}

/** Two headings are kinds, and no other heading is that of texts or kinds. */
function columnsByKind(
	columns: readonly ProbedColumn[],
	{ at, shared }: { at: ReadonlyMap<Column, number>; shared: CardColumns['shared'] },
): CardColumns | null {
	const isKind = ({ heading }: ProbedColumn) => kindFromWord(heading) !== undefined
	const kinds = columns.filter(isKind)
	const text = columns.find(({ index }) => index === at.get('text'))
	if (kinds.length < 2 || at.has('kind') || (text && !isKind(text))) return null
	const others = columns.filter((column) => !isKind(column) && column.letters >= MIN_ANSWER_LETTERS)
	return { indices: [...kinds, ...others].map(({ index }) => index).sort((a, b) => a - b), shared }
}

/** The answers of a form to two or more questions. */
function columnsOfForm(
	columns: readonly ProbedColumn[],
	{ cells, shared }: { cells: readonly string[]; shared: CardColumns['shared'] },
): CardColumns | null {
	if (!isFormHeader(cells)) return null
	const person = personColumn(cells)
	const answers = columns.filter(({ index, letters }) => index !== person && letters >= MIN_ANSWER_LETTERS)
	if (answers.length < 2) return null
	const author = shared.get('author') ?? person
	return {
		indices: answers.map(({ index }) => index),
		shared: author < 0 ? shared : new Map([...shared, ['author', author]]),
	}
}

/**
 * Lists below headings without another meaning, as other whiteboards write a column for each frame:
 * texts without gaps, of different lengths.
 */
function columnsByTheme(columns: readonly ProbedColumn[], at: ReadonlyMap<Column, number>): CardColumns | null {
	if (at.size > 0 || columns.length < 2) return null
	const headings = new Set(columns.map(({ heading }) => heading))
	const isTitled = columns.every(({ heading }) => /\p{L}/u.test(heading) && heading.length <= MAX_NAME_LETTERS)
	const isList = ({ cells, heading, letters }: ProbedColumn) => {
		const end = cells.indexOf('')
		const hasGap = end >= 0 && cells.slice(end).some((cell) => cell !== '')
		return !hasGap && letters >= MIN_THOUGHT_LETTERS && letters > lettersOf(heading)
	}
	const lengths = new Set(columns.map(({ cells }) => cells.filter((cell) => cell !== '').length))
	if (headings.size < columns.length || !isTitled || lengths.size < 2 || !columns.every(isList)) return null
	return { indices: columns.map(({ index }) => index), shared: new Map() }
}
