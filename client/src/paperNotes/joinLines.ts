/** The confidence below which a reading is doubtful. */
export const SURE = 80

/** A character of a script that is written without spaces. */
const WIDE = '[\\u3000-\\u303f\\u3400-\\u9fff\\uff00-\\uffef]'
const SPACE_IN_WIDE = new RegExp(`(?<=${WIDE})\\s+(?=${WIDE})`, 'g')

/**
 * Returns the text of a note as a card has it: the lines of the paper in one, a word that was
 * divided at the end of a line whole, and no spaces between Chinese characters.
 */
export function joinLines(read: string): string {
	return read
		.replace(/(\p{Ll})-\n(?=\p{Ll})/gu, '$1')
		.replace(/\s+/g, ' ')
		.replace(SPACE_IN_WIDE, '')
		.trim()
}
