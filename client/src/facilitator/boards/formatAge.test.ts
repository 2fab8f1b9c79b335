import { expect, it } from 'vitest'
import { formatAge } from './formatAge.ts'

it.each([
	[-5000, null],
	[59_999, null],
	[60_000, '1 min. ago'],
	[59 * 60_000 + 59_999, '59 min. ago'],
	[3 * 3_600_000, '3 hr. ago'],
])('%i ms ago is %s', (ms, text) => {
	expect(formatAge(ms, 'en')).toBe(text)
})

it('the text is in the given language', () => {
	expect(formatAge(120_000, 'zh-CN')).toBe('2分钟前')
})
