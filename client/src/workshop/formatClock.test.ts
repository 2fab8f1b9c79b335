import { expect, it } from 'vitest'
import { formatClock } from './formatClock.ts'

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
