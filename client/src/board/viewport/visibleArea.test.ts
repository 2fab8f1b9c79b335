import { describe, expect, it } from 'vitest'
import { computeVisibleArea } from './visibleArea.ts'

const canvas = { y: 0, h: 844 }
const glass = { top: 0, height: 844, scale: 1 }

describe('what is seen of the canvas', () => {
	it('is all of it as long as nothing covers it', () => {
		expect(computeVisibleArea(glass, canvas, true)).toEqual({ top: 0, bottom: 844, size: 'usual' })
	})

	it('ends where a keyboard begins, wherever the browser has scrolled to', () => {
		expect(computeVisibleArea({ ...glass, height: 508 }, canvas, true)).toEqual({
			top: 0,
			bottom: 508,
			size: 'keyboard',
		})
		const scrolled = { ...glass, top: 200, height: 508 }
		expect(computeVisibleArea(scrolled, canvas, true)).toEqual({ top: 200, bottom: 708, size: 'keyboard' })
	})

	it('takes the bars of a browser for no keyboard', () => {
		expect(computeVisibleArea({ ...glass, height: 780 }, canvas, true).size).toBe('usual')
	})

	it('is tight for who writes on a phone that lies on its side', () => {
		expect(computeVisibleArea({ ...glass, height: 190 }, { y: 0, h: 390 }, true).size).toBe('tight')
		expect(computeVisibleArea({ ...glass, height: 190 }, { y: 0, h: 390 }, false).size).toBe('keyboard')
	})

	it('is tight, too, where the keyboard makes the page itself lower', () => {
		expect(computeVisibleArea({ ...glass, height: 190 }, { y: 0, h: 190 }, true).size).toBe('tight')
	})

	it('is all of it where the page is pinched larger, as long as there is no keyboard', () => {
		const whole = { top: 0, bottom: 844, size: 'usual' }
		expect(computeVisibleArea({ top: 300, height: 422, scale: 2 }, canvas, true)).toEqual(whole)
		expect(computeVisibleArea({ top: 40, height: 440, scale: 1.15 }, canvas, true)).toMatchObject({
			top: 40,
			bottom: 480,
		})
	})
})
