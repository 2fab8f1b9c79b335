import { expect, it } from 'vitest'
import { clearSpot, pointAlong } from './clearSpot.ts'
import type { LinkCourse } from './linkPath.ts'

const straight: LinkCourse = { type: 'straight', start: { x: 0, y: 0 }, end: { x: 1000, y: 0 } }
const word = { w: 80, h: 20 }

it('a word stands in the middle as long as no card is there', () => {
	expect(clearSpot(straight, word, [])).toBe(0.5)
	expect(clearSpot(straight, word, [{ x: 400, y: 40, w: 200, h: 112 }])).toBe(0.5)
})

it('a word goes along its line to where no card is', () => {
	expect(clearSpot(straight, word, [{ x: 450, y: -50, w: 100, h: 100 }])).toBe(0.4)
	expect(clearSpot(straight, word, [{ x: 250, y: -50, w: 300, h: 100 }])).toBe(0.6)
})

it('a word that finds no place stays in the middle', () => {
	expect(clearSpot(straight, word, [{ x: 0, y: -50, w: 1000, h: 100 }])).toBe(0.5)
})

it('a word on an arc stays on the arc, whichever way it turns', () => {
	const arc = (sweep: number): LinkCourse => ({
		type: 'arc',
		start: { x: -100, y: 0 },
		end: { x: 100, y: 0 },
		center: { x: 0, y: 0 },
		radius: 100,
		sweep,
		large: 0,
	})
	for (const [sweep, y] of [
		[1, -100],
		[0, 100],
	] as const) {
		const middle = pointAlong(arc(sweep), 0.5)
		expect(Math.hypot(middle.x, middle.y - y)).toBeCloseTo(0)
		expect(Math.round(pointAlong(arc(sweep), 1).x)).toBe(100)
	}
})
