import type { Page } from '@playwright/test'

/** The text of a card as it is on the screen. */
export interface ShownText {
	text: string
	/** The size of the font on the screen, in px; 0 if no text is drawn. */
	px: number
	/** The number of whole lines that are drawn. */
	lines: number
	/** Whether the card is in the window and nothing lies over its text. */
	isClear: boolean
	/** The width of the card on the screen, in px. */
	width: number
}

/** Measures the texts of all cards that are drawn on the canvas, or by another selector. */
export function readCardTexts(page: Page, selector = '[data-shape-type="card"]'): Promise<ShownText[]> {
	return page.evaluate((wanted) => {
		const textOf = (card: Element) => {
			const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT)
			const drawn: Text[] = []
			while (walker.nextNode()) {
				const node = walker.currentNode as Text
				if (node.data.trim() && (node.parentElement?.getClientRects().length ?? 0) > 0) drawn.push(node)
			}
			// The label of the kind and the city are smaller than the text.
			const size = ({ parentElement }: Text) => Number.parseFloat(getComputedStyle(parentElement as Element).fontSize)
			return drawn.sort((a, b) => size(b) - size(a) || b.data.length - a.data.length)[0] ?? null
		}
		const cards = [...document.querySelectorAll<HTMLElement>(wanted)]
		return cards
			.filter((card) => card.getBoundingClientRect().width > 0)
			.map((card) => {
				const node = textOf(card)
				const box = card.getBoundingClientRect()
				const element = node?.parentElement
				if (!element) return { text: '', px: 0, lines: 0, isClear: false, width: box.width }
				const zoom = box.width / card.offsetWidth
				const style = getComputedStyle(element)
				const shown = element.getBoundingClientRect()
				const lineHeight = Number.parseFloat(style.lineHeight) * zoom
				const points = [
					[shown.left + 8 * zoom, shown.top + lineHeight / 2],
					[box.right - 4 * zoom, box.bottom - 4 * zoom],
				] as const
				const isClear = points.every(([x, y]) => card.contains(document.elementFromPoint(x, y)))
				const lines = Math.round((Math.min(shown.bottom, box.bottom) - shown.top) / lineHeight)
				return { text: node.data, px: Number.parseFloat(style.fontSize) * zoom, lines, isClear, width: box.width }
			})
	}, selector)
}
