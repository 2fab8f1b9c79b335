import { gzipSync } from 'node:zlib'
import { expect, type Page } from '@playwright/test'
import { violationsOf } from '../support/axe.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas } from '../support/participants.ts'
import { recordScripts } from '../support/recordScripts.ts'
import type { Stack } from '../support/startStack.ts'

/** Accessibility of the pages, and joining. */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

/** Checks the page as it is on a light and on a dark device. */
async function expectNoViolations(page: Page): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme })
		expect(await violationsOf(page, colorScheme === 'light' ? 'wcag' : 'colours'), colorScheme).toEqual([])
	}
}

test('[A11Y1] every page is accessible in light and dark mode, the canvas and the projector included', async ({
	browser,
}) => {
	const context = await browser.newContext({ reducedMotion: 'reduce' })
	const page = await context.newPage()
	await page.goto(stack.url)
	await page.getByRole('main').waitFor()
	await expectNoViolations(page)
	await page.getByRole('button', { name: 'Try the sample workshop' }).click()
	await expect(page.locator('[data-shape-type="card"]').first()).toBeVisible()
	await expectNoViolations(page)
	await page.getByRole('link', { name: 'Back to the dashboard' }).click()
	const code = page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).first()
	const joinCode = (await code.textContent()) ?? ''
	await expect(page.getByText('82 cards')).toBeVisible()
	await expectNoViolations(page)
	await page
		.getByRole('link', { name: /Group 1/ })
		.first()
		.click()
	const card = page.locator('[data-shape-type="card"]').first()
	await expect(card).toBeVisible()
	await expectNoViolations(page)
	await page.getByRole('button', { name: 'Skip to the content' }).focus()
	await page.keyboard.press('Enter')
	await page.keyboard.press('Tab')
	await expect(page.getByRole('toolbar', { name: 'Card options' })).toBeVisible()
	await page.locator('summary', { hasText: 'answered' }).click()
	await page.getByRole('button', { name: 'Filter cards' }).click()
	await expectNoViolations(page)
	await page.getByRole('button', { name: 'List', exact: true }).click()
	await expect(page.locator('[data-card]').first()).toBeVisible()
	await expectNoViolations(page)
	await page.goto(`${stack.url}/join#${joinCode}`)
	await expect(page.getByRole('heading', { name: 'Sample workshop' })).toBeVisible()
	await expectNoViolations(page)
	await context.close()
})

test('a wrong join code is reported at its field, on a page that has not fetched zod', async ({ page }) => {
	const fetchedScripts = recordScripts(page)
	await page.goto(`${stack.url}/join`)
	await page.getByLabel('Join code').fill('0000-0000')
	await expect(page.getByText('No workshop has this join code. Check it on the projector.')).toBeVisible()
	const scripts = await fetchedScripts()
	expect(scripts.length).toBeGreaterThan(0)
	expect(scripts.filter((script) => script.includes('ZodError'))).toHaveLength(0)
})

for (const [view, device, most] of [
	['canvas', {}, 456],
	['list', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }, 230],
] as const)
	test(`[LOAD1] scripts: at most 86 KB to join, ${most} KB in 40 files to work in the ${view}; no unused code`, async ({
		browser,
	}) => {
		const { code } = await createWorkshop(stack.url)
		const context = await browser.newContext({ locale: 'en', ...device })
		const page = await context.newPage()
		const fetchedScripts = recordScripts(page)
		const kilobytes = async () => {
			const scripts = await fetchedScripts()
			return scripts.reduce((sum, script) => sum + gzipSync(script, { level: 9 }).length, 0) / 1000
		}
		await page.goto(`${stack.url}/join#${code}`)
		await expect(page.getByLabel('Your name')).toBeVisible()
		expect(await kilobytes()).toBeGreaterThan(50)
		expect(await kilobytes()).toBeLessThan(86)
		await page.getByLabel('Your name').fill('Ana')
		await page.getByRole('combobox', { name: 'Your city' }).fill('Dakar')
		await page.getByRole('button', { name: 'Join', exact: true }).click()
		await expect(page.locator(view === 'canvas' ? '.tl-canvas' : '[data-composer]').first()).toBeVisible()
		if (view === 'canvas') await expect(page.getByRole('button', { name: 'Zoom in' })).toBeVisible()
		expect(await kilobytes()).toBeGreaterThan(200)
		expect(await kilobytes()).toBeLessThan(most)
		expect((await fetchedScripts()).length).toBeLessThanOrEqual(40)
		// The search of the list and its panels are fetched after its page, and without the canvas.
		if (view === 'list') {
			await page.getByRole('button', { name: 'Search and filter' }).click()
			await expect(page.getByRole('search').getByRole('combobox')).toBeVisible()
			await page.keyboard.press('Escape')
			await page.getByRole('textbox', { name: 'New card' }).fill('Permits take years')
			await page.keyboard.press('Enter')
			await page.locator('[data-card]').getByRole('button', { name: 'Details' }).tap()
			await expect(page.getByRole('complementary').getByLabel('Description')).toBeVisible()
			await page.getByRole('complementary').getByRole('button', { name: 'Close' }).tap()
			await page.getByRole('button', { name: 'More' }).tap()
			await page.getByRole('menuitem', { name: 'Suggest clusters…' }).tap()
			await expect(page.getByRole('heading', { name: 'Suggested clusters' })).toBeVisible()
		}
		const scripts = await fetchedScripts()
		// A text editor in tldraw, and the schemas of requests, which only the server checks.
		const unused = view === 'canvas' ? /ProseMirror|ZodError/ : /ProseMirror|ZodError|tldraw:arrowheadStart/
		expect(scripts.filter((script) => unused.test(script))).toHaveLength(0)
		await context.close()
	})

