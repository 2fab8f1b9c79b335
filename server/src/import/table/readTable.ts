import type { ImportedTable, SheetChoice, SkippedEntry } from '@charrette/shared'
import { cleanText, kindFromWord, LIMITS, LOCALES, nameKey } from '@charrette/shared'
import { sheetLabelsIn } from '../../export/xlsx/sheetLabels.ts'
import { type ContentDraft, ImportRefusedError } from '../FileDraft.ts'
import type { MarkReader } from '../marks.ts'
import {
	type BoardReadState,
	clusterOf,
	createBoardReadState,
	type ReadCell,
	readAllLinks,
	readRow,
} from './BoardReadState.ts'
import type { Column } from './columns.ts'
import { readHeadings } from './columns.ts'
import type { Row } from './parseCsv.ts'
import type { TableChoices, TableHeader } from './tableHeader.ts'
import { isKnownHeader, readTableHeader, splitAboveHeader, tableOf } from './tableHeader.ts'

/**
 * A table: its rows, the name of its sheet if it has one, and the entries that could not be read.
 */
export interface Table {
	rows: Iterable<Row>
	sheet?: string
	skipped?: readonly SkippedEntry[]
}

/** A board of a table; `title` is empty if the table does not name its boards. */
export interface TableBoard {
	title: string
	content: ContentDraft
}

/** A board that rows of the table name. */
interface NamedBoard {
	session: string
	title: string
	/** Whether all rows so far named it by its title only, not by its id. */
	isNamed: boolean
	board: BoardReadState
}

/** The state of reading tables. */
interface TablesReadState {
	boards: NamedBoard[]
	/** The boards, by session and title, and by id with session and title. */
	boardKeys: Map<string, NamedBoard>
	/** Session and title of each board, by its id. */
	titles: Map<string, string>
	skipped: SkippedEntry[]
	marks: MarkReader
}

/** Rows of a table. @limit files: left out */
const MAX_ROWS = 20_000
/** Letters of a table: a small workbook can repeat a text. @limit files: `too_much_inside` */
const MAX_LETTERS = 64 * 1024 * 1024

/** A table with the place of its entries, and what its sheet becomes if there are several. */
interface SheetToRead {
	rows: Row[]
	where: Pick<SkippedEntry, 'sheet'>
	header: TableHeader
	/** The name of the sheet, which is that of a board or cluster; empty for the only one. */
	name: string
	becomes: SheetChoice
}

/**
 * Reads the cards of tables. `selectTables` decides which of several tables count; the options
 * apply to each of them. A workbook of ours may name the board of each row; each sheet of another
 * one becomes a cluster or a board. Empty rows are ignored; other rows that cannot be imported are
 * listed with their line.
 */
export function readTables(
	tables: readonly Table[],
	{ marks, sheets = 'clusters', ...options }: TableChoices & { sheets?: SheetChoice | undefined; marks: MarkReader },
): { boards: TableBoard[]; skipped: SkippedEntry[]; table?: ImportedTable; sheets?: SheetChoice } {
	const state: TablesReadState = { boards: [], boardKeys: new Map(), titles: new Map(), skipped: [], marks }
	const read = tables.map(({ rows, sheet, skipped = [] }) => ({
		...splitAboveHeader(takeRows(rows), options),
		where: sheet === undefined || tables.length === 1 ? {} : { sheet },
		skipped,
	}))
	const { selected, isOurs } = selectTables(read)
	const areNamed = !isOurs && selected.length > 1
	for (const table of selected) {
		for (const { line, cells } of table.above)
			state.skipped.push({ ...table.where, line, entry: entryOf(cells), reason: 'above_head' })
		for (const entry of table.skipped) state.skipped.push({ ...table.where, ...entry })
		const header = readTableHeader(table.rows, options)
		readRows({ ...table, header, name: areNamed ? (table.where.sheet ?? '') : '', becomes: sheets }, state)
	}
	for (const table of read) if (!selected.includes(table)) listUnread(table, isOurs, state)
	for (const { rows } of clusterSheetsOf(read)) readClusters(rows, state)
	for (const { board } of state.boards) readAllLinks(board)
	const [only, ...others] = selected
	const table = only && others.length === 0 ? tableOf(only.rows, readTableHeader(only.rows, options)) : null
	return {
		boards: titledBoards(state),
		skipped: state.skipped,
		...(table && { table }),
		...(areNamed && { sheets }),
	}
}

