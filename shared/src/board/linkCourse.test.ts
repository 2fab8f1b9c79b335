import { describe, expect, it } from 'vitest'
import { linkCourse } from './linkCourse.ts'
import type { LinkCourse, Point } from './linkPath.ts'

const from = { x: 0, y: 0, w: 200, h: 112 }
const to = { x: 500, y: 0, w: 200, h: 112 }
const courseOf = (bend: number, ends: Partial<Parameters<typeof linkCourse>[0]> = {}): LinkCourse => {
	const course = linkCourse({ from, to, bend, ...ends })
	if (!course) throw new Error('there is no line')
	return course
}
const gap = (point: Point, { x, y, w, h }: typeof to) =>
	Math.hypot(Math.max(x - point.x, 0, point.x - x - w), Math.max(y - point.y, 0, point.y - y - h))

describe('[VIEW3] the course of a link', () => {
	it('goes from edge to edge, its tip a little before the card it meets', () => {
		expect(courseOf(0)).toEqual({ type: 'straight', start: { x: 200, y: 56 }, end: { x: 488.25, y: 56 } })
		expect(courseOf(5).type).toBe('straight')
	})

	// What tldraw 3.15.6 draws between the same two cards.
	it.each([
		[60, { x: 200, y: 73.96 }, { x: 490.92, y: 80.63 }, 0],
		[-60, { x: 200, y: 38.04 }, { x: 490.92, y: 31.37 }, 1],
	])('bends by %d to the side that tldraw bends it to', (bend, start, end, sweep) => {
		const course = courseOf(bend)
		expect(course).toMatchObject({ type: 'arc', sweep, large: 0 })
		for (const [is, was] of [
			[course.start, start],
			[course.end, end],
		] as const)
			expect(Math.hypot(is.x - was.x, is.y - was.y)).toBeLessThan(4)
		expect(gap(course.end, to)).toBeGreaterThan(8)
	})

	it('aims where it was dropped', () => {
		const { end } = courseOf(0, { toAnchor: { x: 0.5, y: 0 }, to: { ...to, y: 300 } })
		expect(end.y).toBeLessThan(300)
		expect(end.x).toBeGreaterThan(550)
	})

	it('stays a short line between cards that touch or overlap, and none between cards that lie on each other', () => {
		for (const x of [205, 150])
			for (const bend of [0, 40]) {
				const { start, end } = courseOf(bend, { to: { ...to, x } })
				expect(Math.hypot(end.x - start.x, end.y - start.y)).toBeGreaterThan(5)
			}
		expect(linkCourse({ from, to: from, bend: 0 })).toBeNull()
		expect(linkCourse({ from, to: { ...from, x: 40 }, bend: 0 })).toBeNull()
	})
})
