import { expect, it } from 'vitest'
import { imageUrl, imageWidthFor } from './imageUrl.ts'

it.each([
	[40, '/api/images/x?w=256'],
	[290, '/api/images/x?w=256'],
	[300, '/api/images/x?w=1024'],
	[1100, '/api/images/x?w=1024'],
	[1200, '/api/images/x'],
])('[IMG6] an image %d pixels wide on the screen is had from %s', (pixels, url) => {
	expect(imageUrl('/api/images/x', imageWidthFor(pixels))).toBe(url)
})
