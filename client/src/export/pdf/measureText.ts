import { CARD_METRICS } from '@charrette/shared'
import { createMeasureElement } from '../../canvas/render/createMeasureElement.ts'
import type { RenderFonts } from '../../canvas/render/renderAssets.ts'
import { fillWithText } from '../../ui/fillWithText.ts'

/** Measures the texts of cards, in points. */
export interface TextMeasurer {
	/** Whether a text fits into this space without breaking a word. */
	fits(text: string, size: number, room: { w: number; h: number }): boolean
	close(): void
}

/**
 * Opens a measurer. It lays a text out as `layoutText` does, but only reads the size of the text,
 * which is much faster. The caller must close it.
 */
export function openTextMeasurer(fonts: RenderFonts): TextMeasurer {
	const element = createMeasureElement()
	element.dir = 'auto'
	element.style.cssText = `position:absolute;left:0;top:0;text-align:start;text-rendering:geometricPrecision;line-height:${CARD_METRICS.lineHeight};white-space:pre-wrap`
	element.style.fontFamily = fonts.fontFamily
	let filledWith: string | null = null
	return {
		fits(text, size, { w, h }) {
			if (filledWith !== text) fillWithText(element, text)
			filledWith = text
			element.style.fontSize = `${size}px`
			element.style.width = `${w}px`
			return element.offsetHeight <= h + 1 && element.scrollWidth <= w + 1
		},
		close: () => element.parentElement?.remove(),
	}
}
