import { describe, expect, it } from 'vitest'
import { linkCourse } from './linkCourse.ts'
import type { LinkCourse } from './linkPath.ts'

const from = { x: 0, y: 0, w: 200, h: 112 }
const to = { x: 500, y: 0, w: 200, h: 112 }
const courseOf = (bend: number, ends: Partial<Parameters<typeof linkCourse>[0]> = {}): LinkCourse => {
	const course = linkCourse({ from, to, bend, ...ends })
	if (!course) throw new Error('there is no line')
	return course
}

/* Where tldraw 3.15.6 began and ended the line, on its own canvas: dx, dy and bend, then x and y of both ends. */
const DRAWN = [
	[500, 0, 0, 200, 56, 488.3, 56],
	[500, 0, 60, 200, 95.2, 488.7, 98.3],
	[500, 0, -60, 200, 16.8, 488.7, 13.7],
	[300, 200, 40, 140.6, 112, 289.2, 223.3],
	[220, 0, 30, 200, 85.8, 243.4, 83.4],
	[150, 60, 0, 200, 96, 209.3, 99.7],
	[205, 0, 0, 200, 56, 216.8, 56],
	[260, -150, -90, 107.5, 0, 248.3, -118.3],
	[0, 300, 120, 12.1, 112, 5.3, 290.4],
	[150, 60, 50, 125.7, 112, 139.8, 123.7],
] as const

describe('[VIEW3] the course of a link', () => {
	it.each(DRAWN)('to a card at %d, %d with a bend of %d is the one that tldraw draws', (...drawn) => {
		const [x, y, bend, ...ends] = drawn
		const course = courseOf(bend, { to: { ...to, x, y } })
		const { start, end } = course
		for (const [at, value] of [start.x, start.y, end.x, end.y].entries())
			expect(Math.abs(value - (ends[at] ?? 0))).toBeLessThan(0.1)
		expect(course).toMatchObject(bend === 0 ? { type: 'straight' } : { type: 'arc', sweep: bend < 0 ? 1 : 0, large: 0 })
	})

	it('is straight below the least bend', () => {
		expect(courseOf(5).type).toBe('straight')
	})

	it('aims where it was dropped', () => {
		const { end } = courseOf(0, { toAnchor: { x: 0.5, y: 0 }, to: { ...to, y: 300 } })
		expect(end.y).toBeLessThan(300)
		expect(end.x).toBeGreaterThan(550)
	})

	it('is none between cards that lie on each other', () => {
		expect(linkCourse({ from, to: from, bend: 0 })).toBeNull()
		expect(linkCourse({ from, to: { ...from, x: 40 }, bend: 0 })).toBeNull()
	})
})
