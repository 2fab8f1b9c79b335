import { describe, expect, it } from 'vitest'
import { headPath, type LinkCourse, linePath } from './linkPath.ts'

const straight: LinkCourse = { type: 'straight', start: { x: 0, y: 0 }, end: { x: 100, y: 0 } }
const arc: LinkCourse = {
	type: 'arc',
	start: { x: 0, y: 0 },
	end: { x: 100, y: 0 },
	center: { x: 50, y: 0 },
	radius: 50,
	sweep: 1,
	large: 0,
}

describe('a link’s path', () => {
	it('is a line, or an arc of its circle', () => {
		expect(linePath(straight)).toBe('M0 0L100 0')
		expect(linePath(arc)).toBe('M0 0A50 50 0 0 1 100 0')
	})

	it('ends in a head that points along the line', () => {
		expect(headPath(straight)).toBe('M100 0L89 5L89 -5Z')
	})

	it('ends in a head that points along the circle', () => {
		// Clockwise over the top (y grows downward), it arrives from above.
		expect(headPath(arc)).toBe('M100 0L95 -11L105 -11Z')
		expect(headPath({ ...arc, sweep: 0 })).toBe('M100 0L105 11L95 11Z')
	})

	it('has a head even when it has no length', () => {
		expect(headPath({ ...straight, end: { x: 0, y: 0 } })).not.toContain('NaN')
	})
})
