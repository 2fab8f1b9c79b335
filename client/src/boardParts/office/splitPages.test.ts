import { expect, it } from 'vitest'
import { type Block, textOfBlock } from './OfficePages.ts'
import { splitPages } from './splitPages.ts'

const paragraph = (text: string): Block => ({
	type: 'paragraph',
	runs: [{ text, isBold: false, isItalic: false }],
	heading: 0,
	level: -1,
	mark: '',
})
const note = (mark: string, text: string): Block => ({ type: 'note', mark, text })
const firstWords = (blocks: readonly (Block | null)[]) =>
	splitPages(blocks, false).map((page) => page.map((block) => textOfBlock(block).slice(0, 3)))

it('[CASE8b] notes are at the end of the page that refers to them', () => {
	const blocks = [paragraph('one'), note('1', 'x'), paragraph('two'), null, paragraph('three'), note('2', 'y')]
	expect(firstWords(blocks)).toEqual([
		['one', 'two', '1 x'],
		['thr', '2 y'],
	])
})

it('[CASE8b] a paragraph goes to the next page with its note, and a note that is longer than a page is split', () => {
	const long = 'a'.repeat(2400)
	expect(firstWords([paragraph(long), paragraph('two'), note('1', 'b'.repeat(200))])).toEqual([['aaa'], ['two', '1 b']])
	const pages = splitPages([paragraph('one'), note('1', 'c'.repeat(6000))], false)
	const text = pages.flat().filter((block) => block.type === 'note')
	expect(text.map((each) => each.text).join('')).toBe('c'.repeat(6000))
	expect(text.map((each) => each.mark)).toEqual(['1', '', ''])
})