test('[LOAD6] a canvas requests no animation frames while nothing happens', async ({ browser, workshop }) => {
	const { page } = await joinOnCanvas(browser, workshop, 'Ana')
	const framesRequested = () =>
		page.evaluate(
			() =>
				new Promise<number>((resolve) => {
					const request = window.requestAnimationFrame
					let count = 0
					window.requestAnimationFrame = (run) => {
						count++
						return request(run)
					}
					setTimeout(() => {
						window.requestAnimationFrame = request
						resolve(count)
					}, 500)
				}),
		)
	await expect.poll(framesRequested).toBe(0)
	await page.mouse.move(300, 300)
	await page.mouse.down()
	await page.mouse.move(400, 400)
	expect(await framesRequested()).toBeGreaterThan(5)
	await page.mouse.up()
	await expect.poll(framesRequested).toBe(0)
})

test('[LOAD4] only the texts of the browser’s language are fetched, and they arrive together with the program', async ({
	browser,
}) => {
	for (const locale of ['en', 'zh-CN', 'es', 'fr']) {
		const context = await browser.newContext({ locale })
		const page = await context.newPage()
		await page.goto(`${stack.url}/join`)
		await page.getByRole('textbox').first().waitFor()
		const files = await page.evaluate(() => {
			const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
			return entries.map(({ name, startTime, responseEnd }) => ({
				url: name,
				name: name.replace(/^.*\//, ''),
				startTime,
				responseEnd,
			}))
		})
		const program = files.find(({ name }) => name.startsWith('start-'))
		const texts = files.filter(({ name }) => /^(en|zh-CN|es|fr)-/.test(name))
		const [own, others] = [true, false].map((isOwn) =>
			texts.filter(({ name }) => name.startsWith(`${locale}-`) === isOwn),
		)
		expect(own?.length).toBeGreaterThan(0)
		expect(own?.filter(({ startTime }) => startTime >= (program?.responseEnd ?? 0))).toEqual([])
		// The board, which is fetched ahead, reads tables by the words of kinds in every language.
		for (const { url } of others ?? [])
			expect(await (await context.request.get(url)).text()).toMatch(/^var \w+=\{kinds:/)
		await context.close()
	}
})

test('a returning participant is recognised and continues on the same board', async ({ browser }) => {
	const { code } = await createWorkshop(stack.url, { groups: 2 })
	const context = await browser.newContext({ locale: 'fr' })
	const page = await context.newPage()
	await page.goto(`${stack.url}/join#${code}`)
	await page.getByRole('textbox', { name: 'Votre nom' }).fill('Aminata')
	await page.getByRole('combobox', { name: 'Votre ville' }).fill('Dakar')
	await page.getByRole('button', { name: 'Rejoindre', exact: true }).click()
	await expect(page.locator('.tl-canvas')).toBeVisible()
	const board = page.url()
	await page.goto(`${stack.url}/join#${code}`)
	await page.getByRole('button', { name: /Aminata/ }).click()
	await expect(page.locator('.tl-canvas')).toBeVisible()
	expect(page.url()).toBe(board)
	await context.close()
})

test('the text of cards is laid out the same with and without reduced motion', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url, { template: 'sample' })
	const layouts = await Promise.all(
		(['reduce', 'no-preference'] as const).map(async (reducedMotion) => {
			const page = await (await browser.newContext({ reducedMotion })).newPage()
			await page.goto(workshop.dashboard)
			await page.waitForURL('**/dashboard')
			await page.goto(`${stack.url}/w/${workshop.id}/dashboard/b/${workshop.boards[1]}`)
			await expect(page.locator('[data-shape-type="card"]')).toHaveCount(14)
			await page.evaluate(() => document.fonts.ready)
			return page
				.locator('[data-shape-type="card"] [style*="--text-size"]')
				.evaluateAll((cards) => cards.map((card) => `${card.textContent} ${card.getAttribute('style')}`).sort())
		}),
	)
	expect(layouts[0]).toEqual(layouts[1])
})

test('a word in Polish, Vietnamese or Russian is drawn in one typeface, and Arabic from right to left', async ({
	browser,
}) => {
	const ana = await joinOnCanvas(browser, await createWorkshop(stack.url, { groups: 1 }), 'Ana')
	await ana.writeCard('Question', 'Łódź Nguyễn Жуков', { x: 400, y: 350 })
	await ana.writeCard('Question', 'مرحبا', { x: 400, y: 550 })
	await ana.page.evaluate(() => document.fonts.ready)
	// The cards in the page are ordered by their random ids.
	await ana.card('Łódź').evaluate((card) => card.setAttribute('data-measured', ''))
	const devtools = await ana.page.context().newCDPSession(ana.page)
	await devtools.send('DOM.enable')
	await devtools.send('CSS.enable')
	const { root } = await devtools.send('DOM.getDocument')
	const facesOf = async () => {
		const selector = '[data-measured] [dir="auto"]'
		const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector })
		const { fonts } = await devtools.send('CSS.getPlatformFontsForNode', { nodeId })
		return [...new Set(fonts.map(({ familyName }) => familyName.replace(/ Variable$/, '')))]
	}
	await expect.poll(facesOf).toEqual(['Inter'])
	const direction = (text: string) =>
		ana
			.card(text)
			.locator('[dir="auto"]')
			.first()
			.evaluate((element) => getComputedStyle(element).direction)
	expect([await direction('Łódź'), await direction('مرحبا')]).toEqual(['ltr', 'rtl'])
})
