import { readXml } from './readXml.ts'

/** How the items of a level of a list are numbered. */
interface Level {
	start: number
	/** The format of the number (ST_NumberFormat). */
	format: string
	/** The text of the mark, in which `%2` is the number of the second level. */
	text: string
	/** The number starts again after an item of a level above this one; 0 if it never does. */
	restart: number
	/** Whether the numbers of the levels above are in digits. */
	isDecimal: boolean
}

interface Numbering {
	/** Levels by list or definition, and number. */
	levels: ReadonlyMap<string, Level>
	/** The definition of a list: lists with the same one count on. */
	definitionOf: ReadonlyMap<string, string>
	/** The numbers that a list starts at, by list and level. */
	startsOf: ReadonlyMap<string, number>
}

/** A mark is a number or a short text. */
const MAX_MARK_LENGTH = 32
const MAX_NUMBER = 999_999

const numberIn = (text: string) => Math.min(MAX_NUMBER, Math.max(0, Math.trunc(Number(text)) || 0))

const definitionKey = (id: string) => `definition ${id}`
const listKey = (id: string) => `list ${id}`

/** Reads `word/numbering.xml` (ECMA-376, 17.9). */
function readNumbering(xml: string): Numbering {
	const levels = new Map<string, Level>()
	const definitions = new Map<string, string>()
	const startsOf = new Map<string, number>()
	/** The definition of a style, and the style that a definition takes its levels from. */
	const ofStyle = new Map<string, string>()
	const styleOf = new Map<string, string>()
	let [owner, list, at] = ['', '', 0]
	let level: Level | null = null
	readXml(xml, {
		open(name, attribute) {
			const value = () => attribute('val')
			if (name === 'abstractNum') owner = definitionKey(attribute('abstractNumId'))
			else if (name === 'num') {
				list = attribute('numId')
				owner = listKey(list)
			} else if (name === 'abstractNumId') definitions.set(list, definitionKey(value()))
			else if (name === 'styleLink') ofStyle.set(value(), owner)
			else if (name === 'numStyleLink') styleOf.set(owner, value())
			else if (name === 'lvlOverride') at = numberIn(attribute('ilvl'))
			else if (name === 'startOverride') startsOf.set(`${list} ${at}`, numberIn(value()))
			else if (name === 'lvl') {
				at = numberIn(attribute('ilvl'))
				level = { start: 1, format: 'decimal', text: `%${at + 1}.`, restart: at, isDecimal: false }
				levels.set(`${owner} ${at}`, level)
			} else if (level) readLevel(level, name, value())
		},
		close(name) {
			if (name === 'lvl') level = null
		},
	})
	const definitionOf = new Map<string, string>()
	for (const [of, definition] of definitions)
		definitionOf.set(of, ofStyle.get(styleOf.get(definition) ?? '') ?? definition)
	return { levels, definitionOf, startsOf }
}

function readLevel(level: Level, name: string, value: string): void {
	if (name === 'start') level.start = numberIn(value)
	else if (name === 'numFmt') level.format = value
	else if (name === 'lvlText') level.text = value
	else if (name === 'lvlRestart') level.restart = numberIn(value)
	else if (name === 'isLgl') level.isDecimal = !/^(0|false|off)$/.test(value)
}

/**
 * Returns a function that returns the bullet of a list item, or its number among those before it;
 * '' for a level without either, which outlines of headings have.
 */
export function createMarks(xml: string): (list: string, level: number) => string {
	const { levels, definitionOf, startsOf } = readNumbering(xml)
	const counts = new Map<string, (number | undefined)[]>()
	const started = new Set<string>()
	return (list, at) => {
		const definition = definitionOf.get(list)
		const levelAt = (index: number) => levels.get(`${listKey(list)} ${index}`) ?? levels.get(`${definition} ${index}`)
		const level = levelAt(at)
		if (definition === undefined || !level || level.format === 'bullet') return '•'
		const numbers = counts.get(definition) ?? []
		counts.set(definition, numbers)
		const start = startsOf.get(`${list} ${at}`)
		const isNew = start !== undefined && !started.has(`${list} ${at}`)
		started.add(`${list} ${at}`)
		const last = numbers[at]
		numbers[at] = isNew ? start : last === undefined ? level.start : last + 1
		for (let below = at + 1; below < numbers.length; below++)
			if (at < (levelAt(below)?.restart ?? below)) numbers[below] = undefined
		const mark = level.text.replace(/%([1-9])/g, (_, digit: string) => {
			const index = Number(digit) - 1
			const above = levelAt(index)
			const isDecimal = level.isDecimal && index !== at
			return formatNumber(numbers[index] ?? above?.start ?? 1, isDecimal ? 'decimal' : (above?.format ?? ''))
		})
		return mark.trim().slice(0, MAX_MARK_LENGTH)
	}
}

const ROMAN = [
	[1000, 'm'],
	[900, 'cm'],
	[500, 'd'],
	[400, 'cd'],
	[100, 'c'],
	[90, 'xc'],
	[50, 'l'],
	[40, 'xl'],
	[10, 'x'],
	[9, 'ix'],
	[5, 'v'],
	[4, 'iv'],
	[1, 'i'],
] as const

/** Returns a number from 1 to 3999 in Roman numerals. */
function romanNumber(number: number): string {
	let [left, text] = [number, '']
	for (const [value, numeral] of ROMAN) {
		text += numeral.repeat(Math.floor(left / value))
		left %= value
	}
	return text
}

/** a to z, then aa to zz, as Word counts. */
const letterNumber = (number: number) =>
	String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.floor((number - 1) / 26) + 1)

/** Returns a number from 1 to 99 in Chinese: 一, 十, 十一, 二十一. */
function chineseNumber(number: number): string {
	const digits = '一二三四五六七八九'
	const [tens, ones] = [Math.floor(number / 10), number % 10]
	const before = tens === 0 ? '' : `${tens === 1 ? '' : digits[tens - 1]}十`
	return before + (digits[ones - 1] ?? '')
}

/** Returns a number in a format of lists; in digits if the format has no such number. */
export function formatNumber(number: number, format: string): string {
	if (format === 'none') return ''
	if (format === 'decimalZero') return String(number).padStart(2, '0')
	if (format === 'lowerRoman' && number > 0 && number < 4000) return romanNumber(number)
	if (format === 'upperRoman' && number > 0 && number < 4000) return romanNumber(number).toUpperCase()
	if (format === 'lowerLetter' && number > 0 && number <= 260) return letterNumber(number)
	if (format === 'upperLetter' && number > 0 && number <= 260) return letterNumber(number).toUpperCase()
	const isChinese =
		/^(chineseCounting|chineseCountingThousand|taiwaneseCounting|taiwaneseCountingThousand|japaneseCounting)$/
	if (isChinese.test(format) && number > 0 && number < 100) return chineseNumber(number)
	const isCircled = /^decimalEnclosedCircle(Chinese)?$/.test(format) && number > 0 && number <= 20
	return isCircled ? String.fromCodePoint(0x2460 + number - 1) : String(number)
}