/** Reads a sheet of clusters of our workbook. */
function readClusters(rows: readonly Row[], state: TablesReadState): void {
	const { at } = readTableHeader(rows, { layout: 'rows' })
	for (const row of rows.slice(1)) {
		const readCell = cellReaderOf(row, at)
		const board = boardOf(readCell, state)
		if (board) clusterOf(readCell, board)
	}
}

function entryOf(cells: readonly string[] | null): string {
	return (cells ?? []).filter(Boolean).join(' ').slice(0, MAX_ENTRY_LETTERS)
}

const OWN_SHEETS = new Set(LOCALES.flatMap((locale) => Object.values(sheetLabelsIn(locale)).map(nameKey)))

/** Lists a sheet that is not read, unless it is empty or repeats the cards of our workbook. */
function listUnread(
	{ rows, where }: { rows: readonly Row[]; where: Pick<SkippedEntry, 'sheet'> },
	isOurs: boolean,
	{ skipped }: TablesReadState,
): void {
	const [first] = rows
	if (!first || (isOurs && OWN_SHEETS.has(nameKey(where.sheet ?? '')))) return
	if (isOurs) skipped.push({ ...where, reason: 'added_sheet' })
	else skipped.push({ ...where, line: first.line, entry: entryOf(first.cells), reason: 'single_cell' })
}

const MAX_ENTRY_LETTERS = 80

/**
 * Returns the boards with content. Their titles include the session if there are several sessions.
 */
function titledBoards({ boards }: TablesReadState): TableBoard[] {
	const filled = boards.filter(({ board: { content } }) => content.cards.length + content.images.length > 0)
	const hasSessions = new Set(filled.map(({ session }) => session)).size > 1
	return filled.map(({ session, title, board: { content } }) => {
		return { title: hasSessions ? [session, title].filter(Boolean).join(' – ') : title, content }
	})
}

/**
 * Selects the sheets to read. In a workbook of ours, these are the sheets of cards and images,
 * because the other sheets repeat them. In another workbook, these are all sheets with more than
 * one cell or with the name of a kind, or else all that are not empty.
 */
function selectTables<Sheet extends Pick<SheetToRead, 'rows' | 'where'> & { above: readonly Row[] }>(
	tables: readonly Sheet[],
): { selected: Sheet[]; isOurs: boolean } {
	const ours = withColumns(tables, 'id', 'linkIds')
	if (ours.length > 0)
		return { selected: [...new Set([...ours, ...withColumns(tables, 'id', 'imageUrl')])], isOurs: true }
	const filled = tables.filter(({ rows }) => rows.length > 0)
	const isSingle = ({ rows: [first, ...others], above }: Sheet) =>
		others.length + above.length === 0 && (first?.cells?.filter((cell) => cell.trim() !== '').length ?? 0) < 2
	const isOfKind = ({ where: { sheet = '' } }: Sheet) => kindFromWord(sheet) !== undefined
	const several = filled.filter((table) => !isSingle(table) || isOfKind(table))
	return { selected: several.length > 0 ? several : filled, isOurs: false }
}

/** Selects the sheets of clusters in a workbook of ours, because only these list empty clusters. */
function clusterSheetsOf<Sheet extends { rows: readonly Row[] }>(tables: readonly Sheet[]): Sheet[] {
	if (withColumns(tables, 'id', 'linkIds').length === 0) return []
	const cards = withColumns(tables, 'id')
	return withColumns(tables, 'cluster', 'clusterId').filter((table) => !cards.includes(table))
}

function withColumns<Sheet extends { rows: readonly Row[] }>(tables: readonly Sheet[], ...columns: Column[]): Sheet[] {
	return tables.filter(({ rows }) => {
		const { at } = readHeadings(rows[0]?.cells ?? [])
		return isKnownHeader(rows) && columns.every((column) => at.has(column))
	})
}

/**
 * Returns the first rows that are not empty, up to the limit. Throws an `ImportRefusedError` for a
 * workbook that repeats long texts: its cells can refer to the same text.
 */
