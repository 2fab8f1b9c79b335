import { describe, expect, it } from 'vitest'
import { CARD_HEIGHT, CARD_WIDTH, fitCard, fitTranslation } from './cardLayout.ts'

/** Measures a monospace font: characters are half as wide as high, lines are 1.35 high. */
function measure(text: string, fontSize: number, width: number): number {
	const perLine = Math.max(1, Math.floor(width / (fontSize / 2)))
	const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0)
	return lines * fontSize * 1.35
}
const card = (text: string, w = CARD_WIDTH, h = CARD_HEIGHT) => fitCard({ w, h, text }, measure)

describe('fitCard', () => {
	it('uses the largest text size for a short text and keeps the height', () => {
		expect(card('Permits take long')).toMatchObject({ scale: 1, fontSize: 15, height: CARD_HEIGHT })
	})

	it('shrinks the text before the card grows', () => {
		const fits = card('x'.repeat(46))
		expect(fits.fontSize).toBeLessThan(15)
		expect(fits.height).toBe(CARD_HEIGHT)
	})

	it('never goes below the smallest size: the card grows instead', () => {
		const long = card('x'.repeat(400))
		expect(long.fontSize).toBe(13)
		expect(long.height).toBeGreaterThan(CARD_HEIGHT)
		expect(card('x'.repeat(800)).height).toBeGreaterThan(long.height)
	})

	it('scales up a larger card', () => {
		expect(card('Permits', CARD_WIDTH * 2, CARD_HEIGHT * 2)).toMatchObject({ scale: 2, fontSize: 30 })
		expect(card('Permits', CARD_WIDTH * 2, CARD_HEIGHT)).toMatchObject({ scale: 1, fontSize: 15 })
	})
})

describe('[READ4b] fitTranslation', () => {
	const fit = (text: string, height = CARD_HEIGHT) =>
		fitTranslation({ w: CARD_WIDTH, h: CARD_HEIGHT }, { text, height }, measure)

	it('draws a translation as large as its text if both fit', () => {
		expect(fit('Permits take long').fontSize).toBe(card('Permits take long').fontSize)
	})

	it('draws a longer one smaller, and cuts it at whole lines once it does not fit', () => {
		expect(fit('x'.repeat(46)).fontSize).toBe(card('x'.repeat(46)).fontSize)
		const long = fit('x'.repeat(400))
		expect(long.fontSize).toBe(13)
		expect(long.maxLines * 13 * 1.35).toBeLessThan(CARD_HEIGHT)
		expect(fit('x'.repeat(400), CARD_HEIGHT + 2 * 13 * 1.35).maxLines).toBe(long.maxLines + 2)
	})
})
