import { plainText } from '@charrette/shared'
import { textHeight } from '../../canvas/scenes/textHeight.ts'

/** The area below the title of a slide, in pt. */
export const BODY_AREA = { x: 36, y: 82, w: 888, h: 418 }

/** A table's column: its heading, and its width in pt. */
export interface DeckColumn {
	title: string
	width: number
}

/** The height of a table's rows below its header, in pt. */
const TABLE_HEIGHT = 372
export const CELL_SIZE = 12
/** The horizontal and vertical padding of a cell, in pt. */
export const CELL_PADDING = { x: 6, y: 4 }
/** The maximum length of a text in a cell; the slide of its card has the whole text. */
const MAX_CELL_LETTERS = 220

/** Distributes the rows of a table over slides, as many on each as fit. */
export function planRows<Row extends readonly string[]>(rows: readonly Row[], columns: readonly DeckColumn[]): Row[][] {
	const pages: Row[][] = []
	let used = TABLE_HEIGHT
	for (const row of rows) {
		const height = rowHeight(row, columns)
		if (used + height > TABLE_HEIGHT) {
			pages.push([])
			used = 0
		}
		pages.at(-1)?.push(row)
		used += height
	}
	return pages
}

/** Truncates a text for a cell. */
export function cellText(text: string): string {
	const plain = plainText(text).trim()
	const letters = [...plain]
	return letters.length > MAX_CELL_LETTERS ? `${letters.slice(0, MAX_CELL_LETTERS).join('').trimEnd()}…` : plain
}

function rowHeight(row: readonly string[], columns: readonly DeckColumn[]): number {
	const heights = row.map((text, index) =>
		textHeight(text, CELL_SIZE, (columns[index]?.width ?? 0) - 2 * CELL_PADDING.x),
	)
	return Math.max(...heights) + 2 * CELL_PADDING.y
}
