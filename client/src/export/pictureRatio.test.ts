import { describe, expect, it } from 'vitest'
import { pictureRatio } from './pictureRatio.ts'

describe('the size of a picture', () => {
	it('is twice the board’s where that is possible', () => {
		expect(pictureRatio({ w: 2400, h: 1500 })).toBe(2)
	})

	it('stays within what a browser can draw', () => {
		for (const content of [
			{ w: 20_000, h: 500 },
			{ w: 12_000, h: 15_000 },
		]) {
			const ratio = pictureRatio(content)
			expect(content.w * ratio).toBeLessThanOrEqual(16_000)
			expect(content.w * content.h * ratio ** 2).toBeLessThanOrEqual(100_000_001)
		}
	})

	it('of nothing is no endless number', () => {
		expect(pictureRatio({ w: 0, h: 0 })).toBe(2)
	})
})
