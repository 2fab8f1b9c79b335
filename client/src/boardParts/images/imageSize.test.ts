import { describe, expect, it } from 'vitest'
import { imageUrl, imageWidthFor, layoutImages, sizeOnBoard } from './imageSize.ts'

describe('sizeOnBoard', () => {
	it.each([
		[
			{ width: 4000, height: 3000 },
			{ w: 440, h: 330 },
		],
		[
			{ width: 1200, height: 4096 },
			{ w: 129, h: 440 },
		],
		[
			{ width: 120, height: 80 },
			{ w: 120, h: 80 },
		],
		[
			{ width: 4096, height: 2 },
			{ w: 440, h: 16 },
		],
	])('of %j pixels is %j', (pixels, size) => {
		expect(sizeOnBoard(pixels)).toEqual(size)
	})
})

describe('layoutImages', () => {
	it('places images in a row around the point of the drop', () => {
		const rects = layoutImages(
			[
				{ w: 100, h: 80 },
				{ w: 60, h: 120 },
			],
			{ x: 500, y: 300 },
		)
		expect(rects).toEqual([
			{ x: 408, y: 240, w: 100, h: 80 },
			{ x: 532, y: 240, w: 60, h: 120 },
		])
	})

	it('starts a new row after every fifth image, without overlap', () => {
		const rects = layoutImages(
			Array.from({ length: 12 }, (_, index) => ({ w: 100, h: 50 + index })),
			{ x: 0, y: 0 },
		)
		expect(new Set(rects.map(({ y }) => y)).size).toBe(3)
		for (const [index, a] of rects.entries())
			for (const b of rects.slice(index + 1))
				expect(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y).toBe(true)
	})

	it('accepts an empty list', () => {
		expect(layoutImages([], { x: 0, y: 0 })).toEqual([])
	})
})

it.each([
	[40, '/api/images/x?w=256'],
	[290, '/api/images/x?w=256'],
	[300, '/api/images/x?w=1024'],
	[1100, '/api/images/x?w=1024'],
	[1200, '/api/images/x'],
])('[IMG6] an image that is %d px wide on the screen is fetched from %s', (pixels, url) => {
	expect(imageUrl('/api/images/x', imageWidthFor(pixels))).toBe(url)
})
