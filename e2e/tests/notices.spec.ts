import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { Actor } from '../support/Actor.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { probeNotices } from '../support/noticeProbe.ts'
import { PhoneActor } from '../support/PhoneActor.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'
import { setKeyboardHeight } from '../support/touch.ts'

/** The common stack of banners, messages, calls and toasts. */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

const MESSAGE = 'Please finish your cards within five minutes, and then come to the big table.'
const PHONE = { isMobile: true, hasTouch: true, viewport: { width: 390, height: 844 } }
const WIDE = { viewport: { width: 1280, height: 860 } }

const notices = (page: Page) => page.getByRole('region', { name: 'Notices' })
const all = (page: Page) => notices(page).getByRole('button', { name: /All \d notices/ })

/** Opens a participant's page at the board of the sample. */
async function openView(browser: Browser, workshop: CreatedWorkshop, view: string, device: BrowserContextOptions) {
	const page = await (await browser.newContext({ ...device, locale: 'en', reducedMotion: 'reduce' })).newPage()
	await page.goto(`${stack.url}/join?view=${view}#${workshop.code}`)
	await page.getByLabel('Your name').fill('Ana')
	await page.getByRole('combobox', { name: 'Your city' }).fill('Dakar')
	await page.getByRole('button', { name: 'Join', exact: true }).click()
	await page.locator('.tl-canvas, [data-composer]').first().waitFor()
	const address = new URL(page.url())
	address.searchParams.set('view', view)
	await page.goto(address.href)
	await page.locator(view === 'canvas' ? '.tl-canvas' : '[data-composer]').waitFor()
	return page
}

const SIZES = {
	phone: [
		[320, 640],
		[390, 844],
		[844, 390],
	],
	wide: [
		[901, 700],
		[1024, 768],
		[1180, 720],
		[1280, 860],
		[1920, 1080],
	],
} as const

/** Expects that no notice covers anything, at every size, once the page is laid out for it. */
async function expectNothingCovered(page: Page, sizes: readonly (readonly [number, number])[]): Promise<void> {
	for (const [width, height] of sizes) {
		await page.setViewportSize({ width, height })
		await expect.poll(() => probeNotices(page), `${width} × ${height}`).toEqual({ covered: [], outside: [] })
	}
}

for (const view of ['canvas', 'list'] as const)
	test(`[NOTICE1] [NOTICE2] in the ${view}, notices are in one stack that covers no control or card in use`, async ({
		browser,
	}) => {
		const workshop = await createWorkshop(stack.url, { template: 'sample' })
		const phone = await openView(browser, workshop, view, PHONE)
		const wide = await openView(browser, workshop, view, WIDE)
		const everywhere = async () => {
			await expectNothingCovered(phone, SIZES.phone)
			await expectNothingCovered(wide, SIZES.wide)
		}

		await test.step('a vote with its buttons, and a phase with its prompt open', async () => {
			await workshop.addPhase({
				kind: 'vote',
				title: { en: 'Choose', 'zh-CN': '选择' },
				prompt: { en: 'Which three obstacles should the city remove first?', 'zh-CN': '先解决哪三个障碍？' },
				may: ['write', 'arrange', 'link'],
				minutes: 5,
			})
			for (;;) {
				const before = await workshop.view()
				await workshop.command({ type: 'phase.next', startsTimer: true })
				const after = await workshop.view()
				if (JSON.stringify(before.workshop.sessions) === JSON.stringify(after.workshop.sessions)) break
			}
			await workshop.command({ type: 'message.send', text: MESSAGE })
			for (const page of [phone, wide]) {
				await expect(notices(page).getByText(MESSAGE)).toBeVisible()
				// A prompt that was opened by hand does not fold by itself.
				await page.getByRole('button', { name: 'Close', exact: true }).click()
				await page.getByRole('button', { name: /Choose/ }).click()
				await expect(page.getByRole('button', { name: /Choose/, expanded: true })).toBeVisible()
			}
			await everywhere()
			for (const page of [phone, wide]) await page.getByRole('button', { name: 'Close', exact: true }).click()
			await everywhere()
		})

		await test.step('with a call and the state of the board, one notice is shown and the others are counted', async () => {
			await workshop.command({ type: 'people.gather', board: workshop.plenary })
			await workshop.freeze(true)
			for (const page of [phone, wide]) await expect(notices(page).getByRole('alert')).toBeVisible()
			await everywhere()
			await phone.setViewportSize({ width: 390, height: 844 })
			for (const page of [phone, wide]) {
				await expect(all(page)).toContainText('+2')
				await expect(notices(page).locator('[data-tone]:not(.visuallyHidden)')).toHaveCount(1)
			}
			await all(phone).tap()
			await expect(notices(phone).getByText('This board is frozen')).toBeVisible()
			await expectNothingCovered(phone, SIZES.phone)
		})
	})

test('[NOTICE2] beside an open prompt, the text of a notice has at most two lines', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url)
	const { page } = await joinOnCanvas(browser, workshop, 'Ana')
	await page.setViewportSize({ width: 1180, height: 720 })
	const phase = { kind: 'write', title: { en: 'Obstacles' }, prompt: { en: 'What stops you?' }, isPrivate: true }
	await workshop.command({ type: 'phase.goto', phase: await workshop.command({ type: 'phase.add', phase }) })
	await expect(page.getByRole('button', { name: /Obstacles/, expanded: true })).toBeVisible()
	const text = notices(page).getByText('Private writing: no one else sees your cards')
	const lines = () =>
		text.evaluate((element) => {
			const range = document.createRange()
			range.selectNodeContents(element)
			return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size
		})
	await expect.poll(lines).toBeLessThanOrEqual(2)
})

