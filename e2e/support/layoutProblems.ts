import type { Page } from '@playwright/test'

interface Box {
	name: string
	x: number
	y: number
	right: number
	bottom: number
}

/** The visible toolbars over the canvas, the controls on each, and tldraw's watermark. */
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
			// A bar that scrolls shows some of its controls only.
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

/** Controls that are outside the window, or overlap each other or tldraw's watermark. */
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
