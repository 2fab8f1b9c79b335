import type { CardKind, ObstacleCategory } from '../domain/BoardContent.ts'
import { rowTexts, splitList, tableRows } from '../domain/cardTexts.ts'
import { type CardColumn, COLUMN_NAMES, WEAK_TEXT_NAMES } from '../domain/columnNames.ts'
import { LIMITS } from '../domain/limits.ts'
import { nameKey } from '../domain/locales.ts'
import { categoryFromWord, kindFromWord } from './cardWords.ts'
import { kindOfColour } from './kindOfColour.ts'

/** A pasted card, with the values of its table's columns. */
export interface PastedCard {
	text: string
	kind?: CardKind
	city?: string
	category?: ObstacleCategory
	/** The title of its cluster. */
	cluster?: string
}

/** The cards of a pasted text, or its table if nothing names the columns of it. */
export type ReadPaste = { cards: PastedCard[] } | { table: string[][] }

/**
 * Reads a pasted text as one card per line, or a table by its headings. `table` has the cells of a
 * table that was on the clipboard as such; null without one. A table of several rows and columns
 * without headings is returned as it is. Commas in lines of prose make no such table.
 */
export function readPaste(text: string, table: string[][] | null): ReadPaste {
	const rows = table ?? tableRows(text)
	const known = rows && tableCards(rows)
	if (known) return { cards: known }
	const unnamed = table ?? (text.includes('\t') ? rows : null)
	const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '').length
	if (unnamed && unnamed.filter((cells) => filled(cells) > 1).length > 1) return { table: unnamed }
	return { cards: (table ? rowTexts(table) : splitList(text)).map((line) => ({ text: line })) }
}

type Column = CardColumn | 'colour' | 'ignored'

/** Headings in the tables of other whiteboards. Their positions and ids are ignored. */
const OTHER_NAMES: Partial<Record<Column, readonly string[]>> = {
	colour: ['color', 'colour', 'fill color', '颜色', 'couleur'],
	ignored: [
		'id',
		'#',
		'no',
		'no.',
		'序号',
		'position',
		'x',
		'y',
		'width',
		'height',
		'created by',
		'author',
		'link',
		'url',
	],
}

const MAX_NAME_LETTERS = 60

/**
 * Returns the cards of a pasted table, read by its headings in any of our languages; null if its
 * first row has fewer than two known headings. If no heading is that of the texts, the column with
 * the most letters has them.
 */
export function tableCards(rows: readonly (readonly string[])[]): PastedCard[] | null {
	const [head = [], ...body] = rows
	if (head.length < 2 || body.length === 0) return null
	const columns = head.map(columnNamed)
	if (!columns.includes('text')) {
		const weak = head.findIndex((heading, index) => !columns[index] && WEAK_TEXT_NAMES.includes(keyOf(heading)))
		if (weak >= 0) columns[weak] = 'text'
	}
	const known = columns.filter(Boolean).length
	if (known < 2) return null
	if (!columns.includes('text')) columns[wordiest(body, columns)] = 'text'
	const at = (column: Column) => columns.indexOf(column)
	return body.flatMap((cells) => {
		const cell = (column: Column) => cells[at(column)]?.trim() ?? ''
		const text = cell('text').slice(0, LIMITS.maxCardTextLength)
		if (text === '') return []
		const tags = cell('category').split(/[,;，；、|]/)
		const kind = kindFromWord(cell('kind')) ?? tags.map(kindFromWord).find(Boolean) ?? kindOfColour(cell('colour'))
		const category = tags.map(categoryFromWord).find(Boolean)
		const cluster = cell('cluster').slice(0, LIMITS.maxClusterTitleLength)
		const city = cell('city').slice(0, LIMITS.maxCityLength)
		return [
			{
				text,
				...(kind ? { kind } : {}),
				...(category && (kind ?? 'obstacle') === 'obstacle' ? { category } : {}),
				...(city ? { city } : {}),
				...(cluster ? { cluster } : {}),
			},
		]
	})
}

function keyOf(heading: string): string {
	return heading.length > MAX_NAME_LETTERS ? '' : nameKey(heading)
}

function columnNamed(heading: string): Column | null {
	const key = keyOf(heading)
	if (key === '') return null
	const names: [Column, readonly string[]][] = Object.entries({ ...COLUMN_NAMES, ...OTHER_NAMES }) as never
	return names.find(([, known]) => known.includes(key))?.[0] ?? null
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
