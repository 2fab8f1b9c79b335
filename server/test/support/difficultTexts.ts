import { readFileSync } from 'node:fs'
import { stripInvalidXmlChars } from '@charrette/shared'

/** A text that breaks careless readers and writers of files; its name describes the difficulty. */
export interface DifficultText {
	name: string
	text: string
}

interface StoredText extends DifficultText {
	/** How many times the text is repeated. */
	repeat?: number
}

/**
 * The file that these tests and those in the browser share. It is JSON, so that invisible
 * characters can be seen.
 */
const FILE = new URL('./difficultTexts.json', import.meta.url)

/** The corpus of difficult texts, with characters that XML forbids. */
export const DIFFICULT_TEXTS: readonly DifficultText[] = (JSON.parse(readFileSync(FILE, 'utf8')) as StoredText[]).map(
	({ name, text, repeat = 1 }) => ({ name, text: text.repeat(repeat).trim() }),
)

/** The corpus as boards store it: without characters that XML forbids (CHARS1). */
export const STORED_TEXTS: readonly DifficultText[] = DIFFICULT_TEXTS.map(({ name, text }) => ({
	name,
	text: stripInvalidXmlChars(text),
}))

/** Returns the names of the texts that are not among these, after `normalize`. */
export function lostTexts(found: readonly string[], normalize: (text: string) => string = (text) => text): string[] {
	const known = new Set(found.map(normalize))
	return STORED_TEXTS.filter(({ text }) => !known.has(normalize(text))).map(({ name }) => name)
}

/** Returns the names of the texts that a long text does not contain, compared after `normalize`. */
export function textsMissingIn(whole: string, normalize: (text: string) => string): string[] {
	const known = normalize(whole)
	return STORED_TEXTS.filter(({ text }) => !known.includes(normalize(text))).map(({ name }) => name)
}

/** Removes white space from a text, since documents break lines anywhere. */
export function withoutSpace(text: string): string {
	return text.replace(/\s/g, '')
}
