import { describe, expect, it } from 'vitest'
import { fitCamera, nextZoomStep } from './camera.ts'

const insets = { top: 100, right: 50, bottom: 100, left: 50 }
const screen = { w: 1100, h: 700 }
const options = { insets, minZoom: 0.5, maxZoom: 1 }

describe('fitCamera', () => {
	it('shows a small board at 100 %, centred between the toolbars', () => {
		expect(fitCamera({ x: 0, y: 0, w: 200, h: 100 }, screen, options)).toEqual({ x: 450, y: 300, z: 1 })
	})

	it('zooms out until a large board fits', () => {
		const camera = fitCamera({ x: 100, y: 100, w: 1250, h: 500 }, screen, options)
		expect(camera.z).toBeCloseTo(0.8)
		expect((100 + camera.x) * camera.z).toBeCloseTo(insets.left)
	})

	it('stops at the smallest zoom and shows the upper left corner', () => {
		const camera = fitCamera({ x: -500, y: 30, w: 9000, h: 9000 }, screen, options)
		expect(camera.z).toBe(0.5)
		expect((-500 + camera.x) * camera.z).toBeCloseTo(insets.left)
		expect((30 + camera.y) * camera.z).toBeCloseTo(insets.top)
	})
})

it.each([
	[0.67, 1, 0.75],
	[0.75, 1, 1],
	[1, -1, 0.75],
	[0.67, -1, 0.5],
	[0.7501, -1, 0.5],
	[8, 1, 8],
	[0.1, -1, 0.1],
] as const)('from a zoom of %d, a step of %d goes to %d', (zoom, direction, next) => {
	expect(nextZoomStep(zoom, direction)).toBe(next)
})
