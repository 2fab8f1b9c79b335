import { expect, it } from 'vitest'
import { describeTimeZone, formatUntil, toLocalField } from './formatUntil.ts'

it('[ASYNC1a] the end of a window is shown, and chosen, in the time zone of this device', () => {
	const at = new Date(2026, 11, 4, 18, 5).getTime()
	expect(formatUntil(at, 'en-GB')).toBe('Fri 4 Dec, 18:05')
	expect(formatUntil(at, 'zh-CN')).toBe('12月4日周五 18:05')
	expect(toLocalField(at)).toBe('2026-12-04T18:05')
	expect(new Date(toLocalField(at)).getTime()).toBe(at)
	expect(describeTimeZone(at, 'en')).toMatch(/^[A-Z][\w/ ]+ \(GMT([+-]\d+(:\d+)?)?\)$/)
})
