import { describe, expect, it } from 'vitest'
import { lowerEdgeOf } from './coveredEdge.ts'

const visible = { top: 0, bottom: 800, size: 'usual' } as const
const notices = { left: 400, right: 800, bottom: 180 }

describe('lowerEdgeOf', () => {
	it('is below the bars, and below the notices for a span that they overlap', () => {
		expect(lowerEdgeOf({ bars: 130, notices: null }, visible)).toBe(130)
		expect(lowerEdgeOf({ bars: 130, notices }, visible)).toBe(188)
		expect(lowerEdgeOf({ bars: 130, notices }, visible, [700, 900])).toBe(188)
		expect(lowerEdgeOf({ bars: 130, notices }, visible, [100, 300])).toBe(130)
	})

	it('leaves room for the top bar before it is measured, unless a keyboard hides it', () => {
		const unknown = { bars: 0, notices: null }
		expect(lowerEdgeOf(unknown, visible)).toBe(80)
		expect(lowerEdgeOf(unknown, { top: 50, bottom: 300, size: 'tight' })).toBe(54)
	})
})
