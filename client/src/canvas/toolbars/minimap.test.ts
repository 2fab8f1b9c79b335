import { expect, it } from 'vitest'
import { minimapScale, toBoard, toMap } from './minimap.ts'

const SIZE = { w: 200, h: 120 }

it('a wide board fills the minimap from side to side and is centred vertically', () => {
	const scale = minimapScale({ x: 100, y: -50, w: 1900, h: 100 }, SIZE, 5)
	expect(scale.scale).toBeCloseTo(0.1)
	expect(toMap(scale, { x: 100, y: -50, w: 1900, h: 100 })).toEqual({ x: 5, y: 55, w: 190, h: 10 })
})

it('toBoard is the inverse of toMap', () => {
	const scale = minimapScale({ x: -300, y: 0, w: 400, h: 4000 }, SIZE, 8)
	const { x, y } = toMap(scale, { x: 30, y: 1234, w: 0, h: 0 })
	const back = toBoard(scale, { x, y })
	expect(back.x).toBeCloseTo(30)
	expect(back.y).toBeCloseTo(1234)
})

it('the scale of an empty board is finite', () => {
	expect(Number.isFinite(minimapScale({ x: 0, y: 0, w: 0, h: 0 }, SIZE, 8).scale)).toBe(true)
})
