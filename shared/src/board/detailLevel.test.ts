import { expect, it } from 'vitest'
import { CARD_HEIGHT, CARD_WIDTH } from './cardLayout.ts'
import { detailLevel, type WordsStyle, wordsStyle } from './detailLevel.ts'

/** Returns the number of whole lines on a card, as the style sheet computes it. */
const wordsLines = (height: number, { lineHeight, padding }: WordsStyle) =>
	Math.round((height - 2 * padding) / lineHeight - 0.49)

const zooms = Array.from({ length: 400 }, (_, n) => 0.05 + n / 200)

it('[LEVEL1] a card is whole while its text has 12 px, has words down to a width of 40 px, and is plain below', () => {
	const usual = { w: CARD_WIDTH, fontSize: 15 }
	expect(detailLevel(usual, 0.8)).toBe('full')
	expect(detailLevel({ w: CARD_WIDTH, fontSize: 13 }, 0.8)).toBe('words')
	expect(detailLevel(usual, 0.79)).toBe('words')
	expect(detailLevel(usual, 0.2)).toBe('words')
	expect(detailLevel(usual, 0.199)).toBe('flat')
	expect(detailLevel({ w: CARD_WIDTH * 3, fontSize: 45 }, 0.3)).toBe('full')
	expect(detailLevel({ w: CARD_WIDTH * 3, fontSize: 45 }, 0.1)).toBe('words')
})

it('[LEVEL1] words have at least 11 px, and two lines of them fit on a card of the usual size', () => {
	for (const zoom of zooms.filter((zoom) => zoom >= 0.2 && zoom < 0.95)) {
		const style = wordsStyle(zoom)
		expect(style.fontSize * zoom, `at ${zoom}`).toBeGreaterThanOrEqual(zoom >= 0.28 ? 12 : 11)
		expect(style.fontSize * zoom, `at ${zoom}`).toBeLessThan(16)
		expect(wordsLines(CARD_HEIGHT, style), `at ${zoom}`).toBeGreaterThanOrEqual(2)
		expect(wordsLines(CARD_HEIGHT, style) * style.lineHeight).toBeLessThanOrEqual(CARD_HEIGHT)
	}
	expect(wordsLines(CARD_HEIGHT, wordsStyle(0.4))).toBe(3)
	expect(new Set(zooms.map((zoom) => wordsStyle(zoom).fontSize)).size).toBeLessThan(10)
})
