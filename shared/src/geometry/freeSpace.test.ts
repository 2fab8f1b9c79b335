import { describe, expect, it } from 'vitest'
import { findNearestSpace } from './freeSpace.ts'
import { overlaps } from './rects.ts'

const box = (x: number, y: number) => ({ x, y, w: 200, h: 112 })

describe('findNearestSpace', () => {
	it('returns the wanted rectangle if it is free, else the nearest free one', () => {
		expect(findNearestSpace(box(0, 0), [box(300, 0)])).toEqual(box(0, 0))
		expect(findNearestSpace(box(0, 0), [box(10, 10)])).toEqual(box(0, -126))
		expect(findNearestSpace(box(0, 0), [box(0, 0), box(0, -126), box(0, 136)])).toEqual(box(224, 0))
	})

	it('never overlaps another rectangle, even on a full board', () => {
		const others = Array.from({ length: 900 }, (_, at) => box((at % 30) * 210, Math.floor(at / 30) * 120))
		const found = findNearestSpace({ x: 3000, y: 1800, w: 500, h: 300 }, others)
		expect(others.filter((other) => overlaps(found, other))).toEqual([])
	})

	it('does not count touching edges as overlap', () => {
		expect(findNearestSpace(box(200, 0), [box(0, 0)])).toEqual(box(200, 0))
	})

	it('finds a hole that is neither straight beside nor above or below the wanted place', () => {
		const grid = Array.from({ length: 25 }, (_, at) => box((at % 5) * 224, Math.floor(at / 5) * 136))
		const hole = grid.splice(4 * 5 + 4, 1)[0] ?? box(0, 0)
		const inside = { x: 0, y: 0, w: 5 * 224, h: 5 * 136 }
		expect(findNearestSpace(box(224, 136), grid, inside)).toEqual(hole)
	})

	it('stays within a rectangle, and returns null if it is full', () => {
		const zone = { x: 0, y: 0, w: 472, h: 300 }
		expect(findNearestSpace(box(-500, -500), [], zone)).toEqual(box(0, 0))
		expect(findNearestSpace(box(10, 10), [box(0, 0)], zone)).toEqual(box(10, 136))
		const full = [box(0, 0), box(224, 0), box(0, 136), box(224, 136)]
		expect(findNearestSpace(box(10, 10), full, zone)).toBeNull()
		expect(findNearestSpace(box(0, 0), [], { x: 0, y: 0, w: 150, h: 300 })).toBeNull()
	})
})
