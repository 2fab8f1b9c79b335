import { expect, type Page } from '@playwright/test'
import * as Y from 'yjs'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { findFocusProblems, passFrames } from '../support/focusProblems.ts'
import { isTooWide } from '../support/layoutProblems.ts'
import type { Stack } from '../support/startStack.ts'
import { openBoardAsStock } from '../support/stockClient.ts'

/** Pages at 400 % zoom, and with forced colours. */
let stack: Stack
let workshop: CreatedWorkshop
test.beforeAll(async ({ sharedStack }) => {
	stack = sharedStack
	workshop = await createWorkshop(stack.url, { template: 'sample' })
	await workshop.command({ type: 'phase.next', startsTimer: true })
})

/** A window of 1280 × 1024 px at 400 %. */
const ZOOMED = { width: 320, height: 256 }

/** Every page without a canvas, with an element that it shows once it is ready. */
const pages = () => {
	const dashboard = `/w/${workshop.id}/dashboard`
	const access = `?w=${workshop.id}&r=facilitator`
	return [
		['/', 'main h1'],
		[`/join#${workshop.code}`, 'main form'],
		[dashboard, '#people'],
		[`${dashboard}/b/${workshop.boards[0]}?view=list`, '[data-card]'],
		[`/exchange${access}`, 'main article'],
		[`/exchange/travels${access}`, 'main h1'],
		['/legal', 'main h1'],
		['/nowhere', 'main h1'],
	] as const
}

async function signIn(page: Page): Promise<void> {
	await page.goto(workshop.dashboard)
	await page.waitForURL('**/dashboard')
}

test('[A11Y2] [A11Y4] at 400 % zoom no page scrolls sideways, and Tab shows every control that it reaches', async ({
	browser,
}) => {
	const page = await (
		await browser.newContext({ locale: 'en', reducedMotion: 'reduce', forcedColors: 'active' })
	).newPage()
	await signIn(page)
	await page.setViewportSize(ZOOMED)
	for (const [path, ready] of pages()) {
		await page.goto(stack.url + path)
		await page.locator(ready).first().waitFor()
		await expect.poll(() => isTooWide(page), path).toBe(false)
		expect(await findFocusProblems(page), path).toEqual([])
	}
})

test('[A11Y4] a control below long cards stays in the window once their height is known', async ({ page }) => {
	const { code, dashboard, id, board } = await createWorkshop(stack.url)
	const stock = await openBoardAsStock(stack.url, code)
	const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
	stock.transact(() => {
		for (const place of letters.flatMap((first) => letters.slice(0, 5).map((second) => first + second)))
			stock.write(`shape:${place}`, { type: 'card', index: `b${place}V`, text: new Y.Text('word '.repeat(60)) })
	})
	await page.setViewportSize({ width: 390, height: 844 })
	await page.goto(dashboard)
	await page.waitForURL('**/dashboard')
	await page.goto(`${stack.url}/w/${id}/dashboard/b/${board}?view=list`)
	await expect(page.locator('[data-card]')).toHaveCount(130)
	const button = page.getByRole('button', { name: 'New cluster…' })
	await page.getByRole('textbox', { name: 'New card' }).focus()
	do {
		await page.keyboard.press('Shift+Tab')
		await passFrames(page, 8)
	} while (!(await button.evaluate((element) => element === document.activeElement)))
	await expect(button).toBeInViewport({ ratio: 1 })
})

test('[KEY8] [A11Y3] with forced colours lines, bars, the watermark and chosen options are visible in any theme', async ({
	browser,
}) => {
	const context = await browser.newContext({ locale: 'en', forcedColors: 'active', colorScheme: 'dark' })
	// The theme that differs most from the forced colours.
	await context.addInitScript(() => localStorage.setItem('charrette.theme', 'light'))
	const page = await context.newPage()
	await signIn(page)
	const colourOf = (selector: string, property: 'backgroundColor' | 'stroke') =>
		page
			.locator(selector)
			.first()
			.evaluate((element, name) => getComputedStyle(element)[name], property)
	const systemColour = (name: string) =>
		page.evaluate((colour) => {
			document.body.style.setProperty('outline-color', colour)
			return getComputedStyle(document.body).outlineColor
		}, name)
	const [paper, text] = [await systemColour('Canvas'), await systemColour('CanvasText')]
	expect(paper).not.toBe(text)
	await expect(page.locator('[class*="meter"] i').first()).toBeVisible()
	expect(await colourOf('[class*="meter"] i', 'backgroundColor')).not.toBe(paper)
	await page.goto(`${stack.url}/w/${workshop.id}/dashboard/b/${workshop.boards[0]}?view=canvas`)
	await page.locator('[data-shape-type="arrow"] path').first().waitFor({ state: 'attached' })
	expect(await colourOf('[data-shape-type="arrow"] svg', 'stroke')).toBe(text)
	expect(await colourOf('[class*="watermark"] button', 'backgroundColor')).toBe(text)
	await page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name: 'Obstacle' }).click()
	const chosen = await colourOf('[role="toolbar"] [aria-pressed="true"]', 'backgroundColor')
	expect(chosen).not.toBe(await colourOf('[role="toolbar"] [aria-pressed="false"]', 'backgroundColor'))
})
