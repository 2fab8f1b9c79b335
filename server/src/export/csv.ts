import { CSV_SEPARATORS, type CsvSeparator, stripForbidden } from '@charrette/shared'

const BYTE_ORDER_MARK = '\uFEFF'
/*
 * The first characters of formulas in spreadsheets, including full-width ones of Chinese and
 * Japanese keyboards. A text with an apostrophe of its own before them gets one more, so that reading gives it back.
 */
const FORMULA_START = /^'*[=+\-@\t\r＝＋－＠]/
const ESCAPED_FORMULA = /^'(?='*[=+\-@\t\r＝＋－＠])/

/**
 * Rows as CSV (RFC 4180). A byte order mark makes spreadsheets read it as UTF-8; an apostrophe keeps them from running a cell
 * as a formula.
 */
export function writeCsv(rows: readonly (readonly string[])[], separator: CsvSeparator = 'comma'): string {
	const sign = CSV_SEPARATORS[separator]
	return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cell).join(sign)}\r\n`).join('')
}

function cell(value: string): string {
	const clean = stripForbidden(value)
	const safe = FORMULA_START.test(clean) ? `'${clean}` : clean
	// Any sign that programs take for a separator is quoted, whichever is one here.
	return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The text of a cell of such a file: without the apostrophe before a formula. Other programs write it, too. */
export function unescapeCell(cell: string): string {
	return cell.replace(ESCAPED_FORMULA, '')
}
