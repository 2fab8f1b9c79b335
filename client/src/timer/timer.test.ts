import { expect, it } from 'vitest'
import { formatClock } from './timer.ts'

it.each([
	[0, '00:00'],
	[1, '00:01'],
	[59_000, '00:59'],
	[59_001, '01:00'],
	[60_000, '01:00'],
	[402_000, '06:42'],
	[3_599_001, '1:00:00'],
	[3_600_000, '1:00:00'],
	[3_900_000, '1:05:00'],
	[6_000_000, '1:40:00'],
])('%d ms are shown as %s', (ms, shown) => {
	expect(formatClock(ms)).toBe(shown)
})
