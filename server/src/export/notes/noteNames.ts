import { plainText, safeFileName } from '@charrette/shared'

/** Characters that end or divide a link to a note. */
const LINK_SIGNS = /[[\]#^|]+/g
const MAX_LETTERS = 60

/**
 * Returns a function that names notes after the first line of their text, or of `other` if the text
 * has no usable character. Each name is unique, ignoring case and the Unicode form of accents. It
 * is a valid file name on Windows, macOS and Linux, and a valid link in double brackets.
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
	// Unix hides files whose name begins with a dot; Windows removes a dot at the end.
	return letters.length === 0 ? '' : safeFileName(letters.join('')).replace(/^_$/, '')
}
