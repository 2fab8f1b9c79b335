import { describe, expect, it } from 'vitest'
import { clockTime, formatClock } from './timer.ts'

it.each([
	[0, '00:00'],
	[1, '00:01'],
	[59_000, '00:59'],
	[59_001, '01:00'],
	[402_000, '06:42'],
	[6_000_000, '100:00'],
])('%d ms are shown as %s', (ms, shown) => {
	expect(formatClock(ms)).toBe(shown)
})

describe('clockTime', () => {
	it('counts a second that has begun whole, so that zero is the end', () => {
		expect(clockTime(60_000)).toBe('1:00')
		expect(clockTime(59_001)).toBe('1:00')
		expect(clockTime(1)).toBe('0:01')
		expect(clockTime(0)).toBe('0:00')
	})

	it('has hours only where there are some', () => {
		expect(clockTime(402_000)).toBe('6:42')
		expect(clockTime(3_900_000)).toBe('1:05:00')
		expect(clockTime(3_600_000)).toBe('1:00:00')
	})
})
