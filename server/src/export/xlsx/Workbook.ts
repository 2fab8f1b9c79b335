import type { CardKind } from '@charrette/shared'
import type { ExportedBoard } from '../ExportedBoard.ts'
import type { ExportLabels } from '../labels.ts'
import type { SheetLabels } from './sheetLabels.ts'

/** What the sheets of a workbook are made of: its boards, and the words of its language. */
export interface Workbook {
	boards: readonly ExportedBoard[]
	labels: ExportLabels
	sheetLabels: SheetLabels
	/** Under which address the images are. */
	origin: string
}

/** A column of a table, and what it says of an entry. */
export interface ColumnOf<Entry> extends Column {
	of(entry: Entry): Cell
}

/** The sheet of a table. */
export function sheetOf<Entry>(name: string, columns: readonly ColumnOf<Entry>[], entries: readonly Entry[]): Sheet {
	const rows = entries.map((entry) => columns.map((column) => column.of(entry)))
	return { name, columns, rows }
}

/** Says of which board an entry is, where a workbook has several. */
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

/** The name of the group that a board belongs to; none for everybody's. */
function groupOf({ session, board }: ExportedBoard): string {
	return session.groups.find((group) => group.id === board.group)?.name ?? ''
}

/** A cell: a text, a number, the word of a kind in its colours, or nothing. */
export type Cell = string | number | { kind: CardKind; word: string } | null

/** A column; `width` is in letters. */
interface Column {
	title: string
	width: number
	/** For programs: on one line, and not printed. Such columns stand last. */
	isCode?: boolean
}

/** A table of a workbook. `name` is one of our own words, so it has nothing that sheets may not be called. */
export interface Sheet {
	name: string
	columns: readonly Column[]
	rows: readonly (readonly Cell[])[]
}
