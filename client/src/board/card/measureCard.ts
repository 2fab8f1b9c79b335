import { CARD_METRICS, type CardFit, type CardShape, fitCard, type MeasureHeight } from '@charrette/shared'
import { type Atom, atom, WeakCache } from '@tldraw/tldraw'
import { CARD_FONT } from './cardStyle.ts'

const MAX_CACHED = 12_000

interface TextMeasurer {
	measure: MeasureHeight
	/** Grows when fonts arrive: everything measured before counts no more. */
	epoch: Atom<number>
}

const measurers = new WeakCache<Document, TextMeasurer>()

/** How a card is set in this browser. Derived, never stored: fonts differ from device to device. */
export function measureCard(card: CardShape): CardFit {
	const ruler = measurers.get(document, createTextMeasurer)
	ruler.epoch.get()
	return fitCard(card.props, ruler.measure)
}

/**
 * The page's one ruler: an element of its own, apart from the canvas, so that measuring a text lays out that text and
 * nothing else. (tldraw's lies within the canvas, and each reading costs a layout of the board.) It remembers.
 */
function createTextMeasurer(): TextMeasurer {
	const kept = new Map<string, number>()
	const epoch = atom('fonts', 0)
	const element = createMeasureElement()
	const measure: MeasureHeight = (text, fontSize, width) => {
		const key = `${fontSize}/${width}/${text}`
		const known = kept.get(key)
		if (known !== undefined) return known
		const style = element.style
		const [size, measure] = [`${fontSize}px`, `${width}px`]
		if (style.fontSize !== size) style.fontSize = size
		if (style.width !== measure) style.width = measure
		// A last line that is empty has its height, too.
		element.textContent = text === '' || text.endsWith('\n') ? `${text} ` : text
		const height = element.getBoundingClientRect().height
		if (kept.size >= MAX_CACHED) kept.clear()
		kept.set(key, height)
		return height
	}
	const forget = () => {
		kept.clear()
		epoch.set(epoch.get() + 1)
	}
	// Inter may still be on its way, and a face may be fetched with its first letter.
	document.fonts.ready.then(forget)
	document.fonts.addEventListener('loadingdone', forget)
	return { measure, epoch }
}

function createMeasureElement(): HTMLElement {
	const frame = document.createElement('div')
	frame.setAttribute('aria-hidden', 'true')
	frame.style.cssText = 'position:fixed;top:0;left:0;width:0;height:0;overflow:hidden;visibility:hidden;contain:strict'
	const element = document.createElement('div')
	element.style.cssText = `position:absolute;white-space:pre-wrap;overflow-wrap:break-word;line-height:${CARD_METRICS.lineHeight}`
	element.style.fontFamily = CARD_FONT
	frame.append(element)
	document.body.append(frame)
	return element
}
