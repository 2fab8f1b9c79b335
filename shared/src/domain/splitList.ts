import { LIMITS } from './limits.ts'

/** More cards than this from one paste are a mistake more often than a wish. */
export const MAX_PASTED_CARDS = 200

const BULLET = /^(?:[-*–—]\s+|[•·▪◦‣]\s*|\d{1,3}[.)]\s+|\d{1,3}[、．]\s*)(?=\S)/

/** Tabs between words are a table's; tabs before them set a list in. */
const TABLE = /[^\s][^\S\r\n]*\t[^\S\r\n]*[^\s]/

/** The texts of the cards that a pasted text becomes: a card a line, without bullets, numbers and blank lines; of a table, a card a row. */
export function splitList(text: string): string[] {
	if (TABLE.test(text)) return rowTexts(tabRows(text))
	return text
		.split(/\r\n|\r|\n|\u2028|\u2029/)
		.map((line) => line.trim().replace(BULLET, '').trim().slice(0, LIMITS.maxCardTextLength))
		.filter((line) => line !== '')
}

/** The texts of the cards that a table becomes: a card a row, its cells one after the other. Empty rows are none. */
export function rowTexts(rows: readonly (readonly string[])[]): string[] {
	return rows
		.map((cells) => cells.map((cell) => cell.trim()).filter((cell) => cell !== ''))
		.map((cells) => cells.join(' · ').slice(0, LIMITS.maxCardTextLength))
		.filter((text) => text !== '')
}

/** The rows of a table as spreadsheets put it on the clipboard: cells between tabs, quoted when they hold a tab or a line break. */
function tabRows(text: string): string[][] {
	const rows: string[][] = [[]]
	for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/g)) {
		rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
		if (end === '') break
		if (end !== '\t') rows.push([])
	}
	return rows
}
