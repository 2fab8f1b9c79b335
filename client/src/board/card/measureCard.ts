import {
	CARD_METRICS,
	type CardFit,
	type CardShape,
	fitCard,
	hasLayoutMarkup,
	type MeasureHeight,
} from '@charrette/shared'
import { type Atom, atom } from '@tldraw/tldraw'
import { fillWithText } from '../../ui/formattedLines.ts'
import { createMeasureElement } from '../render/layoutText.ts'
import { CARD_FONT } from './cardStyle.ts'

const MAX_CACHED = 12_000

interface TextMeasurer {
	measure: MeasureHeight
	/** Incremented when fonts have loaded with which a text has another height: all earlier measurements are then invalid. */
	fontsVersion: Atom<number>
}

interface MeasuredText {
	text: string
	fontSize: number
	width: number
	height: number
}

/** One for the page: all boards measure with the same fonts, and share the cache. */
let measurer: TextMeasurer | null = null

/** The text layout of a card in this browser. It is not stored: fonts differ between devices. */
export function measureCard(card: CardShape): CardFit {
	measurer ??= createTextMeasurer()
	measurer.fontsVersion.get()
	return fitCard(card.props, measurer.measure)
}

/**
 * Measures in an element outside the canvas, so that the browser lays out that text and nothing
 * else. (tldraw's `textMeasure` is inside the canvas; each measurement there costs a layout of the
 * board.)
 */
function createTextMeasurer(): TextMeasurer {
	const cache = new Map<string, MeasuredText>()
	/** Whether the cache has all measurements since `fontsVersion` changed. */
	let isComplete = true
	const fontsVersion = atom('fonts version', 0)
	const element = createMeasureElement()
	element.style.cssText = `position:absolute;white-space:pre-wrap;overflow-wrap:break-word;line-height:${CARD_METRICS.lineHeight}`
	element.style.fontFamily = CARD_FONT
	const measureNow: MeasureHeight = (text, fontSize, width) => {
		const style = element.style
		const [cssSize, cssWidth] = [`${fontSize}px`, `${width}px`]
		if (style.fontSize !== cssSize) style.fontSize = cssSize
		if (style.width !== cssWidth) style.width = cssWidth
		// An empty last line has a height, too.
		element.textContent = text === '' || text.endsWith('\n') ? `${text} ` : text
		let height = element.getBoundingClientRect().height
		if (hasLayoutMarkup(text)) {
			// High enough for both, so that the card keeps its height while somebody writes in it.
			fillWithText(element, text)
			height = Math.max(height, element.getBoundingClientRect().height)
		}
		return height
	}
	const measure: MeasureHeight = (text, fontSize, width) => {
		const key = `${fontSize}/${width}/${text}`
		const cached = cache.get(key)
		if (cached) return cached.height
		const height = measureNow(text, fontSize, width)
		if (cache.size >= MAX_CACHED) {
			cache.clear()
			isComplete = false
		}
		cache.set(key, { text, fontSize, width, height })
		return height
	}
	// A face is fetched when its first character appears. When it was there before, all cards keep their
	// heights, and need not be laid out again.
	document.fonts.addEventListener('loadingdone', () => {
		const isUnchanged = ({ text, fontSize, width, height }: MeasuredText) =>
			measureNow(text, fontSize, width) === height
		if (isComplete && [...cache.values()].every(isUnchanged)) return
		cache.clear()
		isComplete = true
		fontsVersion.update((version) => version + 1)
	})
	return { measure, fontsVersion }
}
