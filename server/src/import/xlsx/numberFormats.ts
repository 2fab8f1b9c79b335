import type { Locale } from '@charrette/shared'
import { readXml } from './readXml.ts'

/** How a number in a cell is meant: as one, as a share, or as a point in time. */
export type NumberFormat =
	| { type: 'number' }
	| { type: 'percent'; decimals: number }
	| { type: 'time'; date: 'none' | 'year' | 'month' | 'day'; clock: 'none' | 'minutes' | 'seconds' }

/** How numbers are written: in a language, and counting days from 1900 or 1904. */
export interface NumberContext {
	locale: Locale
	is1904: boolean
}

const NUMBER: NumberFormat = { type: 'number' }
const DAY: NumberFormat = { type: 'time', date: 'day', clock: 'none' }
const MONTH: NumberFormat = { type: 'time', date: 'month', clock: 'none' }
const MINUTES: NumberFormat = { type: 'time', date: 'none', clock: 'minutes' }
const SECONDS: NumberFormat = { type: 'time', date: 'none', clock: 'seconds' }

/** The formats that files only name by number (ECMA-376, 18.8.30), those of eastern Asia too. */
const BUILT_IN: Readonly<Record<number, NumberFormat>> = {
	9: { type: 'percent', decimals: 0 },
	10: { type: 'percent', decimals: 2 },
	...Object.fromEntries([14, 15, 16, 27, 28, 29, 30, 31, 36, 50, 51, 53, 54, 58].map((id) => [id, DAY])),
	...Object.fromEntries([17, 52, 57].map((id) => [id, MONTH])),
	...Object.fromEntries([18, 20, 32, 34, 45, 55].map((id) => [id, MINUTES])),
	...Object.fromEntries([19, 21, 33, 35, 46, 47, 56].map((id) => [id, SECONDS])),
	22: { type: 'time', date: 'day', clock: 'minutes' },
}
const MAX_CODE_LETTERS = 255
const MAX_FORMATS = 65_536

/** The formats of the styles of a workbook, by their number. */
export function readFormats(xml: string): NumberFormat[] {
	const custom = new Map<number, NumberFormat>()
	const formats: NumberFormat[] = []
	let isInCells = false
	readXml(xml, {
		open(name, attribute) {
			const id = Number(attribute('numFmtId') ?? 0)
			if (name === 'numFmt' && custom.size < MAX_FORMATS) custom.set(id, formatOf(attribute('formatCode') ?? ''))
			if (name === 'cellXfs') isInCells = true
			if (name === 'xf' && isInCells && formats.length < MAX_FORMATS)
				formats.push(custom.get(id) ?? BUILT_IN[id] ?? NUMBER)
		},
		close(name) {
			if (name === 'cellXfs') isInCells = false
		},
	})
	return formats
}

/** Reads a format code such as `0.0%` or `[$-409]d/m/yy h:mm`: only its first section, that of positive numbers. */
function formatOf(code: string): NumberFormat {
	const bare = code
		.slice(0, MAX_CODE_LETTERS)
		// Quoted and escaped letters, paddings, colours, currencies and conditions; not hours such as [h].
		.replace(/"[^"]*"?|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]?/gi, '')
		.replace(/general/gi, '')
		.split(';', 1)[0]
		?.toLowerCase()
		// Half days in several ways.
		.replace(/am\/pm|a\/p|上午\/下午/g, '')
	if (bare === undefined) return NUMBER
	if (bare.includes('%')) return { type: 'percent', decimals: /\.([0#?]+)/.exec(bare)?.[1]?.length ?? 0 }
	const hasClock = /[hs]/.test(bare)
	const date = datePart(bare, hasClock)
	if (date === 'none' && !hasClock) return NUMBER
	return { type: 'time', date, clock: hasClock ? (bare.includes('s') ? 'seconds' : 'minutes') : 'none' }
}

/** How much of a date a format shows. The m of a clock is minutes. */
function datePart(bare: string, hasClock: boolean): 'none' | 'year' | 'month' | 'day' {
	if (hasClock) return /[yd]/.test(bare) ? 'day' : 'none'
	if (bare.includes('d')) return 'day'
	if (bare.includes('m')) return 'month'
	return bare.includes('y') ? 'year' : 'none'
}

/** A number as its cell shows it; a date and a time in the order of ISO 8601, which every country reads. */
export function showNumber(value: string, format: NumberFormat | undefined, context: NumberContext): string {
	const number = Number(value)
	if (value.trim() === '' || !Number.isFinite(number)) return value
	if (format?.type === 'percent') return showPercent(number, format.decimals, context.locale)
	const time = format?.type === 'time' ? showTime(number, format, context) : null
	if (time !== null) return time
	// Spreadsheets calculate with 15 digits and store 17: 0.30000000000000004.
	return /[.e]/i.test(value) ? String(Number(number.toPrecision(15))) : value
}

const MAX_DECIMALS = 15

function showPercent(number: number, decimals: number, locale: Locale): string {
	const digits = Math.min(decimals, MAX_DECIMALS)
	return number.toLocaleString(locale, {
		style: 'percent',
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
	})
}

const DAY_MS = 24 * 60 * 60 * 1000
/** 31 December 9999. */
const MAX_DAYS = 2_958_465
/** Spreadsheets count 29 February 1900, which was not. */
const FALSE_LEAP_DAY = 60

const DATE_LETTERS = { none: 0, year: 4, month: 7, day: 10 }

/** Null for a number that is no time. */
function showTime(
	days: number,
	{ date, clock }: Extract<NumberFormat, { type: 'time' }>,
	{ is1904 }: Pick<NumberContext, 'is1904'>,
): string | null {
	if (days < 0 || days > MAX_DAYS) return null
	const first = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < FALSE_LEAP_DAY ? 31 : 30)
	const rounded = Math.round((days * DAY_MS) / 1000) * 1000
	const [day, time] = new Date(first + rounded).toISOString().split(/T|\./)
	const shown = {
		date: (day ?? '').slice(0, DATE_LETTERS[date]),
		clock: clock === 'none' ? '' : (time ?? '').slice(0, clock === 'minutes' ? 5 : 8),
	}
	// A duration may be longer than a day.
	if (date === 'none' && days >= 1) shown.clock = String(Math.floor(rounded / 3_600_000)) + shown.clock.slice(2)
	return [shown.date, shown.clock].filter(Boolean).join(' ')
}
