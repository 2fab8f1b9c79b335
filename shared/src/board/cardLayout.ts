/** The usual size of a card in board units. */
export const CARD_WIDTH = 200
export const CARD_HEIGHT = 112

/** The measures of a card of the usual size, in board units. They scale with larger cards. */
export const CARD_METRICS = {
	bar: 5,
	padX: 12,
	padTop: 10,
	padBottom: 9,
	header: 16,
	footer: 15,
	gap: 5,
	lineHeight: 1.35,
	label: 11,
	radius: 10,
} as const

/**
 * Text sizes to try, largest first. The last is the minimum that is legible on the projector;
 * longer texts make the card grow.
 */
const TEXT_SIZES = [15, 14, 13] as const
const MAX_SCALE = 3

/** Returns the height of a text in board units at a font size, wrapped at a width. */
export type MeasureHeight = (text: string, fontSize: number, width: number) => number

/** The layout of a card in board units. `height` is at least the card's own `h`. */
export interface CardFit {
	scale: number
	fontSize: number
	textWidth: number
	textHeight: number
	height: number
}

/** Returns the factor by which a card's text is larger than usual. */
export function cardScale({ w, h }: { w: number; h: number }): number {
	return Math.min(MAX_SCALE, Math.max(1, Math.min(w / CARD_WIDTH, h / CARD_HEIGHT)))
}

/** Fits a text into a card: the largest text size that fits, else the minimum and a higher card. */
export function fitCard(card: { w: number; h: number; text: string }, measure: MeasureHeight): CardFit {
	const { scale, textWidth, chrome } = textArea(card)
	const size = largestSize({ available: card.h - chrome, scale }, (fontSize) => measure(card.text, fontSize, textWidth))
	return { scale, ...size, textWidth, height: Math.max(card.h, Math.ceil(size.textHeight + chrome)) }
}

/**
 * Fits another text, a translation, into a card that keeps its height (READ4b): the largest text
 * size that fits, else the minimum and the number of whole lines that do.
 */
export function fitTranslation(
	card: { w: number; h: number },
	{ text, height }: { text: string; height: number },
	measure: MeasureHeight,
): { fontSize: number; maxLines: number } {
	const { scale, textWidth, chrome } = textArea(card)
	const available = height - chrome
	const { fontSize } = largestSize({ available, scale }, (tried) => measure(text, tried, textWidth))
	// One unit over the area is still well within the card.
	const maxLines = Math.max(1, Math.floor((available + scale) / (fontSize * CARD_METRICS.lineHeight)))
	return { fontSize, maxLines }
}

/** Returns the width of a card's text, and the height of everything else in the card. */
function textArea(card: { w: number; h: number }) {
	const scale = cardScale(card)
	const { bar, padX, padTop, padBottom, header, footer, gap } = CARD_METRICS
	const textWidth = Math.max(1, card.w - (bar + padX * 2) * scale)
	return { scale, textWidth, chrome: (padTop + padBottom + header + footer + gap * 2) * scale }
}

/** Returns the largest size at which a text fits, else the smallest, with the text's height. */
function largestSize({ available, scale }: { available: number; scale: number }, heightAt: (size: number) => number) {
	let tried = { fontSize: 0, textHeight: 0 }
	for (const size of TEXT_SIZES) {
		const fontSize = size * scale
		tried = { fontSize, textHeight: heightAt(fontSize) }
		if (tried.textHeight <= available) break
	}
	return tried
}

/**
 * Character widths at the smallest text size, in board units. They are slightly too large, because
 * the estimate does not measure text.
 */
const LETTER_WIDTH = 8
const WIDE_LETTER_WIDTH = 14
const LINE_HEIGHT = 19
/** The size of the parts of a card that are not text, in board units. */
const CHROME = { w: 29, h: 64 }
const FIRST_WIDE_CODE = 0x2e80

/** Estimates the height of a card with a text. The result is at least the card's own `h`. */
export function estimateCardHeight({ w, h, text }: { w: number; h: number; text: string }): number {
	const textWidth = Math.max(WIDE_LETTER_WIDTH, w - CHROME.w)
	let lines = 0
	for (const line of text.split('\n')) {
		let width = 0
		for (const letter of line)
			width += (letter.codePointAt(0) ?? 0) >= FIRST_WIDE_CODE ? WIDE_LETTER_WIDTH : LETTER_WIDTH
		lines += Math.max(1, Math.ceil(width / textWidth))
	}
	return Math.max(h, CHROME.h + lines * LINE_HEIGHT)
}

/** The width of a card with a long text: two cards and the gap between them, in board units. */
export const WIDE_CARD_WIDTH = CARD_WIDTH * 2 + 24
/** The height above which a card of the usual width is wide instead, in board units. */
const TALL = CHROME.h + 6 * LINE_HEIGHT

/** Returns the width of a new card with a text: a long one makes it wide instead of a tower. */
export function widthForText(text: string): number {
	const height = estimateCardHeight({ w: CARD_WIDTH, h: CARD_HEIGHT, text })
	return height > TALL ? WIDE_CARD_WIDTH : CARD_WIDTH
}
