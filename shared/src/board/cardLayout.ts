import { CARD_HEIGHT, CARD_WIDTH } from './schema.ts'

/** A card's measures in board units, for a card of the usual size; a card drawn larger has them larger in proportion. */
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

/** Text sizes to try, largest first. The last is the floor: below it nobody reads from the back row, so the card grows. */
const TEXT_SIZES = [15, 14, 13] as const
const MAX_SCALE = 3

/** Height of a text in board units when it is set at `fontSize` and wrapped at `width`. */
export type MeasureHeight = (text: string, fontSize: number, width: number) => number

/** How a card is set: everything in board units. `height` is at least the card's own `h`. */
export interface CardFit {
	scale: number
	fontSize: number
	textWidth: number
	textHeight: number
	height: number
}

/** Fits a card's text into its box: the largest size that fits, else the floor and a higher card. */
export function fitCard(card: { w: number; h: number; text: string }, measure: MeasureHeight): CardFit {
	const scale = Math.min(MAX_SCALE, Math.max(1, Math.min(card.w / CARD_WIDTH, card.h / CARD_HEIGHT)))
	const { bar, padX, padTop, padBottom, header, footer, gap } = CARD_METRICS
	const textWidth = Math.max(1, card.w - (bar + padX * 2) * scale)
	const chrome = (padTop + padBottom + header + footer + gap * 2) * scale
	const room = card.h - chrome
	for (const size of TEXT_SIZES) {
		const fontSize = size * scale
		const textHeight = measure(card.text, fontSize, textWidth)
		const isFloor = size === TEXT_SIZES[TEXT_SIZES.length - 1]
		if (textHeight > room && !isFloor) continue
		return { scale, fontSize, textWidth, textHeight, height: Math.max(card.h, Math.ceil(textHeight + chrome)) }
	}
	throw new Error('the floor always fits')
}

/** Letters of a text that is set at its least size, in board units; a little generous, since nothing is measured here. */
const LETTER_WIDTH = 8
const WIDE_LETTER_WIDTH = 14
const LINE_HEIGHT = 19
/** What a card has beside its text. */
const CHROME = { w: 29, h: 64 }
const FIRST_WIDE_CODE = 0x2e80

/** How high a card may stand with this text: at least as high as it was drawn. */
export function estimateCardHeight({ w, h, text }: { w: number; h: number; text: string }): number {
	const room = Math.max(WIDE_LETTER_WIDTH, w - CHROME.w)
	let lines = 0
	for (const line of text.split('\n')) {
		let width = 0
		for (const letter of line)
			width += (letter.codePointAt(0) ?? 0) >= FIRST_WIDE_CODE ? WIDE_LETTER_WIDTH : LETTER_WIDTH
		lines += Math.max(1, Math.ceil(width / room))
	}
	return Math.max(h, CHROME.h + lines * LINE_HEIGHT)
}
