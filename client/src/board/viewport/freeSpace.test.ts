import { describe, expect, it } from 'vitest'
import { findFreeSpace, findNearestSpace, overlaps } from './freeSpace.ts'

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
})

describe('findFreeSpace', () => {
	it('returns the wanted rectangle when it is free', () => {
		expect(findFreeSpace(box(0, 0), [box(300, 0)], { x: 224, y: 0 })).toEqual(box(0, 0))
	})

	it('steps past occupied rectangles', () => {
		expect(findFreeSpace(box(0, 0), [box(10, 10), box(224, 0)], { x: 224, y: 0 })).toEqual(box(448, 0))
	})

	it('does not count touching edges as overlap', () => {
		expect(findFreeSpace(box(200, 0), [box(0, 0)], { x: 224, y: 0 })).toEqual(box(200, 0))
	})

	it('gives up after 60 steps when there is no free space', () => {
		expect(findFreeSpace(box(0, 0), [{ x: -1e6, y: -1e6, w: 2e6, h: 2e6 }], { x: 1, y: 0 }).x).toBe(60)
	})
})
