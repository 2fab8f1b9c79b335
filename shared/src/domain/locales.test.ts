import { expect, it } from 'vitest'
import { nameKey } from './locales.ts'

it('[PEOPLE1] compares names without case, invisible characters, extra spaces and compatible forms', () => {
	const spellings = [
		'Ana María',
		'ANA  MARÍA ',
		'Ana\u200b Mari\u0301a',
		'\u2060Ana\u00a0María\ufeff',
		'Ａｎａ María',
		'A\u00adna María\u3164',
	]
	expect(new Set(spellings.map(nameKey))).toEqual(new Set(['ana maría']))
	expect(nameKey('Ana Maria')).not.toBe('ana maría')
	for (const invisible of ['\u200b', '\u3164', '\u034f \u115f', '']) expect(nameKey(invisible)).toBe('')
})
