import { describe, expect, it } from 'vitest'
import { packRects } from './packRects.ts'

const rect = (x: number, y: number, w = 200, h = 100) => ({ x, y, w, h })
const WIDE = { gap: 20, maxWidth: Number.POSITIVE_INFINITY }

describe('packRects', () => {
	it('arranges distant rectangles in rows, in reading order', () => {
		const packed = packRects([rect(900, 500), rect(0, 0), rect(500, 0), rect(0, 900)], WIDE)
		expect(packed.positions).toEqual([
			{ x: 0, y: 120 },
			{ x: 0, y: 0 },
			{ x: 220, y: 0 },
			{ x: 220, y: 120 },
		])
		expect([packed.w, packed.h]).toEqual([420, 220])
	})

	it('starts a row below the highest rectangle of the previous row', () => {
		const { positions, h } = packRects([rect(0, 0, 200, 300), rect(300, 0), rect(0, 400)], WIDE)
		expect(positions).toEqual([
			{ x: 0, y: 0 },
			{ x: 220, y: 0 },
			{ x: 0, y: 320 },
		])
		expect(h).toBe(420)
	})

	it('keeps to the width of a column', () => {
		const { w, h } = packRects([rect(0, 0), rect(0, 200), rect(0, 400), rect(0, 600)], { gap: 20, maxWidth: 300 })
		expect([w, h]).toEqual([200, 460])
	})
})
