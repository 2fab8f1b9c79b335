import { textWidth } from './projectorTexts.ts'

/** A table of the scene: its title, and the name of each person. */
export interface NamedTable {
	title: string
	names: readonly string[]
}

/** A part of a table in a column; `isContinued` marks all parts but the first. */
interface TablePart extends NamedTable {
	isContinued: boolean
}

/** A size of the text: how many columns of how many lines fit on a page, and letters in a line. */
export interface SeatingSize {
	columns: number
	lines: number
	letters: number
}

/** The sizes of the text, the largest first; the last one is 29 px on 1920×1080 (SEAT5). */
export const SEATING_SIZES = [
	{ columns: 2, lines: 12, letters: 30 },
	{ columns: 3, lines: 17, letters: 26 },
	{ columns: 4, lines: 22, letters: 25 },
] as const satisfies SeatingSize[]

/** The pages of the scene, each a list of columns, at the largest size with the fewest pages. */
export interface SeatingPages {
	/** The index of the size. */
	size: number
	pages: TablePart[][][]
}

/** Divides tables into pages: at the largest size that needs one page, else at the smallest. */
export function seatingPages(tables: readonly NamedTable[]): SeatingPages {
	const layouts = SEATING_SIZES.map((size, index) => ({ size: index, pages: layOut(tables, size) }))
	const [first] = layouts
	return layouts.find(({ pages }) => pages.length <= 1) ?? layouts.at(-1) ?? first ?? { size: 0, pages: [] }
}

/**
 * Fills columns from the first to the last table. A table continues in the next column if several
 * names are on both sides.
 */
function layOut(tables: readonly NamedTable[], { columns, lines, letters }: SeatingSize): TablePart[][][] {
	let column: TablePart[] = []
	const filled = [column]
	let left = lines
	const startColumn = () => {
		column = []
		filled.push(column)
		left = lines
	}
	for (const { title, names } of tables) {
		let rest = names
		while (rest.length > 0) {
			const fitting = fitNames({ title, names: rest }, { left, letters, isEmpty: column.length === 0 })
			if (fitting > 0) {
				const part = { title, names: rest.slice(0, fitting), isContinued: rest !== names }
				column.push(part)
				left -= heightOf(part, letters)
				rest = rest.slice(fitting)
			}
			if (rest.length > 0) startColumn()
		}
	}
	const pages = Math.ceil(filled.length / columns)
	return Array.from({ length: pages }, (_, page) => filled.slice(page * columns, (page + 1) * columns))
}

/** The lines of a title, which is larger than a name, and the space below a table. */
const TITLE_LINES = 1.15
const GAP_LINES = 0.5
/** The fewest names of a table in a column, unless the table has fewer. */
const FEWEST_NAMES = 3

const linesOf = (text: string, letters: number) => Math.max(1, Math.ceil(textWidth(text) / letters))

function heightOf({ title, names }: NamedTable, letters: number): number {
	const rows = names.reduce((sum, name) => sum + linesOf(name, letters), 0)
	return linesOf(title, letters / TITLE_LINES) * TITLE_LINES + GAP_LINES + rows
}

interface Space {
	left: number
	letters: number
	/** Whether the column is empty: it takes at least one name. */
	isEmpty: boolean
}

/**
 * Returns how many names of a table fit: all, or a number that leaves several names on both sides;
 * 0 if there is none.
 */
function fitNames({ title, names }: NamedTable, { left, letters, isEmpty }: Space): number {
	const most = names.findIndex((_, at) => heightOf({ title, names: names.slice(0, at + 1) }, letters) > left)
	if (most < 0) return names.length
	const fitting = Math.min(most, names.length - FEWEST_NAMES)
	return fitting >= FEWEST_NAMES ? fitting : isEmpty ? Math.max(1, most) : 0
}
