import { describe, expect, it } from 'vitest'
import { shiftInto } from './keepInView.ts'

describe('moving something into the room there is', () => {
	it('leaves in its place what lies within it', () => {
		expect(shiftInto([100, 200], [100, 200], 'end')).toBe(0)
	})

	it('moves it just so far that it is seen whole', () => {
		expect(shiftInto([90, 190], [100, 300], 'end')).toBe(10)
		expect(shiftInto([250, 350], [100, 300], 'end')).toBe(-50)
	})

	it('shows the end that counts of what is too long', () => {
		expect(shiftInto([0, 500], [100, 300], 'end')).toBe(-200)
		expect(shiftInto([0, 500], [100, 300], 'start')).toBe(100)
	})
})
