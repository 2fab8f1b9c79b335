import type { Page } from '@playwright/test'

interface Box {
	name: string
	x: number
	y: number
	right: number
	bottom: number
}

/** What lies over the canvas: its bars, what stands on them, and tldraw's mark, as they are seen. */
async function controlsOn(page: Page): Promise<{ bars: Box[]; marks: Box[]; entries: Box[][] }> {
	return page.evaluate(() => {
		const boxOf = (element: Element) => {
			const { x, y, right, bottom } = element.getBoundingClientRect()
			const name = element.getAttribute('aria-label') ?? element.getAttribute('role') ?? element.className
			return { name: name || (element.textContent ?? ''), x, y, right, bottom }
		}
		const isSeen = (element: Element) => element.getClientRects().length > 0
		const find = (selector: string, within: ParentNode = document) =>
			[...within.querySelectorAll(selector)].filter(isSeen)
		const bars = find('.tl-container [role=toolbar], .tl-container [role=banner]')
		const marks = find('.tl-container [class*=watermark]')
		return {
			bars: bars.map(boxOf),
			marks: marks.map(boxOf),
			// A bar that scrolls shows a part of what is on it.
			entries: bars
				.filter((bar) => getComputedStyle(bar).overflowX !== 'auto')
				.map((bar) => [...find('button', bar), ...find('h1', bar)].map(boxOf)),
		}
	})
}

const cover = (one: Box, other: Box) =>
	one.x < other.right - 1 && other.x < one.right - 1 && one.y < other.bottom - 1 && other.y < one.bottom - 1

function overlapsIn(boxes: readonly Box[]): string[] {
	return boxes.flatMap((one, at) =>
		boxes.slice(at + 1).flatMap((other) => (cover(one, other) ? [`${one.name} over ${other.name}`] : [])),
	)
}

/** What is wrong with how the controls lie: outside the window, over one another, over tldraw's mark. */
export async function faultsOfControls(page: Page): Promise<string[]> {
	const { bars, marks, entries } = await controlsOn(page)
	const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
	const isOutside = ({ x, y, right, bottom }: Box) => x < 0 || y < 0 || right > width || bottom > height
	if (marks.length === 0) return ['the mark is not to be seen']
	const outside = [bars, ...entries].flat().filter(isOutside)
	return [...outside.map(({ name }) => `${name} is outside`), ...[[...bars, ...marks], ...entries].flatMap(overlapsIn)]
}
