import { describe, expect, it } from 'vitest'
import { computeVisibleArea } from './visibleArea.ts'

const canvas = { y: 0, h: 844 }
const visual = { top: 0, height: 844, scale: 1 }

describe('computeVisibleArea', () => {
	it('is the whole canvas when nothing covers it', () => {
		expect(computeVisibleArea(visual, canvas, true)).toEqual({ top: 0, bottom: 844, size: 'usual' })
	})

	it('ends at the keyboard, regardless of the scroll position', () => {
		expect(computeVisibleArea({ ...visual, height: 508 }, canvas, true)).toEqual({
			top: 0,
			bottom: 508,
			size: 'keyboard',
		})
		const scrolled = { ...visual, top: 200, height: 508 }
		expect(computeVisibleArea(scrolled, canvas, true)).toEqual({ top: 200, bottom: 708, size: 'keyboard' })
	})

	it('does not mistake the bars of the browser for a keyboard', () => {
		expect(computeVisibleArea({ ...visual, height: 780 }, canvas, true).size).toBe('usual')
	})

	it('is tight while writing on a phone in landscape', () => {
		expect(computeVisibleArea({ ...visual, height: 190 }, { y: 0, h: 390 }, true).size).toBe('tight')
		expect(computeVisibleArea({ ...visual, height: 190 }, { y: 0, h: 390 }, false).size).toBe('keyboard')
	})

	it('is tight when the keyboard shrinks the page itself', () => {
		expect(computeVisibleArea({ ...visual, height: 190 }, { y: 0, h: 190 }, true).size).toBe('tight')
	})

	it('is the whole canvas on a pinch-zoomed page without a keyboard', () => {
		const whole = { top: 0, bottom: 844, size: 'usual' }
		expect(computeVisibleArea({ top: 300, height: 422, scale: 2 }, canvas, true)).toEqual(whole)
		expect(computeVisibleArea({ top: 40, height: 440, scale: 1.15 }, canvas, true)).toMatchObject({
			top: 40,
			bottom: 480,
		})
	})
})
