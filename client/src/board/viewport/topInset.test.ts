import { describe, expect, it } from 'vitest'
import { computeTopInset } from './topInset.ts'

const visible = { top: 0, bottom: 800, size: 'usual' } as const
const notices = { left: 400, right: 800, bottom: 180 }

describe('computeTopInset', () => {
	it('is below the bars, and below the notices for a span that they overlap', () => {
		expect(computeTopInset({ bars: 130, notices: null }, visible)).toBe(130)
		expect(computeTopInset({ bars: 130, notices }, visible)).toBe(188)
		expect(computeTopInset({ bars: 130, notices }, visible, [700, 900])).toBe(188)
		expect(computeTopInset({ bars: 130, notices }, visible, [100, 300])).toBe(130)
	})

	it('leaves room for the top bar before it is measured, unless a keyboard hides it', () => {
		const unknown = { bars: 0, notices: null }
		expect(computeTopInset(unknown, visible)).toBe(80)
		expect(computeTopInset(unknown, { top: 50, bottom: 300, size: 'tight' })).toBe(54)
	})
})
