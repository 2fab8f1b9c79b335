import { LIMITS } from '@charrette/shared'

/** More cards than this from one paste are a mistake more often than a wish. */
export const MAX_PASTED_CARDS = 200

const BULLET = /^(?:[-*–—]\s+|[•·▪◦‣]\s*|\d{1,3}[.)]\s+|\d{1,3}[、．]\s*)(?=\S)/

/** The texts of the cards that a pasted text becomes: a card a line, without bullets, numbers and blank lines. */
export function splitPaste(text: string): string[] {
	return text
		.split(/\r\n|\r|\n|\u2028|\u2029/)
		.map((line) => line.trim().replace(BULLET, '').trim().slice(0, LIMITS.maxCardTextLength))
		.filter((line) => line !== '')
}
