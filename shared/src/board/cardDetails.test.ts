import { expect, it } from 'vitest'
import { readDetails } from './cardDetails.ts'

const NOW = Date.UTC(2026, 5)

it('[DETAIL1] reads the details of a card, cut to their limits', () => {
	const createdAt = Date.UTC(2026, 4)
	expect(readDetails({ description: 'x'.repeat(9000), source: 'https://a.example', createdAt }, NOW)).toEqual({
		description: 'x'.repeat(4000),
		source: 'https://a.example',
		createdAt,
	})
})

it('[DETAIL1] reads whatever else is stored as nothing', () => {
	const nothing = { description: '', source: '', createdAt: null }
	expect(readDetails({}, NOW)).toEqual(nothing)
	for (const value of [null, 7, {}, ['x'], true, Number.NaN, -1, NOW * 2])
		expect(readDetails({ description: value, source: value, createdAt: value }, NOW)).toEqual(nothing)
})
