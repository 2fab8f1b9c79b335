import type { ExportedBoard } from '../ExportedBoard.ts'
import type { Labels } from '../labels.ts'
import type { Cell, Column, Sheet } from './Sheet.ts'
import type { SheetWords } from './sheetWords.ts'

/** What the sheets of a workbook are made of: its boards, and the words of its language. */
export interface Workbook {
	boards: readonly ExportedBoard[]
	labels: Labels
	words: SheetWords
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
export function placeColumns<Entry extends { on: ExportedBoard }>({ boards, words }: Workbook): ColumnOf<Entry>[] {
	if (boards.length < 2) return []
	return [
		{ title: words.session, width: 18, of: ({ on }) => on.session.title },
		{ title: words.board, width: 18, of: ({ on }) => on.board.title },
		{ title: words.group, width: 18, of: ({ on }) => groupOf(on) },
	]
}

/** The name of the group that a board belongs to; none for everybody's. */
function groupOf({ session, board }: ExportedBoard): string {
	return session.groups.find((group) => group.id === board.group)?.name ?? ''
}
