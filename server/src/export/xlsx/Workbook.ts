import type { CardKind } from '@charrette/shared'
import type { ExportedBoard } from '../ExportedBoard.ts'
import type { ExportLabels } from '../labels.ts'
import type { SheetLabels } from './sheetLabels.ts'

/** The boards of a workbook, and its labels in one language. */
export interface Workbook {
	boards: readonly ExportedBoard[]
	labels: ExportLabels
	sheetLabels: SheetLabels
	/** The address of the server that has the images. */
	origin: string
	/** The time zone of dates; the server's by default. */
	zone: string | undefined
}

/** A column with a function that returns its cell for an entry. */
export interface ColumnOf<Entry> extends Column {
	of(entry: Entry): Cell
}

/** Builds a sheet with a row for each entry. */
export function sheetOf<Entry>(name: string, columns: readonly ColumnOf<Entry>[], entries: readonly Entry[]): Sheet {
	const rows = entries.map((entry) => columns.map((column) => column.of(entry)))
	return { name, columns, rows }
}

/** Returns columns with the board of an entry, for a workbook of several boards. */
export function boardColumns<Entry extends { on: ExportedBoard }>({
	boards,
	sheetLabels,
}: Workbook): ColumnOf<Entry>[] {
	if (boards.length < 2) return []
	return [
		{ title: sheetLabels.session, width: 18, of: ({ on }) => on.session.title },
		{ title: sheetLabels.board, width: 18, of: ({ on }) => on.board.title },
		{ title: sheetLabels.group, width: 18, of: ({ on }) => groupOf(on) },
	]
}

/**
 * Returns a column with the id of an entry's board, for programs, since the titles of boards are
 * not unique.
 */
export function boardIdColumns<Entry extends { on: ExportedBoard }>({
	boards,
	sheetLabels,
}: Workbook): ColumnOf<Entry>[] {
	if (boards.length < 2) return []
	return [{ title: sheetLabels.boardId, width: 24, isCode: true, of: ({ on }) => on.board.id }]
}

/** Returns the name of a board's group; empty for other boards. */
function groupOf({ session, board }: ExportedBoard): string {
	return session.groups.find((group) => group.id === board.group)?.name ?? ''
}

/** A text, a number, the label of a card kind in its colours, or an empty cell. */
export type Cell = string | number | { kind: CardKind; word: string } | null

/** A column; `width` is in characters. */
export interface Column {
	title: string
	width: number
	/** For programs: not wrapped and not printed. These columns are last. */
	isCode?: boolean
	/** Whether a cell opens the first address of its text. */
	isLinked?: boolean
}

/**
 * A sheet. Its `name` is one of `SheetLabels`, which have no characters that are invalid in sheet
 * names.
 */
export interface Sheet {
	name: string
	columns: readonly Column[]
	rows: readonly (readonly Cell[])[]
}
