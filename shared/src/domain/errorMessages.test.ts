import { describe, expect, it } from 'vitest'
import { withoutContent } from './errorMessages.ts'
import { LIMITS } from './limits.ts'

describe('[HOST11] messages of errors keep the words of the program', () => {
	it.each([
		["Cannot read properties of undefined (reading 'Permits')", 'Cannot read properties of undefined (reading …)'],
		[`Unexpected token 'P', ..."Permits ta"... is not valid JSON`, 'Unexpected token …, ...…... is not valid JSON'],
		["Can't find variable: foo", "Can't find variable: foo"],
		['open "Permits take', 'open …'],
		['text «许可证» and “许可” and 许可', 'text … and … and …'],
		['load https://example.org/f#secret failed', 'load … failed'],
		['no board h4KQm2XDa81bcQ9z here', 'no board … here'],
		['two\n lines', 'two lines'],
		['x'.repeat(1e6), 'x'.repeat(LIMITS.maxErrorMessageLength)],
	])('%.40s', (message, kept) => {
		expect(withoutContent(message)).toBe(kept)
	})
})
