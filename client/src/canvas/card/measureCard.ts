import {
	CARD_METRICS,
	type CardFit,
	type CardShape,
	fitCard,
	fitTranslation,
	hasLayoutMarkup,
	type MeasureHeight,
} from '@charrette/shared'
import { fillWithText } from '../../ui/fillWithText.ts'
import { type Atom, atom } from '../engine/signals.ts'
import { createMeasureElement } from '../render/createMeasureElement.ts'
import { CARD_FONT } from './cardStyle.ts'

const MAX_CACHED = 12_000

interface TextMeasurer {
	measure: MeasureHeight
	/**
	 * Incremented when newly loaded fonts change the height of a text. All earlier measurements are
	 * then invalid.
	 */
	fontsVersion: Atom<number>
}

interface MeasuredText {
	text: string
	fontSize: number
	width: number
	height: number
}

/** The measurer of the page: all boards use the same fonts, and share its cache. */
let measurer: TextMeasurer | null = null

/**
 * Returns the text layout of a card in this browser. It is not stored, since fonts differ between
 * devices.
 */
export function measureCard(card: CardShape): CardFit {
	measurer ??= createTextMeasurer()
	measurer.fontsVersion.get()
	return fitCard(card.props, measurer.measure)
}

/**
 * Returns the size of a translation in a card that keeps its height, and the number of lines that
 * fit (READ4b).
 */
export function measureTranslation(card: CardShape, translation: { text: string; height: number }) {
	measurer ??= createTextMeasurer()
	return fitTranslation(card.props, translation, measurer.measure)
}

/**
 * Creates a measurer that uses an element outside the canvas, so that the browser lays out only
 * that text. tldraw's `textMeasure` is inside the canvas, where each measurement costs a layout of
 * the board.
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
		// A space gives an empty last line its height.
		element.textContent = text === '' || text.endsWith('\n') ? `${text} ` : text
		let height = element.getBoundingClientRect().height
		if (hasLayoutMarkup(text)) {
			// The larger of both heights, so that the card keeps its height while it is edited.
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
	// The browser fetches a font face when its first character appears. If the face was already
	// there, all cards keep their heights and need no new layout.
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
