import { plainText, safeFileName } from '@charrette/shared'

/** Signs that end or divide a link to a note. */
const LINK_SIGNS = /[[\]#^|]+/g
const MAX_LETTERS = 60

/**
 * Names notes after the first line of their text, so that each is unique without regard to case and accents' form, a file on
 * Windows, macOS and Linux, and a link in double brackets. A text without a letter gets the other name.
 */
export function createNoteNames(): (text: string, other?: string) => string {
	const taken = new Set<string>()
	return (text, other = '') => {
		const name = nameOf(text) || nameOf(other) || '_'
		for (let number = 1; ; number++) {
			const numbered = number === 1 ? name : `${name} ${number}`
			const key = numbered.normalize('NFKC').toLowerCase()
			if (taken.has(key)) continue
			taken.add(key)
			return numbered
		}
	}
}

function nameOf(text: string): string {
	const [line = ''] = plainText(text)
		.trim()
		.split(/\r\n|\r|\n/)
	const letters = [...line.replace(LINK_SIGNS, ' ').trim()].slice(0, MAX_LETTERS)
	// A file name that begins with a dot is hidden, one that ends with it is cut on Windows.
	return letters.length === 0 ? '' : safeFileName(letters.join('')).replace(/^_$/, '')
}
