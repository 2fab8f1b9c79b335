import type { Card } from './BoardContent.ts'
import { LIMITS } from './limits.ts'
import { foldText } from './locales.ts'

/**
 * The cards that contain every word of a query in their text, city or author name. Case and accents are ignored, and words
 * match inside other words, as Chinese requires.
 */
export function searchCards(
	cards: readonly Card[],
	query: string,
	nameOf: (author: string) => string | undefined,
): Card[] {
	const words = foldWidth(query).split(/\s+/).filter(Boolean)
	if (words.length === 0) return []
	return cards.filter((card) => {
		const author = card.author === undefined ? '' : (nameOf(card.author) ?? '')
		const searched = foldWidth(`${card.text}\n${card.city}\n${author}`)
		return words.every((word) => searched.includes(word))
	})
}

/** Also folds full-width letters and digits, as some input methods produce them. */
function foldWidth(text: string): string {
	return foldText(text.normalize('NFKC'))
}

/** Most cards from one paste: more are usually a mistake. */
export const MAX_PASTED_CARDS = 200

const BULLET = /^(?:[-*–—]\s+|[•·▪◦‣]\s*|\d{1,3}[.)]\s+|\d{1,3}[、．]\s*)(?=\S)/

/** Tabs between words mark a table; leading tabs indent a list. */
const TABLE = /[^\s][^\S\r\n]*\t[^\S\r\n]*[^\s]/

/** Splits a pasted text into card texts: one per line, without bullets, numbers and blank lines; for a table, one per row. */
export function splitList(text: string): string[] {
	if (TABLE.test(text)) return rowTexts(tabRows(text))
	return text
		.split(/\r\n|\r|\n|\u2028|\u2029/)
		.map((line) => line.trim().replace(BULLET, '').trim().slice(0, LIMITS.maxCardTextLength))
		.filter((line) => line !== '')
}

/** Turns table rows into card texts, with the cells of a row joined. Empty rows are dropped. */
export function rowTexts(rows: readonly (readonly string[])[]): string[] {
	return rows
		.map((cells) => cells.map((cell) => cell.trim()).filter((cell) => cell !== ''))
		.map((cells) => cells.join(' · ').slice(0, LIMITS.maxCardTextLength))
		.filter((text) => text !== '')
}

/** Parses a table as spreadsheets copy it: cells separated by tabs, quoted if they contain a tab or a line break. */
function tabRows(text: string): string[][] {
	const rows: string[][] = [[]]
	for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/g)) {
		rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
		if (end === '') break
		if (end !== '\t') rows.push([])
	}
	return rows
}

/* Not allowed in XML 1.0 and never visible: control characters except tab and line break, lone surrogates. */
const UNPRINTABLE = /(?![\t\n])[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** Removes control characters, which some document formats cannot contain; line breaks become `\n`. */
export function stripUnprintable(text: string): string {
	return text.replace(/\r\n?/g, '\n').replace(UNPRINTABLE, '')
}

/** Whether the first letter of a text belongs to a right-to-left script. */
export function isRightToLeft(text: string): boolean {
	return RIGHT_TO_LEFT.test(/\p{L}/u.exec(text)?.[0] ?? '')
}
