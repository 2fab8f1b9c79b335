import { describe, expect, it } from 'vitest'
import { directionsOf, markDirection, withoutDirectionMarks } from './bidiLevels.ts'

/** Returns the text with its right-to-left characters as `<`, and the others unchanged. */
function shown(text: string, base: 'ltr' | 'rtl'): string {
	const isRightToLeft = directionsOf(text, base)
	return [...text].map((letter, at) => (isRightToLeft(at) ? '<' : letter)).join('')
}

describe('[EXP3] the direction of a character', () => {
	it('is that of its word; that of a sign is the direction of the words around it, else of the paragraph', () => {
		expect(shown('a (لا) b!', 'ltr')).toBe('a (<<) b!')
		expect(shown('لا (20) لا!', 'rtl')).toBe('<<<<20<<<<<')
		expect(shown('لا!', 'ltr')).toBe('<<!')
		expect(shown('لا!\nab!', 'rtl')).toBe('<<<<ab<')
		expect(shown('plain (text)', 'ltr')).toBe('plain (text)')
	})

	it('is marked in a run that ends with a sign, and only there', () => {
		expect(markDirection('لا')).toBe('لا')
		expect(markDirection('لا!')).toBe('\u200fلا!\u200f')
		expect(markDirection('(')).toBe('\u200f(\u200f')
		for (const run of ['لا', 'لا!', '(']) expect(withoutDirectionMarks(markDirection(run))).toBe(run)
	})
})
