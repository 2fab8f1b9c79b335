/**
 * Reads a spreadsheet of OpenDocument (ODF 1.2, part 1) as rows of text: the visible sheets in
 * their order, with numbers, dates and booleans as in a workbook of Excel.
 */
import type { Locale, SkippedEntry } from '@charrette/shared'
import { exportLabelsIn } from '../../export/labels.ts'
import type { ZipEntry } from '../openZip.ts'
import type { Row } from '../table/parseCsv.ts'
import type { Table } from '../table/readTable.ts'
import { readXml } from '../xlsx/readXml.ts'
import { readOpenDocument } from './openDocument.ts'

const MAX_COLUMNS = 100
const MAX_ROWS = 20_000
const MAX_SHEETS = 50
const MAX_ENTRY_LETTERS = 80

type Attribute = (name: string) => string | undefined

interface Cell {
	text: string
	paragraphs: number
	/** The type, value and address as in the file. */
	type: string
	value: string
	address: string
	repeated: number
}

/**
 * Reads the visible sheets. Lists hidden sheets and rows, comments, and addresses behind cells.
 * Throws an `ImportRefusedError` for a damaged or locked file.
 */
export function readOds(
	entries: readonly ZipEntry[],
	locale: Locale = 'en',
): { tables: Table[]; skipped: SkippedEntry[] } {
	const reader = new SheetReader(locale)
	readXml(readOpenDocument(entries), {
		open: (name, attribute) => reader.open(name, attribute),
		text: (text) => reader.text(text),
		close: (name) => reader.close(name),
	})
	return { tables: reader.tables, skipped: reader.skipped }
}

interface Sheet {
	title: string
	rows: Row[]
	skipped: SkippedEntry[]
	line: number
}

/** The state of reading the sheets of a document. */
class SheetReader {
	readonly tables: Table[] = []
	readonly skipped: SkippedEntry[] = []
	readonly #locale: Locale
	readonly #hiddenStyles = new Set<string>()
	#style = ''
	#sheets = 0
	/** The sheet that is read; null outside of one, or inside of one that is left out. */
	#sheet: Sheet | null = null
	#row: { cells: string[]; column: number; repeated: number; isHidden: boolean } | null = null
	#cell: Cell | null = null
	/** The text of a comment; null outside of one. */
	#comment: string | null = null
	#isText = false

	constructor(locale: Locale) {
		this.#locale = locale
	}

	open(name: string, attribute: Attribute): void {
		if (name === 'style') this.#style = attribute('name') ?? ''
		else if (name === 'table-properties' && attribute('display') === 'false') this.#hiddenStyles.add(this.#style)
		else if (name === 'table') this.#openSheet(attribute)
		else if (name === 'table-row' && this.#sheet) {
			const isHidden = /^(collapse|filter)$/.test(attribute('visibility') ?? '')
			this.#row = { cells: [], column: 0, repeated: countOf(attribute('number-rows-repeated')), isHidden }
		} else if ((name === 'table-cell' || name === 'covered-table-cell') && this.#row) this.#cell = openCell(attribute)
		else if (name === 'annotation') this.#comment = ''
		else if (this.#cell) this.#openText(this.#cell, name, attribute)
	}

	text(text: string): void {
		if (!this.#isText) return
		if (this.#comment !== null) this.#comment += text
		else if (this.#cell) this.#cell.text += text
	}

	close(name: string): void {
		if (name === 'p') this.#isText = false
		else if (name === 'annotation') this.#closeComment()
		else if (name === 'table-cell' || name === 'covered-table-cell') this.#closeCell()
		else if (name === 'table-row') this.#closeRow()
		else if (name === 'table' && this.#sheet) {
			const { title, rows, skipped } = this.#sheet
			this.tables.push({ sheet: title, rows, skipped })
			this.#sheet = null
		}
	}

	#openSheet(attribute: Attribute): void {
		const title = attribute('name') ?? ''
		const isHidden = this.#hiddenStyles.has(attribute('style-name') ?? '')
		if (isHidden) this.skipped.push({ sheet: title, reason: 'hidden_sheet' })
		else if (++this.#sheets > MAX_SHEETS) this.skipped.push({ sheet: title, reason: 'too_much' })
		else this.#sheet = { title, rows: [], skipped: [], line: 1 }
	}

	#openText(cell: Cell, name: string, attribute: Attribute): void {
		const isComment = this.#comment !== null
		if (name === 'p') {
			this.#isText = true
			if (isComment) this.#comment += ' '
			else if (cell.paragraphs++ > 0) cell.text += '\n'
		} else if (isComment) return
		else if (name === 's') cell.text += ' '.repeat(Math.min(100, countOf(attribute('c'))))
		else if (name === 'tab') cell.text += ' '
		else if (name === 'line-break') cell.text += '\n'
		else if (name === 'a') cell.address ||= attribute('href') ?? ''
	}

	#closeComment(): void {
		const entry = (this.#comment ?? '').trim().slice(0, MAX_ENTRY_LETTERS)
		this.#comment = null
		if (entry !== '') this.#sheet?.skipped.push({ line: this.#sheet.line, entry, reason: 'comment_left_out' })
	}

	#closeCell(): void {
		const [row, cell] = [this.#row, this.#cell]
		this.#cell = null
		if (!row || !cell || !this.#sheet) return
		const value = textOfCell(cell, this.#locale)
		const end = Math.min(MAX_COLUMNS, row.column + cell.repeated)
		if (value !== '') {
			while (row.cells.length < Math.min(row.column, MAX_COLUMNS)) row.cells.push('')
			while (row.cells.length < end) row.cells.push(value)
		}
		row.column += cell.repeated
		const isShown = cell.address === '' || cell.text.trim() === cell.address
		const entry = cell.address.slice(0, MAX_ENTRY_LETTERS)
		if (!isShown) this.#sheet.skipped.push({ line: this.#sheet.line, entry, reason: 'address_left_out' })
	}

	#closeRow(): void {
		const [row, sheet] = [this.#row, this.#sheet]
		this.#row = null
		if (!row || !sheet) return
		const entry = (row.cells.find((one) => one.trim() !== '') ?? '').slice(0, MAX_ENTRY_LETTERS)
		const first = sheet.line
		sheet.line += row.repeated
		if (entry === '') return
		if (row.isHidden) sheet.skipped.push({ line: first, entry, reason: 'hidden_row' })
		else
			for (let line = first; line < sheet.line && sheet.rows.length < MAX_ROWS; line++)
				sheet.rows.push({ line, cells: row.cells })
	}
}

/** A number of repetitions, at least one. */
function countOf(value: string | undefined): number {
	const count = Number(value ?? 1)
	return Number.isInteger(count) && count > 0 ? count : 1
}

function openCell(attribute: Attribute): Cell {
	const type = attribute('value-type') ?? ''
	const value = attribute(`${type}-value`) ?? attribute('value') ?? ''
	const repeated = countOf(attribute('number-columns-repeated'))
	return { text: '', paragraphs: 0, type, value, address: '', repeated }
}

/** Returns the text of a cell: dates by ISO 8601, booleans in words of the language. */
function textOfCell({ text, type, value }: Cell, locale: Locale): string {
	if (type === 'boolean') return exportLabelsIn(locale)[value === 'true' ? 'yes' : 'no']
	if (type === 'date' && value !== '') return value.replace(/T00:00(:00(\.0+)?)?Z?$/, '').replace('T', ' ')
	return type === 'float' && value !== '' ? value : text
}
