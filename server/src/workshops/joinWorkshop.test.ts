import { describe, expect, it } from 'vitest'
import { PARTICIPANT_COLOURS } from './joinWorkshop.ts'

describe('colours of participants', () => {
	it.each(PARTICIPANT_COLOURS)('%s has enough contrast with white text', (colour) => {
		expect(1.05 / (luminance(colour) + 0.05)).toBeGreaterThanOrEqual(4.5)
	})
})

/** WCAG's relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255
		return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
	})
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
