import { describe, expect, it } from 'vitest'
import { RectIndex } from '../geometry/RectIndex.ts'
import type { Rect } from '../geometry/rects.ts'
import { arrowheadPath, findLabelPosition, type LinkCurve, linePath, linkCurve, pointAlong } from './linkGeometry.ts'

const from = { x: 0, y: 0, w: 200, h: 112 }
const to = { x: 500, y: 0, w: 200, h: 112 }
const curveOf = (bend: number, ends: Partial<Parameters<typeof linkCurve>[0]> = {}): LinkCurve => {
	const curve = linkCurve({ from, to, bend, ...ends })
	if (!curve) throw new Error('the link has no curve')
	return curve
}

/*
 * Links as tldraw 3.15.6 draws them: x and y of the second card, the bend, then x and y of the
 * start and of the end.
 */
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

describe('[VIEW3] linkCurve', () => {
	it.each(DRAWN)('to a card at %d, %d with a bend of %d equals tldraw’s', (...drawn) => {
		const [x, y, bend, ...ends] = drawn
		const curve = curveOf(bend, { to: { ...to, x, y } })
		const { start, end } = curve
		for (const [at, value] of [start.x, start.y, end.x, end.y].entries())
			expect(Math.abs(value - (ends[at] ?? 0))).toBeLessThan(0.1)
		expect(curve).toMatchObject(bend === 0 ? { type: 'straight' } : { type: 'arc', sweep: bend < 0 ? 1 : 0, large: 0 })
	})

	it('is straight below the minimum bend', () => {
		expect(curveOf(5).type).toBe('straight')
	})

	it('aims at its anchors', () => {
		const { end } = curveOf(0, { toAnchor: { x: 0.5, y: 0 }, to: { ...to, y: 300 } })
		expect(end.y).toBeLessThan(300)
		expect(end.x).toBeGreaterThan(550)
	})

	it('is null between overlapping cards', () => {
		expect(linkCurve({ from, to: from, bend: 0 })).toBeNull()
		expect(linkCurve({ from, to: { ...from, x: 40 }, bend: 0 })).toBeNull()
	})
})

const straight: LinkCurve = { type: 'straight', start: { x: 0, y: 0 }, end: { x: 100, y: 0 } }
const arc: LinkCurve = {
	type: 'arc',
	start: { x: 0, y: 0 },
	end: { x: 100, y: 0 },
	center: { x: 50, y: 0 },
	radius: 50,
	sweep: 1,
	large: 0,
}

describe('linePath and arrowheadPath', () => {
	it('give a line, or an arc', () => {
		expect(linePath(straight)).toBe('M0 0L100 0')
		expect(linePath(arc)).toBe('M0 0A50 50 0 0 1 100 0')
	})

	it('point the head along the line', () => {
		expect(arrowheadPath(straight)).toBe('M100 0L89 5L89 -5Z')
	})

	it('point the head along the arc', () => {
		// The arc goes clockwise over the top (y grows downward), so it arrives from above.
		expect(arrowheadPath(arc)).toBe('M100 0L95 -11L105 -11Z')
		expect(arrowheadPath({ ...arc, sweep: 0 })).toBe('M100 0L105 11L95 11Z')
	})

	it('give a head even without length', () => {
		expect(arrowheadPath({ ...straight, end: { x: 0, y: 0 } })).not.toContain('NaN')
	})
})

const longStraight: LinkCurve = { type: 'straight', start: { x: 0, y: 0 }, end: { x: 1000, y: 0 } }
const label = { w: 80, h: 20 }
const around = (rects: readonly Rect[]) => ({
	cards: new RectIndex(rects.map((rect, index) => ({ ...rect, id: `card${index}` }))),
})

it('a label is in the middle if no card is there', () => {
	expect(findLabelPosition(longStraight, label, around([]))).toBe(0.5)
	expect(findLabelPosition(longStraight, label, around([{ x: 400, y: 40, w: 200, h: 112 }]))).toBe(0.5)
})

it('a label moves along its link until it covers no card', () => {
	expect(findLabelPosition(longStraight, label, around([{ x: 450, y: -50, w: 100, h: 100 }]))).toBe(0.4)
	expect(findLabelPosition(longStraight, label, around([{ x: 250, y: -50, w: 300, h: 100 }]))).toBe(0.6)
})

it('a label may cover the cards that its link joins; positions count from the origin', () => {
	const cards = [{ x: 1450, y: 950, w: 100, h: 100 }]
	const origin = { x: 1000, y: 1000 }
	expect(findLabelPosition(longStraight, label, { ...around(cards), origin })).toBe(0.4)
	expect(findLabelPosition(longStraight, label, { ...around(cards), origin, joined: ['card0'] })).toBe(0.5)
})

it('a label is compared with the cards near it only, however many there are', () => {
	let comparisons = 0
	const cards = Array.from({ length: 5000 }, (_, index) => ({
		id: `card${index}`,
		x: (index % 100) * 300,
		y: 500 + Math.floor(index / 100) * 300,
		w: 200,
		get h() {
			comparisons++
			return 112
		},
	}))
	const index = new RectIndex(cards)
	comparisons = 0
	expect(findLabelPosition(longStraight, label, { cards: index })).toBe(0.5)
	expect(comparisons).toBeLessThan(10)
	const pile = new RectIndex(Array.from({ length: 5000 }, () => ({ id: 'pile', x: 500, y: 100, w: 20, h: 20 })))
	expect(findLabelPosition(longStraight, label, { cards: pile })).toBe(0.5)
})

it('a label that would cover a card anywhere stays in the middle', () => {
	expect(findLabelPosition(longStraight, label, around([{ x: 0, y: -50, w: 1000, h: 100 }]))).toBe(0.5)
})

it('a label on an arc stays on the arc in both directions', () => {
	const arc = (sweep: number): LinkCurve => ({
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
