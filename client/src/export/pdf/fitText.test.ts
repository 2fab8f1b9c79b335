import { describe, expect, it } from 'vitest'
import { fittingSize, splitLines } from './fitText.ts'

const SIZES = { largest: 24, smallest: 8 }
const linesAt = (count: number) => Array.from({ length: count }, (_, at) => ({ top: at * 10, text: `line ${at}` }))

describe('[EXP9] the text of a printed card', () => {
	it('is as large as fits', () => {
		expect(fittingSize(SIZES, () => true)).toEqual({ size: 24, isFitting: true })
		expect(fittingSize(SIZES, (size) => size <= 15)).toEqual({ size: 14, isFitting: true })
		expect(fittingSize(SIZES, (size) => size <= 8)).toEqual({ size: 8, isFitting: true })
	})

	it('is never smaller than the smallest size', () => {
		expect(fittingSize(SIZES, () => false)).toEqual({ size: 8, isFitting: false })
	})

	it('continues on further cards without losing or repeating a line', () => {
		const lines = linesAt(11)
		const { parts, isCut } = splitLines(lines, { lineHeight: 10, room: 40, most: 6 })
		expect(isCut).toBe(false)
		expect(parts.map((part) => part.map(({ top }) => top))).toEqual([
			[0, 10, 20, 30],
			[0, 10, 20, 30],
			[0, 10, 20],
		])
		expect(parts.flat().map(({ text }) => text)).toEqual(lines.map(({ text }) => text))
	})

	it('is cut after the maximum number of parts, and reported as cut', () => {
		const { parts, isCut } = splitLines(linesAt(100), { lineHeight: 10, room: 40, most: 2 })
		expect(parts.flat()).toHaveLength(8)
		expect(isCut).toBe(true)
	})
})