test('[NOTICE3] a new notice hides neither a selected card nor a card that is being edited', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url)
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const { page } = ana
	await ana.writeCard('Obstacle', 'Permits', { x: 640, y: 330 })
	await page.keyboard.press('Escape')
	/** Moves the card to just below the top bar. */
	const scrollUp = async () => {
		await page.mouse.move(300, 500)
		const distance = async () => (await ana.boxOf('Permits')).y - 90
		await expect(async () => {
			await ana.centreOf('Permits')
			if (Math.abs(await distance()) > 1) await page.mouse.wheel(0, await distance())
			// On a busy machine the board scrolls later than the wheel turns, and a second turn would
			// move the card away again.
			await expect.poll(async () => Math.abs(await distance()), { timeout: 10_000 }).toBeLessThanOrEqual(1)
		}).toPass()
	}
	const isClear = () => expect.poll(() => probeNotices(page, 'Permits')).toEqual({ covered: [], outside: [] })

	await test.step('a selected card', async () => {
		await scrollUp()
		await ana.select('Permits')
		await workshop.command({ type: 'message.send', text: 'Coffee is ready' })
		await expect(notices(page).getByText('Coffee is ready')).toBeVisible()
		await isClear()
		await page.getByRole('button', { name: 'Dismiss message' }).click()
	})

	await test.step('a card that is being edited, and the toolbar above it', async () => {
		await scrollUp()
		await ana.startEditing('Permits')
		await workshop.command({ type: 'message.send', text: 'Coffee is cold' })
		await expect(notices(page).getByText('Coffee is cold')).toBeVisible()
		await isClear()
		await page.keyboard.type(' take long')
		await expect(ana.editor).toHaveValue(/take long/)
	})
})

test('[NOTICE2] [NOTICE3] above an on-screen keyboard one notice is shown, clear of the text field in use', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url)
	const li = await joinOnPhone(browser, workshop, 'Li', 'Wuhan')
	const { page } = li
	await li.addCards('Obstacle', ['One', 'Two', 'Three', 'Four', 'Five', 'Six'])
	const expectOne = async () => {
		await expect(notices(page).locator('[data-tone]:not(.visuallyHidden)')).toHaveCount(1)
		await expect.poll(() => probeNotices(page)).toEqual({ covered: [], outside: [] })
	}
	await li.startEditing('Six')
	await setKeyboardHeight(page, 336)
	await workshop.command({ type: 'message.send', text: MESSAGE })
	await workshop.command({ type: 'people.gather', board: workshop.plenary })
	await expect(notices(page).getByRole('alert')).toBeVisible()
	await expectOne()
	await expect(li.editor).toBeFocused()
	await expect(li.editor).toBeInViewport({ ratio: 1 })
	await page.keyboard.press('Escape')
	await li.composer.tap()
	await expectOne()
	await expect(li.composer).toBeInViewport({ ratio: 1 })
})

test('[NOTICE2] [NOTICE3] on the canvas of a phone, a notice is clear of the card above the keyboard', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url)
	const eva = await PhoneActor.onPhone(browser, 'Eva')
	await eva.join(stack.url, workshop.code, 'Dakar')
	const { page } = eva
	await page.getByRole('button', { name: 'New card: Obstacle' }).tap()
	await page.touchscreen.tap(200, 300)
	await eva.editor.waitFor()
	await page.keyboard.type('Permits take nine months, and nobody says why')
	await workshop.command({ type: 'people.gather', board: workshop.plenary })
	await workshop.command({ type: 'message.send', text: MESSAGE })
	await expect(notices(page).getByText(MESSAGE)).toBeAttached()
	const isClear = (keyboard: number) =>
		expect(async () => {
			expect(await probeNotices(page)).toEqual({ covered: [], outside: [] })
			const card = await eva.editor.boundingBox()
			const { height = 0 } = page.viewportSize() ?? {}
			expect((card?.y ?? 0) + (card?.height ?? 0)).toBeLessThanOrEqual(height - keyboard)
		}).toPass()
	await setKeyboardHeight(page, 336)
	await isClear(336)
	await eva.rotate()
	await setKeyboardHeight(page, 190)
	await isClear(190)
})

test('[NOTICE4] each notice is announced once, in order, and returns the focus', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url)
	const ana: Actor = await joinOnCanvas(browser, workshop, 'Ana')
	const { page } = ana
	await workshop.command({ type: 'people.gather', board: workshop.plenary })
	await workshop.command({ type: 'message.send', text: 'Coffee is ready' })
	await workshop.freeze(true)
	const texts = () => notices(page).locator('[data-tone]').allTextContents()
	await expect
		.poll(texts)
		.toEqual([
			expect.stringContaining('This board is frozen'),
			expect.stringContaining('Coffee is ready'),
			expect.stringContaining('is bringing everyone'),
		])
	// The live region exists before its text, and announces only additions.
	const regions = await notices(page)
		.locator('[role=status]')
		.evaluateAll((all) => all.map((region) => region.getAttribute('aria-atomic')))
	expect(regions).toEqual(['false', 'false', 'false'])

	await all(page).click()
	await page.locator('.tl-container').focus()
	await page.getByRole('button', { name: 'Dismiss message' }).focus()
	await page.keyboard.press('Enter')
	await expect(notices(page).getByText('Coffee is ready')).toHaveCount(0)
	await expect(page.locator('.tl-container')).toBeFocused()
})
