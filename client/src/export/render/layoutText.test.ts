import { describe, expect, it } from 'vitest'
import { type Glyphs, splitRuns } from './layoutText.ts'

type Font = { family: string }
const inter = { family: 'Inter' }
const han = { family: 'Noto Sans SC' }
const arabic = { family: 'Noto Sans Arabic' }

/** Returns glyphs of ten units each, starting at `x`; `way` is -1 for right-to-left text. */
function glyphs(text: string, font: Font | null, x: number, way: 1 | -1 = 1, weight: 400 | 700 = 400): Glyphs<Font>[] {
	return [...text].map((letter, at) => {
		const left = x + at * 10 * way
		return { text: letter, left, right: left + 10, font, weight, isRightToLeft: way === -1, href: null }
	})
}
const runsOf = (line: Glyphs<Font>[]) =>
	splitRuns(line, 'Inter').map(({ text, x, width, font }) => [text, x, width, font?.family])

describe('[EXP3] splitRuns', () => {
	it('keeps text of one font in one run, with its spaces', () => {
		expect(runsOf(glyphs('one-stop', inter, 0))).toEqual([['one-stop', 0, 80, 'Inter']])
	})

	it('starts a run for each font, and for each word of a font with narrower spaces', () => {
		const line = [
			...glyphs('a ', inter, 0),
			...glyphs('许可', han, 20),
			...glyphs(' ', inter, 40),
			...glyphs('章', han, 50),
		]
		expect(runsOf(line)).toEqual([
			['a ', 0, 10, 'Inter'],
			['许可 ', 20, 20, 'Noto Sans SC'],
			['章', 50, 10, 'Noto Sans SC'],
		])
	})

	it('places each right-to-left word at its left edge', () => {
		const line = [...glyphs('لا', arabic, 50, -1), ...glyphs(' ', inter, 30), ...glyphs('لا', arabic, 20, -1)]
		expect(runsOf(line)).toEqual([
			['لا', 40, 20, 'Noto Sans Arabic'],
			['لا', 10, 20, 'Noto Sans Arabic'],
		])
	})

	it('separates a number and a sign that surround right-to-left words', () => {
		const line = [...glyphs('لا', arabic, 50, -1), ...glyphs('20', inter, 10), ...glyphs(' ₪', inter, 60)]
		expect(runsOf(line)).toEqual([
			['لا', 40, 20, 'Noto Sans Arabic'],
			['20 ', 10, 20, 'Inter'],
			['₪', 70, 10, 'Inter'],
		])
	})

	it('keeps a sign with the right-to-left word that it belongs to', () => {
		const line = [...glyphs('(', arabic, 90, -1), ...glyphs('لا', arabic, 80, -1), ...glyphs('!', arabic, 60, -1)]
		expect(runsOf(line)).toEqual([['(لا!', 60, 40, 'Noto Sans Arabic']])
	})

	it('separates a bold part, also in a font of the device', () => {
		const line = [...glyphs('a ', null, 0), ...glyphs('b', null, 20, 1, 700)]
		expect(splitRuns(line, 'Inter').map(({ text, weight }) => [text, weight])).toEqual([
			['a ', 400],
			['b', 700],
		])
	})

	it('separates a link from the text around it', () => {
		const link = glyphs('b.example', inter, 20).map((glyph) => ({ ...glyph, href: 'https://b.example' }))
		const line = [...glyphs('a ', inter, 0), ...link, ...glyphs('.', inter, 110)]
		expect(splitRuns(line, 'Inter').map(({ text, href }) => [text, href])).toEqual([
			['a ', null],
			['b.example', 'https://b.example'],
			['.', null],
		])
	})

	it('separates characters that no font has', () => {
		expect(runsOf([...glyphs('a', inter, 0), ...glyphs('𐎀', null, 10)])).toEqual([
			['a', 0, 10, 'Inter'],
			['𐎀', 10, 10, undefined],
		])
	})
})
