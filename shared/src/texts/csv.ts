import { stripInvalidXmlChars } from '../domain/characters.ts'
import { CSV_SEPARATORS, type CsvSeparator } from '../domain/exportFormats.ts'

const BYTE_ORDER_MARK = '\uFEFF'
/*
 * The first characters of formulas in spreadsheets, including full-width ones of Chinese and
 * Japanese keyboards. A text that already has apostrophes before such a character gets one more, so
 * that `unescapeCell` restores it.
 */
const FORMULA_START = /^'*[=+\-@\t\r＝＋－＠]/
const ESCAPED_FORMULA = /^'(?='*[=+\-@\t\r＝＋－＠])/

/**
 * Writes rows as CSV (RFC 4180). A byte order mark makes spreadsheets read it as UTF-8; an
 * apostrophe keeps them from running a cell as a formula.
 */
export function writeCsv(rows: readonly (readonly string[])[], separator: CsvSeparator = 'comma'): string {
	const sign = CSV_SEPARATORS[separator]
	return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cell).join(sign)}\r\n`).join('')
}

function cell(value: string): string {
	const clean = stripInvalidXmlChars(value)
	const safe = FORMULA_START.test(clean) ? `'${clean}` : clean
	// Quotes every character that some program takes for a separator, not only this file's.
	return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * Removes the apostrophe before a formula from a cell of a CSV file. Other programs write it, too.
 */
export function unescapeCell(cell: string): string {
	return cell.replace(ESCAPED_FORMULA, '')
}
