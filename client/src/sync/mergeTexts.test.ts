import { describe, expect, it } from 'vitest'
import { mergeLists, mergeTexts } from './mergeTexts.ts'

describe('a title that two people change', () => {
	it('keeps the other person’s text if this person changed nothing', () => {
		expect(mergeTexts('Permits', 'Permits', 'Slow permits')).toBe('Slow permits')
	})

	it('is this person’s text if the other person changed nothing', () => {
		expect(mergeTexts('Permits', 'Permits and taxes', 'Permits')).toBe('Permits and taxes')
	})

	it('has both changes of different parts', () => {
		expect(mergeTexts('Permits', 'Slow Permits', 'Permits and taxes')).toBe('Slow Permits and taxes')
		expect(mergeTexts('Permits', 'Permits and taxes', 'Slow Permits')).toBe('Slow Permits and taxes')
	})

	it('is a conflict if both changed the same part', () => {
		expect(mergeTexts('Permits', 'Land', 'Taxes')).toBeNull()
		expect(mergeTexts('', 'Land', 'Taxes')).toBeNull()
	})

	it('is no conflict if both wrote the same', () => {
		expect(mergeTexts('', 'Land', 'Land')).toBe('Land')
	})
})

describe('mergeLists', () => {
	it('keeps what others added and removed, with my own changes', () => {
		expect(mergeLists(['Lima', 'Quito'], ['Quito', 'Wuhan'], ['Lima', 'Quito', 'Dakar'])).toEqual([
			'Quito',
			'Dakar',
			'Wuhan',
		])
		expect(mergeLists(['Lima', 'Quito'], ['Lima', 'Quito', 'Wuhan'], ['Quito', 'Wuhan'])).toEqual(['Quito', 'Wuhan'])
	})
})
