import type { Browser, BrowserContextOptions, Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { CreatedWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { isReachable } from '../support/layoutProblems.ts'
import { setKeyboardHeight } from '../support/touch.ts'

/** The camera, the panels and the menus keep clear of the bars over the canvas. */
const LAPTOP = { viewport: { width: 1366, height: 768 } }
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

test.beforeEach(async ({ workshop }) => {
	await workshop.addPhase({
		kind: 'write',
		title: { en: 'Obstacles' },
		prompt: { en: 'What stands in the way?' },
		minutes: 20,
	})
	await workshop.command({ type: 'phase.next', startsTimer: true })
})

/** Opens the facilitator's canvas in a phase with a message, and folds the prompt. */
async function openCanvas(browser: Browser, workshop: CreatedWorkshop, device: BrowserContextOptions): Promise<Page> {
	const context = await browser.newContext({ ...device, locale: 'en', reducedMotion: 'reduce' })
	const page = await context.newPage()
	await page.goto(workshop.dashboard)
	await page.waitForURL(/\/dashboard$/)
	await workshop.command({ type: 'message.send', text: 'Five minutes left' })
	await page.goto(`${workshop.url}/w/${workshop.id}/dashboard/b/${workshop.board}?view=canvas`)
	await page.getByRole('button', { name: 'Close', exact: true }).click()
	return page
}

/** Adds cards over an area larger than any screen. Returns the first and the last by place. */
async function addDistantCards(page: Page): Promise<[Locator, Locator]> {
	await page.evaluate(
		(text) => {
			const data = new DataTransfer()
			data.setData('text/plain', text)
			document
				.querySelector('.tl-container')
				?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
		},
		Array.from({ length: 24 }, (_, at) => `Card ${at + 1}`).join('\n'),
	)
	const cards = page.locator('[data-shape-type=card]')
	await expect(cards).toHaveCount(24)
	// The pasted cards are selected a little later, and then their panel lies over them.
	const panel = page.getByRole('toolbar', { name: 'Card options' })
	await expect(panel).toBeVisible()
	await page.locator('.tl-container').focus()
	await page.keyboard.press('Escape')
	await expect(panel).toHaveCount(0)
	const withText = (text: string) => cards.filter({ has: page.getByText(text, { exact: true }) })
	return [withText('Card 1'), withText('Card 24')]
}

/** Returns what covers the middle of the upper edge and of the lower edge of an element. */
const coveredEdges = (element: Locator) =>
	element.evaluate((card) => {
		const { left, right, top, bottom } = card.getBoundingClientRect()
		const points = [
			[left + 2, top + 2],
			[right - 2, bottom - 2],
		] as const
		return points.flatMap(([x, y]) => {
			const over = document.elementFromPoint(x, y)
			return over?.closest('.tl-canvas') ? [] : [over?.outerHTML.slice(0, 200) ?? 'outside']
		})
	})

for (const [name, device] of Object.entries({ laptop: LAPTOP, phone: PHONE }))
	test(`[INSET1] on a ${name}, Shift+1 and the palette show the board clear of every bar`, async ({
		browser,
		workshop,
	}) => {
		const page = await openCanvas(browser, workshop, device)
		const [first, last] = await addDistantCards(page)
		const expectClear = async () => {
			for (const card of [first, last]) await expect.poll(() => coveredEdges(card)).toEqual([])
		}
		await page.keyboard.press('Shift+1')
		await expectClear()
		await page.keyboard.press('Control+k')
		await page.getByRole('dialog').getByRole('combobox').fill('Zoom to fit')
		await page.keyboard.press('Enter')
		await expectClear()
	})

test('[INSET3] the details panel lies below the bars, and the camera leaves room for it', async ({
	browser,
	workshop,
}) => {
	const page = await openCanvas(browser, workshop, LAPTOP)
	const [first, last] = await addDistantCards(page)
	await page.keyboard.press('Shift+1')
	for (const card of [first, last]) await expect.poll(() => coveredEdges(card)).toEqual([])
	await first.click({ force: true })
	await page.keyboard.press('i')
	const panel = page.getByRole('complementary', { name: /details/ })
	const close = panel.getByRole('button', { name: 'Close' })
	await expect.poll(() => isReachable(close)).toBe(true)
	await expect.poll(() => isReachable(panel.getByRole('heading', { level: 2 }))).toBe(true)
	await page.locator('.tl-container').focus()
	await page.keyboard.press('Shift+1')
	for (const card of [first, last]) await expect.poll(() => coveredEdges(card)).toEqual([])
	await close.click()
	await expect(panel).toHaveCount(0)
})

test('[INSET4] the context menu lies above the bars', async ({ browser, workshop }) => {
	const page = await openCanvas(browser, workshop, { viewport: { width: 1366, height: 480 } })
	const [, last] = await addDistantCards(page)
	await page.keyboard.press('Shift+1')
	const cut = page.getByRole('menuitem', { name: 'Cut' })
	// A press while the camera moves would miss the card.
	await expect(async () => {
		await page.keyboard.press('Escape')
		await last.click({ button: 'right', force: true })
		await expect(cut).toBeAttached({ timeout: 2_000 })
	}).toPass()
	await expect.poll(() => isReachable(cut)).toBe(true)
	const box = await page.getByRole('menu').first().boundingBox()
	expect(box?.y).toBeGreaterThanOrEqual(0)
	for (const item of await page.getByRole('menuitem').all()) {
		await item.scrollIntoViewIfNeeded()
		expect(await isReachable(item), (await item.textContent()) ?? '').toBe(true)
	}
})

for (const [width, height, keyboard] of [
	[640, 360, 0],
	[640, 360, 190],
	[683, 325, 0],
	[683, 325, 160],
] as const)
	test(`[PHONE3b] at ${width} × ${height} px with a keyboard of ${keyboard} px the list scrolls with its header, and the field for a new card stays visible`, async ({
		browser,
		workshop,
	}) => {
		const device = { viewport: { width, height }, hasTouch: true, isMobile: true, locale: 'en' }
		const page = await (await browser.newContext(device)).newPage()
		await page.goto(workshop.dashboard)
		await page.waitForURL(/\/dashboard$/)
		await page.goto(`${workshop.url}/w/${workshop.id}/dashboard/b/${workshop.board}?view=list`)
		const field = page.locator('[data-composer]')
		const isVisible = () =>
			field.evaluate((element, bottom) => {
				const box = element.getBoundingClientRect()
				return box.top >= 0 && box.bottom <= bottom && box.width > 160
			}, height - keyboard)
		for (const text of ['One', 'Two', 'Three', 'Four', 'Five']) {
			await field.fill(text)
			await field.press('Enter')
		}
		// The prompt closes when a person goes to the field.
		await expect(page.getByRole('button', { name: /Obstacles/, expanded: false })).toBeVisible()
		await setKeyboardHeight(page, keyboard)
		await expect.poll(isVisible).toBe(true)
		await page.getByText('Three').scrollIntoViewIfNeeded()
		await expect.poll(isVisible).toBe(true)
		const room = await page
			.locator('[data-card]')
			.first()
			.evaluate((card) => {
				const scroller = card.closest('[data-whole]') ?? card.parentElement?.closest('section, div[class*=outline]')
				return scroller?.matches('[data-whole]') ? 'whole' : (scroller?.clientHeight ?? 0)
			})
		if (room !== 'whole') expect(room).toBeGreaterThanOrEqual(120)
	})

test('[NOTICE1] in a low list the row with the focus lies above the notices', async ({ browser, workshop }) => {
	const context = await browser.newContext({ viewport: { width: 683, height: 260 }, locale: 'en' })
	const page = await context.newPage()
	await page.goto(workshop.dashboard)
	await page.waitForURL(/\/dashboard$/)
	await page.goto(`${workshop.url}/w/${workshop.id}/dashboard/b/${workshop.board}?view=list`)
	const field = page.locator('[data-composer]')
	for (const text of ['One', 'Two', 'Three', 'Four', 'Five']) {
		await field.fill(text)
		await field.press('Enter')
		await expect(page.locator('[data-card]', { hasText: text })).toBeVisible()
	}
	await workshop.command({ type: 'message.send', text: 'Five minutes left' })
	const notice = page.getByText('Five minutes left')
	await expect(notice).toBeVisible()
	await expect(page.locator('[data-whole]')).toBeVisible()
	/** Returns how far a row reaches below the upper edge of the notices, in px. */
	const covered = async (main: Locator) => {
		const [below, above] = await Promise.all([notice.boundingBox(), main.boundingBox()])
		return Math.ceil((above?.y ?? 0) + (above?.height ?? 0) - (below?.y ?? 0))
	}
	const row = page.locator('[data-card] [data-main]').nth(2)
	// The row lies under the notices, right above the composer.
	await row.evaluate((element) => {
		const { bottom } = element.getBoundingClientRect()
		const composer = document.querySelector('[data-composer]')?.closest('section')?.getBoundingClientRect()
		element.closest('[data-whole]')?.scrollBy(0, bottom - (composer?.top ?? 0) + 13)
	})
	await expect.poll(() => covered(row)).toBeGreaterThan(0)
	await row.focus()
	await expect.poll(() => covered(row)).toBeLessThanOrEqual(0)
	await context.close()
})
