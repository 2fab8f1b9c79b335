import type { Card } from './BoardContent.ts'
import { LIMITS } from './limits.ts'

/** Text for comparing: without case and accents, so that "bogota" finds Bogotá. */
export function foldText(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{Diacritic}/gu, '')
		.toLowerCase()
		.trim()
}

/** A name of a city or a person as it is compared: the same however somebody typed it. */
export function nameKey(name: string): string {
	return name.trim().normalize('NFC').toLowerCase()
}

/**
 * The cards that hold every word of what was typed, in their text, their city or their author's name; the case and the
 * accents don't count, and a word may be found within another one, as it must in Chinese.
 */
export function searchCards(
	cards: readonly Card[],
	typed: string,
	nameOf: (author: string) => string | undefined,
): Card[] {
	const words = foldWidth(typed).split(/\s+/).filter(Boolean)
	if (words.length === 0) return []
	return cards.filter((card) => {
		const author = card.author === undefined ? '' : (nameOf(card.author) ?? '')
		const held = foldWidth(`${card.text}\n${card.city}\n${author}`)
		return words.every((word) => held.includes(word))
	})
}

/** Input methods write letters and digits full width at times; they mean the same. */
function foldWidth(text: string): string {
	return foldText(text.normalize('NFKC'))
}

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

/* What XML 1.0 has no place for, in any way of writing it, and what is shown nowhere: controls but tab and line breaks, half pairs. */
const UNPRINTABLE = /(?![\t\n])[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** A text as a document can hold it: without control characters, which some formats cannot write at all; each line break is `\n`. */
export function stripUnprintable(text: string): string {
	return text.replace(/\r\n?/g, '\n').replace(UNPRINTABLE, '')
}

/** Whether a text begins in a script that is written from right to left, by its first letter as Unicode has it. */
export function isRightToLeft(text: string): boolean {
	return RIGHT_TO_LEFT.test(/\p{L}/u.exec(text)?.[0] ?? '')
}
