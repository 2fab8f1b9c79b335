import type { Locator, Page } from '@playwright/test'

interface Box {
	name: string
	x: number
	y: number
	right: number
	bottom: number
}

/** Returns the visible toolbars over the canvas, the controls on each, and tldraw's watermark. */
async function controlsOn(page: Page): Promise<{ bars: Box[]; watermarks: Box[]; controls: Box[][] }> {
	return page.evaluate(() => {
		const boxOf = (element: Element) => {
			const { x, y, right, bottom } = element.getBoundingClientRect()
			const name = element.getAttribute('aria-label') ?? element.getAttribute('role') ?? element.className
			return { name: name || (element.textContent ?? ''), x, y, right, bottom }
		}
		const isVisible = (element: Element) => element.getClientRects().length > 0
		const find = (selector: string, within: ParentNode = document) =>
			[...within.querySelectorAll(selector)].filter(isVisible)
		const bars = find('.tl-container [role=toolbar], .tl-container [role=banner]')
		const watermarks = find('.tl-container [class*=watermark]')
		return {
			bars: bars.map(boxOf),
			watermarks: watermarks.map(boxOf),
			// A scrolling bar shows only some of its controls.
			controls: bars
				.filter((bar) => getComputedStyle(bar).overflowX !== 'auto')
				.map((bar) => [...find('button', bar), ...find('h1', bar)].map(boxOf)),
		}
	})
}

const isOverlapping = (one: Box, other: Box) =>
	one.x < other.right - 1 && other.x < one.right - 1 && one.y < other.bottom - 1 && other.y < one.bottom - 1

function overlapsIn(boxes: readonly Box[]): string[] {
	return boxes.flatMap((one, at) =>
		boxes.slice(at + 1).flatMap((other) => (isOverlapping(one, other) ? [`${one.name} over ${other.name}`] : [])),
	)
}

/**
 * Describes the controls that are outside the window, or overlap each other or tldraw's watermark.
 */
export async function layoutProblemsOf(page: Page): Promise<string[]> {
	const { bars, watermarks, controls } = await controlsOn(page)
	const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
	const isOutside = ({ x, y, right, bottom }: Box) => x < 0 || y < 0 || right > width || bottom > height
	if (watermarks.length === 0) return ['the watermark is not visible']
	const outside = [bars, ...controls].flat().filter(isOutside)
	return [
		...outside.map(({ name }) => `${name} is outside`),
		...[[...bars, ...watermarks], ...controls].flatMap(overlapsIn),
	]
}

/** Whether the page is wider than the window. */
export const isTooWide = (page: Page): Promise<boolean> =>
	page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)

/**
 * Describes the buttons of a scrolling bar that are cut at its edge or narrower than their label.
 */
export async function cutButtonsOf(bar: Locator): Promise<string[]> {
	return bar.evaluate((element) => {
		const edge = element.getBoundingClientRect()
		return [...element.querySelectorAll('button')].flatMap((button) => {
			const { left, right, width } = button.getBoundingClientRect()
			const name = button.textContent ?? ''
			const isCut = width > 0 && left < edge.right - 1 && right > edge.right + 1
			const label = document.createRange()
			label.selectNodeContents(button)
			const isWide = width > 0 && label.getBoundingClientRect().width > width + 1
			return [...(isCut ? [`${name} is cut`] : []), ...(isWide ? [`${name} is too wide`] : [])]
		})
	})
}

/**
 * Describes the touch targets that are smaller than 44 px. Links in a line of text do not count.
 */
export async function smallTargetsOf(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const selector =
			'button, select, textarea, input:not([type=file]), a[href], summary, [role=menuitem], [role=option]'
		return [...document.querySelectorAll(selector)].flatMap((element) => {
			if (
				element.closest('[class*=watermark], [inert], [hidden], .visuallyHidden, .tl-skip-to-main-content') ||
				!element.checkVisibility()
			)
				return []
			if (getComputedStyle(element).display === 'inline') return []
			// A checkbox or radio button is pressed by its label.
			const target = element.matches('[type=radio], [type=checkbox]') ? (element.closest('label') ?? element) : element
			const { width, height } = target.getBoundingClientRect()
			const name = element.getAttribute('aria-label') ?? element.textContent ?? element.className
			// Half a pixel for rounding.
			const isSmall = width > 1 && (width < 43.5 || height < 43.5)
			return isSmall ? [`${name} is ${Math.round(width)} × ${Math.round(height)}`] : []
		})
	})
}

/** Whether the middle of an element is in the window and not covered. */
export async function isReachable(element: Locator): Promise<boolean> {
	return element.evaluate((shown) => {
		const { x, y, width, height } = shown.getBoundingClientRect()
		const top = document.elementFromPoint(x + width / 2, y + height / 2)
		return top !== null && (shown.contains(top) || top.contains(shown))
	})
}
