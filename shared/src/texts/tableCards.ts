import type { Card } from '../domain/BoardContent.ts'
import { columnNamed, type ReadColumn, WEAK_TEXT_NAMES } from '../domain/cardColumns.ts'
import { readCardData } from '../domain/cardData.ts'
import type { CardChoice } from '../domain/cardFields.ts'
import { rowTexts, splitList, splitLongText, tableRows } from '../domain/cardTexts.ts'
import { LIMITS } from '../domain/limits.ts'
import { nameKey } from '../domain/locales.ts'
import { choiceFromWord, kindFromWord } from './cardWords.ts'
import { kindOfColour } from './kindOfColour.ts'

/** A pasted card, with the values of its table's columns. */
export interface PastedCard extends Pick<Card, 'text'>, Partial<Pick<Card, CardChoice | 'city'>> {
	/** The title of its cluster. */
	cluster?: string
}

/** The cards of a pasted text, or its table if nothing names the columns of it. */
export type ReadPaste = { cards: PastedCard[] } | { table: string[][] }

/**
 * Reads a pasted text as one card per line, or a table by its headings. `table` has the cells of a
 * table that was on the clipboard as such; null without one. A table of several rows and columns is
 * returned as it is if it has no headings, or further columns that no card would keep. Commas in
 * lines of prose make no such table.
 */
export function readPaste(text: string, table: string[][] | null): ReadPaste {
	const rows = table ?? tableRows(text)
	const known = rows && tableCards(rows)
	const unnamed = table ?? (text.includes('\t') ? rows : null)
	if (known && !(unnamed && hasOtherColumns(unnamed))) return { cards: known }
	const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '').length
	if (unnamed && unnamed.filter((cells) => filled(cells) > 1).length > 1) return { table: unnamed }
	return { cards: (table ? rowTexts(table) : splitList(text)).map((line) => ({ text: line })) }
}

type Column = ReadColumn | 'ignored'

/** Headings of columns that are not read, but show that a row is a header. */
const IGNORED_NAMES = new Set(['position', 'link', 'url'])

const MAX_NAME_LETTERS = 60

/**
 * Returns the cards of a pasted table, read by its headings in any of our languages; null if its
 * first row has fewer than two known headings. If no heading is that of the texts, the column with
 * the most letters has them.
 */
export function tableCards(rows: readonly (readonly string[])[]): PastedCard[] | null {
	const [head = [], ...body] = rows
	const columns = columnsIn(head, body)
	if (!columns) return null
	const at = (column: Column) => columns.indexOf(column)
	return body.flatMap((cells) => {
		const cell = (column: Column) => cells[at(column)]?.trim() ?? ''
		const tags = cell('category').split(/[,;，；、|]/)
		const kind = kindFromWord(cell('kind')) ?? tags.map(kindFromWord).find(Boolean) ?? kindOfColour(cell('colour'))
		const category = tags.map((tag) => choiceFromWord('category', tag)).find(Boolean)
		const cluster = cell('cluster').slice(0, LIMITS.maxClusterTitleLength)
		const data = { kind, city: cell('city'), category: (kind ?? 'obstacle') === 'obstacle' ? category : undefined }
		const card = { ...readCardData(data), ...(cluster ? { cluster } : {}) }
		return splitLongText(cell('text')).map((text) => ({ text, ...card }))
	})
}

/**
 * Returns the meaning of each column, null for an unknown one; null if fewer than two headings are
 * known.
 */
function columnsIn(head: readonly string[], body: readonly (readonly string[])[]): (Column | null)[] | null {
	if (head.length < 2 || body.length === 0) return null
	const columns = head.map(columnOf)
	if (!columns.includes('text')) {
		const weak = head.findIndex((heading, index) => !columns[index] && WEAK_TEXT_NAMES.includes(keyOf(heading)))
		if (weak >= 0) columns[weak] = 'text'
	}
	if (columns.filter(Boolean).length < 2) return null
	if (!columns.includes('text')) columns[wordiest(body, columns)] = 'text'
	return columns
}

/** Whether a table has texts in columns with unknown headings. */
function hasOtherColumns([head = [], ...body]: readonly (readonly string[])[]): boolean {
	const columns = columnsIn(head, body) ?? []
	return body.some((cells) => cells.some((cell, index) => cell.trim() !== '' && !columns[index]))
}

function keyOf(heading: string): string {
	return heading.length > MAX_NAME_LETTERS ? '' : nameKey(heading)
}

function columnOf(heading: string): Column | null {
	const key = keyOf(heading)
	return columnNamed(key) ?? (IGNORED_NAMES.has(key) ? 'ignored' : null)
}

/**
 * Returns the index of the column with the most letters among those without a meaning, or else the
 * first.
 */
function wordiest(rows: readonly (readonly string[])[], columns: readonly (Column | null)[]): number {
	const letters = columns.map((column, index) =>
		column ? -1 : rows.reduce((sum, cells) => sum + (cells[index]?.length ?? 0), 0),
	)
	return Math.max(0, letters.indexOf(Math.max(...letters)))
}
