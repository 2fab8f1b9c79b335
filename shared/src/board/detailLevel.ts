import { CARD_METRICS } from './cardLayout.ts'

/*
 * The level of detail of a card, on the canvas and in the offline viewer: whole where its text is
 * readable; in a lower zoom its first words in a larger font; and a plain rectangle where it is too
 * small for words.
 */

/** The smallest size of text that is readable on a screen, in px. */
const READABLE_PX = 12
/** The smallest size of words on a card that has only two lines of them, in px. */
const MIN_WORDS_PX = 11
/** The smallest width of a card with words, in px. */
const MIN_CARD_PX = 40

/** The zooms between which the size of words in board units is constant, largest first. */
const WORDS_ZOOMS = [0.8, 0.67, 0.56, 0.47, 0.4, 0.335, 0.28, 0.235, 0] as const
/** The zoom below which a card of the usual size has two lines at most. */
const TWO_LINES_ZOOM = 0.28
const SMALLEST_ZOOM = 0.2

const LINE_HEIGHT = 1.15
/** Two lines of this height fit on a card of the usual size. */
const MAX_LINE_HEIGHT = 55
const PADDING = { usual: 6, three: 4, two: 1 }
/** Zooms from which there is space for the label of the kind, and for a wide padding. */
const LABEL_ZOOM = 0.8
const USUAL_ZOOM = 0.47

export type DetailLevel = 'full' | 'words' | 'flat'

/** Returns the level of detail of a card of this width and text size (board units). */
export function detailLevel({ w, fontSize }: { w: number; fontSize: number }, zoom: number): DetailLevel {
	if (fontSize * zoom >= READABLE_PX) return 'full'
	return w * zoom >= MIN_CARD_PX ? 'words' : 'flat'
}

/** The text of a card that shows only its first words, in board units. */
export interface WordsStyle {
	fontSize: number
	lineHeight: number
	/** The space above and below the lines. */
	padding: number
	/** Whether the card has the label of its kind above the words. */
	hasLabel: boolean
}

/**
 * Returns the style of the words at a zoom. It changes in few steps, so that not every zoom step
 * lays out all cards.
 */
export function wordsStyle(zoom: number): WordsStyle {
	const from = Math.max(SMALLEST_ZOOM, WORDS_ZOOMS.find((step) => zoom >= step) ?? 0)
	const fontSize = (from < TWO_LINES_ZOOM ? MIN_WORDS_PX : READABLE_PX) / from
	const lineHeight = Math.min(fontSize * LINE_HEIGHT, MAX_LINE_HEIGHT)
	const hasLabel = from >= LABEL_ZOOM
	const { padTop, header, gap, padBottom } = CARD_METRICS
	if (hasLabel) return { fontSize, lineHeight, padding: (padTop + header + gap + padBottom) / 2, hasLabel }
	const padding = from >= USUAL_ZOOM ? PADDING.usual : from < TWO_LINES_ZOOM ? PADDING.two : PADDING.three
	return { fontSize, lineHeight, padding, hasLabel }
}
