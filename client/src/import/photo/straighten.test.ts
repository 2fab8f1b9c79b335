import { expect, test } from 'vitest'
import { type Corners, fillRow, isConvex, type Pixels, perspectiveOf, straightSize } from './straighten.ts'

const TILTED: Corners = [
	{ x: 10, y: 20 },
	{ x: 110, y: 0 },
	{ x: 130, y: 90 },
	{ x: 0, y: 70 },
]

test('[IMP8a] a perspective maps the corners of a square to the corners in a photo, and straight lines to straight ones', () => {
	const at = perspectiveOf(TILTED)
	const ends = [at(0, 0), at(1, 0), at(1, 1), at(0, 1)]
	for (const [index, { x, y }] of ends.entries()) {
		expect(x).toBeCloseTo(TILTED[index]?.x ?? Number.NaN)
		expect(y).toBeCloseTo(TILTED[index]?.y ?? Number.NaN)
	}
	// The diagonals of a square cross in its middle, and so do those of its photo.
	const [a, b, c, d] = TILTED
	const middle = at(0.5, 0.5)
	const cross = (p: typeof a, q: typeof a) => (q.x - p.x) * (middle.y - p.y) - (q.y - p.y) * (middle.x - p.x)
	expect(cross(a, c)).toBeCloseTo(0)
	expect(cross(b, d)).toBeCloseTo(0)
})

test('[IMP8a] a crop along the axes gives the pixels of that part', () => {
	const from: Pixels = { data: new Uint8ClampedArray(4 * 4 * 4), width: 4, height: 4 }
	for (let at = 0; at < 16; at++) from.data.set([at * 10, 0, 0, 255], at * 4)
	const corners: Corners = [
		{ x: 1, y: 1 },
		{ x: 3, y: 1 },
		{ x: 3, y: 3 },
		{ x: 1, y: 3 },
	]
	const to: Pixels = { data: new Uint8ClampedArray(2 * 2 * 4), ...straightSize(corners) }
	for (const row of [0, 1]) fillRow(to, row, from, perspectiveOf(corners))
	expect([0, 4, 8, 12].map((at) => to.data[at])).toEqual([50, 60, 90, 100])
})

test('[IMP8a] corners that cross or bend inwards cannot be straightened, and a result is at most 2,400 px', () => {
	const [a, b, c, d] = TILTED
	expect(isConvex(TILTED)).toBe(true)
	expect(isConvex([b, a, c, d])).toBe(false)
	expect(isConvex([a, b, { x: 20, y: 30 }, d])).toBe(false)
	const large = TILTED.map(({ x, y }) => ({ x: x * 100, y: y * 100 })) as unknown as Corners
	expect(straightSize(large).width).toBe(2400)
})
