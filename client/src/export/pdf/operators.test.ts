import { describe, expect, it } from 'vitest'
import { pathOperators } from './operators.ts'

describe('a path in a PDF', () => {
	it.each([
		['M1 2h3v4H0V1z', '1 2 m 4 2 l 4 6 l 0 6 l 0 1 l h'],
		['m1,1 2-3 .5.5', '1 1 m 3 -2 l 3.5 -1.5 l'],
		['M0 0C1 1 2 1 3 0s2-1 3 0', '0 0 m 1 1 2 1 3 0 c 4 -1 5 -1 6 0 c'],
		// Smooth quadratic curves, as in pen strokes: each mirrors the last control point.
		['M0 0Q3 3 6 0T12 0 18 0', '0 0 m 2 2 4 2 6 0 c 8 -2 10 -2 12 0 c 14 2 16 2 18 0 c'],
		['M0 0A0 5 0 0 1 4 4', '0 0 m 4 4 l'],
	])('%j is drawn as in SVG', (d, operators) => {
		expect(pathOperators(d)).toBe(operators)
	})

	it('arcs become curves of at most a quarter', () => {
		expect(pathOperators('M10 0A10 10 0 0 1 0 10')).toBe('10 0 m 10 5.523 5.523 10 0 10 c')
		expect(pathOperators('M10 0A10 10 0 1 0 0 10').match(/c/g)).toHaveLength(3)
	})
})
