import type { Locale } from '@charrette/shared'
import { readXml } from './readXml.ts'

/** The meaning of a number in a cell: a number, a percentage, or a date and time. */
export type NumberFormat =
	| { type: 'number' }
	| { type: 'percent'; decimals: number }
	| { type: 'time'; date: 'none' | 'year' | 'month' | 'day'; clock: 'none' | 'minutes' | 'seconds' }

/**
 * The context of a number: the language of the workbook, and whether it counts days from 1904
 * instead of 1900.
 */
export interface NumberContext {
	locale: Locale
	is1904: boolean
}

const NUMBER: NumberFormat = { type: 'number' }
const DAY: NumberFormat = { type: 'time', date: 'day', clock: 'none' }
const MONTH: NumberFormat = { type: 'time', date: 'month', clock: 'none' }
const MINUTES: NumberFormat = { type: 'time', date: 'none', clock: 'minutes' }
const SECONDS: NumberFormat = { type: 'time', date: 'none', clock: 'seconds' }

/**
 * The formats that files refer to only by number (ECMA-376, 18.8.30), including those of East Asia.
 */
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

/** Returns the formats of a workbook's styles, by style number. */
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

/**
 * Reads a format code such as `0.0%` or `[$-409]d/m/yy h:mm`. Only its first section counts, which
 * is for positive numbers.
 */
function formatOf(code: string): NumberFormat {
	const bare = code
		.slice(0, MAX_CODE_LETTERS)
		// Removes quoted and escaped characters, padding, colours, currencies and conditions, but keeps
		// elapsed hours such as [h].
		.replace(/"[^"]*"?|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]?/gi, '')
		.replace(/general/gi, '')
		.split(';', 1)[0]
		?.toLowerCase()
		// Removes AM/PM in several notations.
		.replace(/am\/pm|a\/p|上午\/下午/g, '')
	if (bare === undefined) return NUMBER
	if (bare.includes('%')) return { type: 'percent', decimals: /\.([0#?]+)/.exec(bare)?.[1]?.length ?? 0 }
	const hasClock = /[hs]/.test(bare)
	const date = datePart(bare, hasClock)
	if (date === 'none' && !hasClock) return NUMBER
	return { type: 'time', date, clock: hasClock ? (bare.includes('s') ? 'seconds' : 'minutes') : 'none' }
}

/** Returns how much of a date a format shows. In a format with a clock, `m` means minutes. */
function datePart(bare: string, hasClock: boolean): 'none' | 'year' | 'month' | 'day' {
	if (hasClock) return /[yd]/.test(bare) ? 'day' : 'none'
	if (bare.includes('d')) return 'day'
	if (bare.includes('m')) return 'month'
	return bare.includes('y') ? 'year' : 'none'
}

/**
 * Formats a number as its cell shows it. Dates and times are in the order of ISO 8601, which
 * readers of every country understand.
 */
export function showNumber(value: string, format: NumberFormat | undefined, context: NumberContext): string {
	const number = Number(value)
	if (value.trim() === '' || !Number.isFinite(number)) return value
	if (format?.type === 'percent') return showPercent(number, format.decimals, context.locale)
	const time = format?.type === 'time' ? showTime(number, format, context) : null
	if (time !== null) return time
	// Spreadsheets calculate with 15 digits and store 17, such as 0.30000000000000004.
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
/** The number of 31 December 9999. */
const MAX_DAYS = 2_958_465
/** The number of 29 February 1900, a day that did not exist but that spreadsheets count. */
const FALSE_LEAP_DAY = 60

const DATE_LETTERS = { none: 0, year: 4, month: 7, day: 10 }

/** Formats a date and time; null for a number outside of the range of dates. */
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
