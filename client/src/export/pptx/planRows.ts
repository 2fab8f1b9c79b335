import { textHeight } from './textSize.ts'

/** A table's column: its heading, and its width in pt. */
export interface DeckColumn {
	title: string
	width: number
}

/** Room for a table's rows below its header, in pt. */
const ROOM = 372
export const CELL_SIZE = 12
/** Left and right, above and below. */
export const CELL_PADDING = { x: 6, y: 4 }
/** A cell says so much; what is longer stands whole on its card. */
const MAX_LETTERS = 220

/** Parts rows by slides, as many on each as fit there. */
export function planRows<Row extends readonly string[]>(rows: readonly Row[], columns: readonly DeckColumn[]): Row[][] {
	const pages: Row[][] = []
	let used = ROOM
	for (const row of rows) {
		const height = heightOf(row, columns)
		if (used + height > ROOM) {
			pages.push([])
			used = 0
		}
		pages.at(-1)?.push(row)
		used += height
	}
	return pages
}

/** So much of a text as a cell has room for. */
export function inCell(text: string): string {
	const letters = [...text.trim()]
	return letters.length > MAX_LETTERS ? `${letters.slice(0, MAX_LETTERS).join('').trimEnd()}…` : text.trim()
}

function heightOf(row: readonly string[], columns: readonly DeckColumn[]): number {
	const heights = row.map((text, index) =>
		textHeight(text, CELL_SIZE, (columns[index]?.width ?? 0) - 2 * CELL_PADDING.x),
	)
	return Math.max(...heights) + 2 * CELL_PADDING.y
}
