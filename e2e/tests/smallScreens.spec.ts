import type { Browser, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { cutButtonsOf, isReachable, isTooWide, smallTargetsOf } from '../support/layoutProblems.ts'
import { joinOnPhone } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'
import { Fingers, setKeyboardHeight } from '../support/touch.ts'

/** Phones, short screens and on-screen keyboards. */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

const WIDTHS = [320, 360, 390]

/** Opens a participant's page at the board, in any language. */
async function openBoard(page: Page, { code }: CreatedWorkshop, view: 'canvas' | 'list'): Promise<void> {
	await page.goto(`${stack.url}/join?view=${view}#${code}`)
	await page.locator('input[name=name]').fill('Ana')
	await page.locator('input[name=city]').fill('Dakar')
	await page.locator('button[type=submit]').click()
	await page.locator('header:has(h1), .tl-canvas').first().waitFor()
	await showAs(page, view)
}

async function showAs(page: Page, view: 'canvas' | 'list'): Promise<void> {
	const address = new URL(page.url())
	address.searchParams.set('view', view)
	await page.goto(address.href)
	await page.locator(view === 'canvas' ? '.tl-canvas' : 'header:has(h1)').waitFor()
}

const openPhone = async (browser: Browser, locale: string, width = 390, height = 844): Promise<Page> => {
	const phone = { viewport: { width, height }, isMobile: true, hasTouch: true, locale }
	return (await browser.newContext({ ...phone, reducedMotion: 'reduce' })).newPage()
}

for (const locale of ['en', 'zh-CN', 'es', 'fr'])
	test(`[PHONE5] from 320 px up no page is too wide and no tool cut off, in ${locale}`, async ({ browser }) => {
		const workshop = await createWorkshop(stack.url)
		const page = await openPhone(browser, locale)
		const tools = page.getByRole('toolbar').filter({ has: page.locator('[data-kind]') })
		const problems = async () => ((await isTooWide(page)) ? ['too wide'] : [])
		await page.goto(stack.url)
		await page.getByRole('main').waitFor()
		const check = async (find: () => Promise<string[]>) => {
			for (const width of WIDTHS) {
				await page.setViewportSize({ width, height: 844 })
				await expect.poll(find, `${width} px`).toEqual([])
			}
		}
		await check(problems)
		await openBoard(page, workshop, 'list')
		await check(problems)
		await showAs(page, 'canvas')
		await check(async () => [...(await problems()), ...(await cutButtonsOf(tools))])
	})

test('[PHONE5] on a phone every touch target is at least 44 px', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url, { template: 'sample' })
	await workshop.command({ type: 'timer.start', minutes: 5 })
	const page = await openPhone(browser, 'en')
	const targets = () => smallTargetsOf(page)
	await page.goto(stack.url)
	await page.getByRole('main').waitFor()
	await expect.poll(targets, 'home').toEqual([])
	await openBoard(page, workshop, 'list')
	await page.locator('[data-main]').first().tap()
	await page.getByRole('button', { name: 'Search and filter' }).tap()
	await page.getByRole('button', { name: 'Filter cards' }).tap()
	await expect.poll(targets, 'list').toEqual([])
	await page.getByRole('button', { name: 'Close search' }).tap()
	await page.getByRole('button', { name: 'More' }).tap()
	await expect.poll(targets, 'menu').toEqual([])
	await page.getByRole('menuitem', { name: 'Language and appearance' }).tap()
	await expect.poll(targets, 'settings').toEqual([])
	await showAs(page, 'canvas')
	await expect.poll(targets, 'canvas').toEqual([])
	await page.getByRole('button', { name: 'People here' }).tap()
	await expect.poll(targets, 'people').toEqual([])
})

const SHORT = [
	{ viewport: { width: 720, height: 450 }, isMobile: false, hasTouch: false },
	{ viewport: { width: 844, height: 390 }, isMobile: true, hasTouch: true },
	{ viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true },
]

test('[PHONE2] phase, time, dots left, Help and Done stay reachable on short and small screens', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url)
	await workshop.addPhase({ kind: 'vote', title: { en: 'Choose' }, prompt: { en: 'What first?' }, minutes: 5 })
	// A phase of this kind opens its vote.
	await workshop.command({ type: 'phase.next', startsTimer: true })
	for (const screen of SHORT) {
		const page = await (await browser.newContext({ ...screen, locale: 'en', reducedMotion: 'reduce' })).newPage()
		await openBoard(page, workshop, 'list')
		const phase = page.getByRole('button', { name: /1 · Choose/ })
		const parts = {
			phase,
			time: page.getByRole('timer'),
			dots: page.getByRole('status').filter({ hasText: 'dots left' }),
			help: page.getByRole('button', { name: 'I need help' }),
			done: page.getByRole('button', { name: 'I’m done' }),
		}
		const covered = async () => {
			const found = await Promise.all(
				Object.entries(parts).map(async ([name, part]) => ((await isReachable(part)) ? [] : [name])),
			)
			return found.flat()
		}
		await expect.poll(covered, `list at ${screen.viewport.width} px`).toEqual([])
		await showAs(page, 'canvas')
		await expect.poll(covered, `canvas at ${screen.viewport.width} px`).toEqual([])
		await page.context().close()
	}
})