function takeRows(rows: Iterable<Row>): Row[] {
	const first: Row[] = []
	let letters = 0
	for (const row of rows) {
		for (const cell of row.cells ?? []) letters += cell.length
		if (letters > MAX_LETTERS) throw new ImportRefusedError('too_much_inside')
		if (!isBlank(row)) first.push(row)
		if (first.length > MAX_ROWS) break
	}
	return first
}

const isBlank = ({ cells }: Row) => cells?.every((cell) => cell.trim() === '') ?? false

function readRows({ rows, header, where, ...sheet }: SheetToRead, state: TablesReadState): void {
	const { isHeader, unused } = header
	for (const entry of new Set(unused)) state.skipped.push({ ...where, entry, reason: 'unknown_column' })
	const tooMany: number[] = []
	for (const row of isHeader ? rows.slice(1) : rows) {
		const { line } = row
		if (!row.cells) state.skipped.push({ ...where, line, reason: 'broken_row' })
		const cards = row.cells ? cardsOf(row, header, sheet) : []
		if (row.cells && cards.length === 0) state.skipped.push({ ...where, line, reason: 'no_text' })
		for (const readCell of cards) {
			const board = boardOf(readCell, state)
			if (board && board.content.cards.length < LIMITS.maxImportedCards) readRow(readCell, { ...where, line }, board)
			else tooMany.push(line)
		}
	}
	const [line] = tooMany
	if (line !== undefined) state.skipped.push({ ...where, line, entry: String(tooMany.length), reason: 'too_much' })
}

/**
 * Returns the readers of a row's cards: one, or one for each filled cell of columns of cards. The
 * heading of such a column is a mark, and the cluster if it is no kind.
 */
function cardsOf(row: Row, { at, cardColumns }: TableHeader, sheet: Pick<SheetToRead, 'name' | 'becomes'>): ReadCell[] {
	const inNamed = (readCell: ReadCell) => (sheet.name === '' ? readCell : inSheet(readCell, sheet))
	const readShared = cellReaderOf(row, at)
	if (!cardColumns) return [inNamed(readShared)]
	return cardColumns.flatMap(({ index, heading }): ReadCell[] => {
		const text = cleanText(row.cells?.[index] ?? '')
		if (text.trim() === '') return []
		const readCard: ReadCell = (column) => {
			if (column === 'text') return text
			if (column === 'column') return heading
			const own = readShared(column)
			return column === 'cluster' && own === '' && !kindFromWord(heading) ? heading : own
		}
		return [inNamed(readCard)]
	})
}

/** Adds the name of a sheet to a row: as its board, or as its cluster. */
function inSheet(readCell: ReadCell, { name, becomes }: Pick<SheetToRead, 'name' | 'becomes'>): ReadCell {
	const kind = kindFromWord(name)
	return (column) => {
		const own = readCell(column)
		if (column === 'column' && own === '' && kind) return name
		if (becomes === 'boards') return column === 'board' ? name : own
		if (column !== 'cluster') return own
		return own === '' || kind ? own || name : `${name} – ${own}`
	}
}

function cellReaderOf({ cells }: Row, at: TableHeader['at']): ReadCell {
	return (column) => cleanText(cells?.[at.get(column) ?? -1] ?? '')
}

/**
 * Returns the board that a row names, and creates it when it is first named; null if there are too
 * many boards. Titles are not unique, so rows also have the id of their board. A row whose board
 * title was edited goes to the board with that title.
 */
function boardOf(
	readCell: ReadCell,
	{ boards, boardKeys, titles, skipped, marks }: TablesReadState,
): BoardReadState | null {
	const [session, title, id] = [readCell('session').trim(), readCell('board').trim(), readCell('boardId').trim()]
	const named = `${session}\n${title}`
	const isOwn = id !== '' && (titles.get(id) ?? named) === named
	const key = isOwn ? `${id}\n${named}` : named
	const sameTitle = boardKeys.get(named)
	const known = boardKeys.get(key) ?? (sameTitle?.isNamed ? sameTitle : undefined)
	if (!known && boards.length >= LIMITS.maxBoardsApart) return null
	const found = known ?? { session, title, isNamed: true, board: createBoardReadState({ skipped, marks }) }
	if (!known) boards.push(found)
	if (isOwn) {
		titles.set(id, named)
		found.isNamed = false
	}
	for (const alias of [key, named]) if (!boardKeys.has(alias)) boardKeys.set(alias, found)
	return found.board
}
