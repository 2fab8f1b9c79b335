import type { Page } from '@playwright/test'

/** The scene on the screen of a presentation, as it can be read. */
export interface ReadScene {
	/** The texts of its cards, in reading order. */
	texts: string[]
	/** The smallest size of a card's text, and of any other text in a card, in px. */
	textPx: number
	otherPx: number
	/** The texts that are cut by their box, by the scene or by the screen, or covered. */
	cut: string[]
}

/** Reads the scene on the screen. */
export function readScene(page: Page): Promise<ReadScene> {
	return page.evaluate(() => {
		const scene = document.querySelector('[data-scene]')
		const area = scene?.getBoundingClientRect() ?? new DOMRect()
		const drawn = [...document.querySelectorAll('[data-scene] *')].filter((one) => one.getClientRects().length > 0)
		const boxes = drawn.filter((element) =>
			[...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
		)
		const pxOf = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize)
		const isCut = (element: Element) => {
			const { left, right, top, bottom } = element.getBoundingClientRect()
			const isIn = left >= area.left - 1 && right <= area.right + 1 && top >= area.top - 1 && bottom <= area.bottom + 1
			const isWhole = element.scrollWidth <= element.clientWidth + 1 && element.scrollHeight <= element.clientHeight + 1
			const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
			const isInline = getComputedStyle(element).display === 'inline'
			const isHit = hit !== null && (element.contains(hit) || hit.contains(element))
			return !isIn || !(isWhole || isInline) || !isHit || bottom > window.innerHeight
		}
		const texts = boxes.filter((element) => element.matches('[data-scene-card] > p'))
		const others = boxes.filter((element) => !texts.includes(element))
		return {
			texts: texts.map((element) => element.textContent ?? ''),
			textPx: Math.min(...texts.map(pxOf)),
			otherPx: Math.min(...others.map(pxOf)),
			cut: boxes.filter(isCut).map((element) => element.textContent ?? ''),
		}
	})
}