test('[PHONE1] with an on-screen keyboard the edited field stays visible; [PHONE3] the header makes room', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url)
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	const { page } = ana
	await ana.addCards('Obstacle', ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight'])
	const isAbove = (field: ReturnType<Page['locator']>, keyboard: number) =>
		expect(async () => {
			const box = await field.boundingBox()
			const header = await page.getByRole('banner').or(page.locator('header')).first().boundingBox()
			const bottom = (page.viewportSize()?.height ?? 0) - keyboard
			expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(bottom)
			expect(box?.y ?? 0).toBeGreaterThanOrEqual((header?.y ?? 0) + (header?.height ?? 0))
		}).toPass()

	await test.step('the header collapses when the list scrolls down, and returns when it scrolls up', async () => {
		const search = page.getByRole('button', { name: 'Search and filter' })
		const list = page.locator('[data-card]').first().locator('xpath=ancestor::*[contains(@class,"outline")]')
		await list.evaluate((element) => element.scrollTo(0, 0))
		await expect(search).toBeVisible()
		const fingers = new Fingers(page)
		await fingers.swipe([
			{ x: 200, y: 560 },
			{ x: 200, y: 260 },
		])
		await expect(search).toBeHidden()
		await expect(page.getByRole('button', { name: 'I need help' })).toBeInViewport()
		await page.context().setOffline(true)
		await ana.waitForSaveStatus('Offline')
		await page.context().setOffline(false)
		await expect(search).toBeHidden()
		await fingers.swipe([
			{ x: 200, y: 260 },
			{ x: 200, y: 460 },
		])
		await expect(search).toBeVisible()
	})

	await test.step('the last card stays visible while it is edited, in portrait and landscape', async () => {
		await ana.startEditing('Eight')
		await setKeyboardHeight(page, 336)
		await isAbove(ana.editor, 336)
		await isAbove(page.getByRole('toolbar', { name: 'Card options' }), 336)
		await page.setViewportSize({ width: 844, height: 390 })
		await setKeyboardHeight(page, 190)
		await isAbove(ana.editor, 190)
		await page.keyboard.press('Escape')
	})

	await test.step('the composer and the field of a dialog stay visible', async () => {
		await ana.composer.tap()
		await isAbove(ana.composer, 190)
		await page.setViewportSize({ width: 390, height: 844 })
		await setKeyboardHeight(page, 336)
		await isAbove(ana.composer, 336)
		await setKeyboardHeight(page, 0)
		// At the start of the list the header returns, which moves the cards. A tap during that would
		// hit another card.
		await ana.card('One').scrollIntoViewIfNeeded()
		await expect(page.getByRole('button', { name: 'Search and filter' })).toBeVisible()
		await ana.startEditing('One')
		await page.getByRole('button', { name: 'Link…' }).tap()
		const search = page.getByRole('combobox', { name: 'Search cards' })
		await expect(search).toBeFocused()
		await setKeyboardHeight(page, 336)
		const dialog = page.getByRole('dialog')
		await expect(async () => {
			const { y, height } = (await dialog.boundingBox()) ?? { y: -1, height: 0 }
			expect(y).toBeGreaterThanOrEqual(0)
			expect(y + height).toBeLessThanOrEqual(844 - 336)
		}).toPass()
	})
})

test('[PHONE4] two fingers on a bar do not zoom the page; the canvas detects the touch screen before the first touch', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url)
	const page = await openPhone(browser, 'en')
	const fingers = new Fingers(page)
	const pinchOn = async (bar: ReturnType<Page['locator']>) => {
		const { x, y, width, height } = (await bar.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
		const middle = { x: x + width / 2, y: y + height / 2 }
		await fingers.swipe(
			[middle, { x: middle.x - 120, y: middle.y }],
			[
				{ x: middle.x + 20, y: middle.y },
				{ x: middle.x + 140, y: middle.y },
			],
		)
		expect(await page.evaluate(() => window.visualViewport?.scale)).toBe(1)
	}
	await openBoard(page, workshop, 'list')
	await pinchOn(page.locator('header').first())
	await pinchOn(page.getByRole('region', { name: 'New card' }))
	await showAs(page, 'canvas')
	// The hint for touch is shown before the first touch of this page.
	await expect(page.getByText('Choose a kind below, then tap')).toBeVisible()
	await pinchOn(page.getByRole('banner'))
	await pinchOn(page.getByRole('toolbar', { name: 'Tools' }))
})
