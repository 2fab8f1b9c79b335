import { describe, expect, it } from 'vitest'
import { shiftInto } from './keepInView.ts'

describe('shiftInto', () => {
	it('does not move an interval that is inside', () => {
		expect(shiftInto([100, 200], [100, 200], 'end')).toBe(0)
	})

	it('moves an interval by the smallest distance', () => {
		expect(shiftInto([90, 190], [100, 300], 'end')).toBe(10)
		expect(shiftInto([250, 350], [100, 300], 'end')).toBe(-50)
	})

	it('aligns the preferred end of an interval that is too long', () => {
		expect(shiftInto([0, 500], [100, 300], 'end')).toBe(-200)
		expect(shiftInto([0, 500], [100, 300], 'start')).toBe(100)
	})
})
