import { expect, it } from 'vitest'
import { splitList, tableRows } from './cardTexts.ts'
import { cleanText, hasInvalidXmlChars, stripInvalidXmlChars, stripUnprintable } from './characters.ts'

const BAD = '\u0000\u0008\u000b\u000c\u001f\ufffe\uffff'

it('[CHARS1] only characters that XML forbids are removed', () => {
	const kept = 'a\t\n\r\u007f\u0085\u00a0\u200b\u202e\ufeff\ufffd🏛️𠮷'
	expect(hasInvalidXmlChars(kept)).toBe(false)
	expect(stripInvalidXmlChars(`${BAD}${kept}${BAD}`)).toBe(kept)
	for (const bad of BAD) expect(hasInvalidXmlChars(`x${bad}y`)).toBe(true)
	expect(stripUnprintable(`a\r\nb${BAD}\u0085\ud800`)).toBe('a\nb')
})

it('[CHARS1] a vertical tab in a text from outside becomes a line break', () => {
	expect(cleanText('one\u000boffice\u0000')).toBe('one\noffice')
	expect(splitList('- one\u000boffice\u0000\n- two')).toEqual(['one\noffice', 'two'])
	expect(tableRows('Kind\tText\nNote\tone\u000boffice\uffff')).toEqual([
		['Kind', 'Text'],
		['Note', 'one\noffice'],
	])
})
