import type { Page } from '@playwright/test'

/** Controls and cards that the notices of a page cover, and notices outside the window. */
export interface NoticeProblems {
	covered: string[]
	outside: string[]
}

/**
 * Measures which of the visible notices cover a control, a bar, a card of the list, tldraw's
 * watermark, or the card of the canvas that is being edited or has the text `card`.
 */
export function probeNotices(page: Page, card = ''): Promise<NoticeProblems> {
	return page.evaluate((text) => {
		const TOLERANCE = 1
		const CONTROLS = 'button, a[href], input, select, textarea, summary'
		const BARS = '[role=banner], header, [role=toolbar], [role=search], [class*=watermark], [aria-expanded=true] + div'
		const CARDS = '[data-card], [data-shape-type=card]'
		interface Box {
			left: number
			top: number
			right: number
			bottom: number
		}
		const both = (one: Box, other: Box): Box => ({
			left: Math.max(one.left, other.left),
			top: Math.max(one.top, other.top),
			right: Math.min(one.right, other.right),
			bottom: Math.min(one.bottom, other.bottom),
		})
		const isEmpty = ({ left, top, right, bottom }: Box) => right - left <= TOLERANCE || bottom - top <= TOLERANCE
		/** Returns the part of an element that its scrolling ancestors show. */
		const shownPart = (element: Element): Box => {
			let shown: Box = element.getBoundingClientRect()
			for (let at = element.parentElement; at; at = at.parentElement)
				if (/auto|scroll|hidden/.test(getComputedStyle(at).overflowY)) shown = both(shown, at.getBoundingClientRect())
			return shown
		}
		const nameOf = (element: Element) =>
			(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40) || element.className
		const isVisible = (element: Element) =>
			element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
			element.closest('.visuallyHidden, [inert]') === null
		const isGiven = (element: Element) =>
			element.matches('[data-shape-type]') &&
			(element.querySelector('textarea') !== null || (text !== '' && element.textContent?.includes(text)))
		const notices = [...document.querySelectorAll('[data-notices] [data-tone], [data-notices] > button')]
			.filter(isVisible)
			.map((element) => ({ name: nameOf(element), box: shownPart(element) }))
		const others = [...document.querySelectorAll(`${CONTROLS}, ${BARS}, ${CARDS}`)].filter(
			(element) =>
				isVisible(element) &&
				element.closest('[data-notices]') === null &&
				// In a list so low that it scrolls as one page, rows scroll under the notices.
				element.closest('[data-whole] main') === null &&
				// Other cards of the canvas do not count: people move the board under the notices.
				(element.closest('.tl-canvas') === null || isGiven(element)),
		)
		const covered = others.flatMap((element) => {
			const shown = shownPart(element)
			return isEmpty(shown)
				? []
				: notices.flatMap(({ name, box }) => (isEmpty(both(box, shown)) ? [] : [`${name} covers ${nameOf(element)}`]))
		})
		const outside = notices.filter(
			({ box }) => box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1,
		)
		return { covered, outside: outside.map(({ name }) => name) }
	}, card)
}
