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
	/** Incremented when fonts have loaded, which invalidates all earlier measurements. */
	fontsVersion: Atom<number>
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
	const cache = new Map<string, number>()
	const fontsVersion = atom('fonts version', 0)
	const element = createMeasureElement()
	element.style.cssText = `position:absolute;white-space:pre-wrap;overflow-wrap:break-word;line-height:${CARD_METRICS.lineHeight}`
	element.style.fontFamily = CARD_FONT
	const measure: MeasureHeight = (text, fontSize, width) => {
		const key = `${fontSize}/${width}/${text}`
		const cached = cache.get(key)
		if (cached !== undefined) return cached
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
		if (cache.size >= MAX_CACHED) cache.clear()
		cache.set(key, height)
		return height
	}
	const invalidate = () => {
		cache.clear()
		fontsVersion.update((version) => version + 1)
	}
	// A font may still be loading, and a face may be fetched when its first character appears.
	document.fonts.ready.then(invalidate)
	document.fonts.addEventListener('loadingdone', invalidate)
	return { measure, fontsVersion }
}
