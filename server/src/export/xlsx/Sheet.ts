import type { CardKind } from '@charrette/shared'

/** A cell: a text, a number, the word of a kind in its colours, or nothing. */
export type Cell = string | number | { kind: CardKind; word: string } | null

/** A column; `width` is in letters. */
export interface Column {
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
