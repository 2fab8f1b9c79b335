import { type Card, withJoined } from './BoardContent.ts'
import { plainText } from './cardMarkup.ts'
import { cleanText } from './characters.ts'
import { LIMITS } from './limits.ts'
import { foldForSearch } from './locales.ts'

/**
 * Returns the cards that contain every word of a query in their text, city or author name, or in
 * another text that `textOf` returns, such as a translation; or in those of a card that is joined
 * into them (JOIN2). Case and accents are ignored, and words match inside other words, as Chinese
 * requires.
 */
export function searchCards(
	cards: readonly Card[],
	query: string,
	nameOf: (author: string) => string | undefined,
	textOf: (card: Card) => string = () => '',
): Card[] {
	const words = foldForSearch(query).split(/\s+/).filter(Boolean)
	if (words.length === 0) return []
	const searchedIn = (card: Card) => {
		const author = card.author === undefined ? '' : (nameOf(card.author) ?? '')
		return `${plainText(card.text)}\n${card.city}\n${author}\n${plainText(textOf(card))}`
	}
	return cards.filter((card) => {
		const searched = foldForSearch(withJoined([card]).map(searchedIn).join('\n'))
		return words.every((word) => searched.includes(word))
	})
}

/** The maximum number of cards from one paste: more are usually a mistake. */
export const MAX_PASTED_CARDS = 200

const BULLET = /^(?:[-*–—]\s+|[•·▪◦‣]\s*|\d{1,3}[.)]\s+|\d{1,3}[、．]\s*)(?=\S)/

/**
 * Splits a text that is too long for one card into the texts of several (TEXT1a). A character of
 * two code units stays whole.
 */
export function splitLongText(text: string): string[] {
	const texts: string[] = []
	for (let at = 0; at < text.length; ) {
		const part = text.slice(at, at + LIMITS.maxCardTextLength)
		const isCutInCharacter = at + part.length < text.length && /[\ud800-\udbff]$/.test(part)
		texts.push(isCutInCharacter ? part.slice(0, -1) : part)
		at += texts.at(-1)?.length ?? 0
	}
	return texts
}

/** Whether a text of `splitLongText` may go on in the next one. */
export function isFullCard(text: string): boolean {
	return text.length >= LIMITS.maxCardTextLength - 1
}

/**
 * Splits a pasted text into card texts: one per line, without bullets, numbers and blank lines; for
 * a table, one per row. A line or row that is too long for a card gives several.
 */
export function splitList(text: string): string[] {
	if (isTabTable(text)) return rowTexts(delimitedRows(text, '\t'))
	return text
		.split(/\r\n|\r|\n|\u2028|\u2029/)
		.map((line) => cleanText(line).trim().replace(BULLET, '').trim())
		.flatMap(splitLongText)
}

/** Whether a line has a tab between words, as in a table. Leading tabs only indent a list. */
function isTabTable(text: string): boolean {
	return text.includes('\t') && text.split(/[\r\n]/).some((line) => line.trim().includes('\t'))
}

/**
 * Parses a pasted table: as spreadsheets copy it, or as CSV, where all lines must have the same
 * number of cells, at least two. Returns null if the text is not a table.
 */
export function tableRows(text: string): string[][] | null {
	if (isTabTable(text)) return delimitedRows(text, '\t')
	const [first = ''] = text.split(/[\r\n]/, 1)
	for (const delimiter of [',', ';'] as const) {
		const width = first.split(delimiter).length
		if (width < 2) continue
		const rows = delimitedRows(text.trimEnd(), delimiter)
		if (rows.length > 1 && rows.every((cells) => cells.length === width)) return rows
	}
	return null
}

/** Turns table rows into card texts, with the cells of a row joined. Empty rows are dropped. */
export function rowTexts(rows: readonly (readonly string[])[]): string[] {
	return rows
		.map((cells) => cells.map((cell) => cell.trim()).filter((cell) => cell !== ''))
		.flatMap((cells) => splitLongText(cells.join(' · ')))
}

/** Parses the cells of a table. Cells are quoted if they contain the delimiter or a line break. */
function delimitedRows(text: string, delimiter: '\t' | ',' | ';'): string[][] {
	const rows: string[][] = [[]]
	const endsOfCell = new RegExp(`[${delimiter}\\r\\n]`, 'g')
	for (let at = 0; ; ) {
		endsOfCell.lastIndex = at
		const quoteEnd = text[at] === '"' ? endOfQuoted(text, at, delimiter) : null
		const end = quoteEnd ?? endsOfCell.exec(text)?.index ?? text.length
		const cell = quoteEnd === null ? text.slice(at, end) : text.slice(at + 1, end - 1).replaceAll('""', '"')
		rows.at(-1)?.push(cleanText(cell))
		if (end >= text.length) return rows
		if (text[end] !== delimiter) rows.push([])
		at = end + (text.startsWith('\r\n', end) ? 2 : 1)
	}
}

/**
 * Returns the end of a quoted cell, after its closing quotation mark; null if it is not closed
 * before the next cell.
 */
function endOfQuoted(text: string, start: number, delimiter: string): number | null {
	let at = start + 1
	for (; at < text.length; at++) {
		if (text[at] !== '"') continue
		if (text[at + 1] !== '"') break
		at++
	}
	const next = text[at + 1]
	const isClosed = text[at] === '"' && (next === undefined || next === delimiter || next === '\r' || next === '\n')
	return isClosed ? at + 1 : null
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** Whether the first letter of a text belongs to a right-to-left script. */
export function isRightToLeft(text: string): boolean {
	return RIGHT_TO_LEFT.test(/\p{L}/u.exec(text)?.[0] ?? '')
}
