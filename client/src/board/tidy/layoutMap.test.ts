import fc from 'fast-check'
import { expect, it } from 'vitest'
import { resolveOverlaps } from './layoutMap.ts'

it('boxes that do not press on each other stand where they wish', () => {
	expect(
		resolveOverlaps(
			[
				{ middle: 10, size: 20 },
				{ middle: 100, size: 40 },
			],
			5,
		),
	).toEqual([0, 80])
})

it('boxes that wish for one place share it', () => {
	expect(
		resolveOverlaps(
			[
				{ middle: 50, size: 20 },
				{ middle: 50, size: 20 },
			],
			10,
		),
	).toEqual([25, 55])
})

it('no box overlaps the next, whatever they wish for', () => {
	const wish = fc.record({ middle: fc.integer({ min: -500, max: 500 }), size: fc.integer({ min: 1, max: 300 }) })
	fc.assert(
		fc.property(fc.array(wish), (wishes) => {
			const tops = resolveOverlaps(wishes, 7)
			for (const [index, top] of tops.entries()) {
				const next = tops[index + 1]
				if (next !== undefined) expect(next).toBeGreaterThanOrEqual(top + (wishes[index]?.size ?? 0) + 7 - 0.001)
			}
		}),
	)
})
