import type { CardKind } from '@charrette/shared'

/** A cell: a text, a number, the word of a kind in its colours, or nothing. */
export type Cell = string | number | { kind: CardKind; word: string } | null

/** A column; `width` is in letters, and one that is left out of a row is an empty cell. */
export interface Column {
	title: string
	width: number
}

/** A table of a workbook. `name` is one of our own words, so it has nothing that sheets may not be called. */
export interface Sheet {
	name: string
	columns: readonly Column[]
	rows: readonly (readonly Cell[])[]
}
