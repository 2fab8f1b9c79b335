import { CARD_METRICS, type CardFit, fitCard } from '@charrette/shared'
import type { ViewerCard } from '../../src/export/viewer/ViewerFile.ts'
import { make } from './dom.ts'

/**
 * How each card is set in this browser, as on the canvas (VIEW3). All texts are laid out at once, in every size that may
 * be asked for, and read at once: two thousand cards cost one layout.
 */
export function fitCards(cards: readonly ViewerCard[]): CardFit[] {
	const ruler = make('div', { class: 'ruler', 'aria-hidden': 'true' })
	const lines = new Map<string, HTMLElement>()
	const keyOf = (text: string, size: number, width: number) => `${size}/${width}/${text}`
	for (const card of cards)
		fitCard(card, (text, size, width) => {
			const key = keyOf(text, size, width)
			if (!lines.has(key)) {
				// A last line that is empty has its height, too.
				const line = make('div', {}, text === '' || text.endsWith('\n') ? `${text} ` : text)
				line.style.cssText = `width:${width}px;font-size:${size}px;line-height:${CARD_METRICS.lineHeight}`
				lines.set(key, line)
			}
			// As if nothing fitted: so every size is asked for.
			return Number.POSITIVE_INFINITY
		})
	ruler.append(...lines.values())
	document.body.append(ruler)
	const heights = new Map([...lines].map(([key, line]) => [key, line.getBoundingClientRect().height]))
	ruler.remove()
	return cards.map((card) => fitCard(card, (text, size, width) => heights.get(keyOf(text, size, width)) ?? 0))
}
