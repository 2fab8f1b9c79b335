import { describe, expect, it } from 'vitest'
import { type Glyphs, splitRuns } from './layoutText.ts'

type Font = { family: string }
const inter = { family: 'Inter' }
const han = { family: 'Noto Sans SC' }
const arabic = { family: 'Noto Sans Arabic' }

/** Glyphs of ten units each, beginning at `x`; leftwards where the text is read so. */
function glyphs(text: string, font: Font | null, x: number, way: 1 | -1 = 1): Glyphs<Font>[] {
	return [...text].map((letter, at) => {
		const left = x + at * 10 * way
		return { text: letter, left, right: left + 10, font }
	})
}
const briefly = (line: Glyphs<Font>[]) =>
	splitRuns(line, 'Inter').map(({ text, x, width, font }) => [text, x, width, font?.family])

describe('[EXP3] a line of text', () => {
	it('is one run as long as it is of one typeface, with its blanks', () => {
		expect(briefly(glyphs('one desk', inter, 0))).toEqual([['one desk', 0, 80, 'Inter']])
	})

	it('begins a run with each typeface, and with each word of one whose blanks are narrower', () => {
		const line = [
			...glyphs('a ', inter, 0),
			...glyphs('许可', han, 20),
			...glyphs(' ', inter, 40),
			...glyphs('章', han, 50),
		]
		expect(briefly(line)).toEqual([
			['a ', 0, 10, 'Inter'],
			['许可 ', 20, 20, 'Noto Sans SC'],
			['章', 50, 10, 'Noto Sans SC'],
		])
	})

	it('has words that are read leftwards where they lie, each from its left edge', () => {
		const line = [...glyphs('لا', arabic, 50, -1), ...glyphs(' ', inter, 30), ...glyphs('لا', arabic, 20, -1)]
		expect(briefly(line)).toEqual([
			['لا', 40, 20, 'Noto Sans Arabic'],
			['لا', 10, 20, 'Noto Sans Arabic'],
		])
	})

	it('has a number and a sign apart that words of the other direction stand between', () => {
		const line = [...glyphs('لا', arabic, 50, -1), ...glyphs('20', inter, 10), ...glyphs(' ₪', inter, 60)]
		expect(briefly(line)).toEqual([
			['لا', 40, 20, 'Noto Sans Arabic'],
			['20 ', 10, 20, 'Inter'],
			['₪', 70, 10, 'Inter'],
		])
	})

	it('keeps apart what no typeface has', () => {
		expect(briefly([...glyphs('a', inter, 0), ...glyphs('𐎀', null, 10)])).toEqual([
			['a', 0, 10, 'Inter'],
			['𐎀', 10, 10, undefined],
		])
	})
})
