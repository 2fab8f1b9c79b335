import { expect, it } from 'vitest'
import { createMarks } from './readNumbering.ts'

const level = (at: number, format: string, text: string, more = '') =>
	`<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`
const definition = (id: number, levels: string) => `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`
const list = (id: number, of: number, more = '') =>
	`<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`
const override = (at: number, content: string) => `<w:lvlOverride w:ilvl="${at}">${content}</w:lvlOverride>`

/** Returns the marks of items, each a list and a level. */
function marksOf(xml: string, items: readonly (readonly [string, number])[]): string[] {
	const markOf = createMarks(`<w:numbering xmlns:w="w">${xml}</w:numbering>`)
	return items.map(([of, at]) => markOf(of, at))
}

/** Returns the marks of items of one level. */
const countIn = (format: string, text: string, count: number) =>
	marksOf(definition(1, level(0, format, text)) + list(1, 1), Array(count).fill(['1', 0]))

it('[CASE8b] numbers of a list are in its format, and in digits where there is no such number', () => {
	expect(countIn('decimalZero', '%1', 10).slice(-2)).toEqual(['09', '10'])
	expect(countIn('lowerLetter', '%1.', 28).slice(-3)).toEqual(['z.', 'aa.', 'bb.'])
	expect(countIn('upperRoman', '%1', 49).at(-1)).toBe('XLIX')
	expect(countIn('chineseCountingThousand', '（%1）', 21)).toEqual(
		expect.arrayContaining(['（十）', '（十一）', '（二十一）']),
	)
	expect(countIn('decimalEnclosedCircle', '%1', 21).slice(-2)).toEqual(['⑳', '21'])
	expect(countIn('bullet', '\uf0b7', 1)).toEqual(['•'])
	expect(countIn('none', '', 1)).toEqual([''])
	expect(countIn('decimal', 'x'.repeat(9000), 1)[0]).toHaveLength(32)
})

it('[CASE8b] a level starts again below a new item, unless it says not to, and a list where it says so', () => {
	const levels = level(0, 'upperRoman', '%1.') + level(1, 'decimal', '%1.%2', '<w:isLgl/>')
	const steady = level(2, 'lowerLetter', '%3)', '<w:lvlRestart w:val="0"/>')
	const restarted = list(2, 1, override(0, '<w:startOverride w:val="7"/>'))
	const own = list(3, 1, override(0, level(0, 'decimal', '#%1')))
	const marks = marksOf(definition(1, levels + steady) + list(1, 1) + restarted + own, [
		['1', 0],
		['1', 1],
		['1', 2],
		['1', 0],
		['1', 1],
		['1', 2],
		['2', 0],
		['2', 0],
		['3', 0],
	])
	expect(marks).toEqual(['I.', '1.1', 'a)', 'II.', '2.1', 'b)', 'VII.', 'VIII.', '#9'])
})

it('[CASE8b] a list by a style has the levels of that style; one that is unknown has bullets', () => {
	const styled = definition(1, `<w:styleLink w:val="S"/>${level(0, 'decimal', 'Step %1')}`)
	const linked = definition(2, '<w:numStyleLink w:val="S"/>')
	expect(marksOf(styled + linked + list(1, 2), [['1', 0]])).toEqual(['Step 1'])
	expect(marksOf(styled + linked, [['5', 0]])).toEqual(['•'])
})
