import type { Page } from '@playwright/test'

/** The largest number of stops of Tab that are visited on a page. */
const MAX_STOPS = 60
/**
 * The largest number of frames that a page gets to lay itself out after it scrolled to the focused
 * control.
 */
const MAX_FRAMES = 60

/**
 * Walks through a page with Tab, from its start until the focus leaves it. Returns the problems of
 * a person without a pointer: a focused control that other elements cover wholly (WCAG 2.2,
 * 2.4.11), that is outside the window, or that has no outline.
 */
export async function findFocusProblems(page: Page): Promise<string[]> {
	const problems: string[] = []
	await page.evaluate(() => {
		;(document.activeElement as HTMLElement | null)?.blur()
		scrollTo(0, 0)
	})
	for (let stop = 0; stop < MAX_STOPS; stop++) {
		await page.keyboard.press('Tab')
		let found = await page.evaluate(examineFocus, { stop, isAgain: false })
		// The page lays out content that comes into view, and scrolls, only in the next frames.
		for (let frame = 0; frame < MAX_FRAMES && found.length > 0 && found !== 'left'; frame++) {
			await passFrames(page, 1)
			found = await page.evaluate(examineFocus, { stop, isAgain: true })
		}
		if (found === 'left') break
		problems.push(...found)
	}
	return problems
}

/** Waits until the page has rendered this many frames. */
export async function passFrames(page: Page, count: number): Promise<void> {
	for (let frame = 0; frame < count; frame++)
		await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
}

/** Examines the focused control. Runs inside the page. */
function examineFocus({ stop, isAgain }: { stop: number; isAgain: boolean }): string[] | 'left' {
	const focused = document.activeElement
	if (!focused || focused === document.body || (!isAgain && focused.hasAttribute('data-walked'))) return 'left'
	focused.setAttribute('data-walked', '')
	// The label of a checkbox, a radio button or a hidden file field shows its focus.
	const shown = focused.matches('[type=radio], [type=checkbox], [type=file]')
		? (focused.closest('label') ?? focused)
		: focused
	const name = `${focused.tagName.toLowerCase()} “${focused.getAttribute('aria-label') ?? focused.textContent?.trim().slice(0, 40)}”`
	const { left, top, right, bottom } = shown.getBoundingClientRect()
	const area = {
		left: Math.max(0, left),
		top: Math.max(0, top),
		right: Math.min(innerWidth, right),
		bottom: Math.min(innerHeight, bottom),
	}
	if (area.right - area.left < 1 || area.bottom - area.top < 1) return [`${stop}: ${name} is outside`]
	const covering = new Set<string>()
	const isSeenAt = (x: number, y: number) => {
		const on = document.elementFromPoint(
			area.left + (area.right - area.left) * x,
			area.top + (area.bottom - area.top) * y,
		)
		covering.add(on?.outerHTML.slice(0, 80) ?? 'nothing')
		return on !== null && (shown.contains(on) || on.contains(shown))
	}
	const isSeen = [0.1, 0.5, 0.9].some((x) => [0.1, 0.5, 0.9].some((y) => isSeenAt(x, y)))
	const outlined = [shown, focused, ...focused.querySelectorAll('*')]
	const hasOutline = (element: Element) => {
		const { outlineStyle, outlineWidth } = getComputedStyle(element)
		return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
	}
	const isOutlined = outlined.some(hasOutline) || (shown.parentElement !== null && hasOutline(shown.parentElement))
	return [
		...(isSeen ? [] : [`${stop}: ${name} is covered by ${[...covering].join(', ')}`]),
		...(isOutlined ? [] : [`${stop}: ${name} has no outline`]),
	]
}
