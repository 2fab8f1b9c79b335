import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { DeskActor } from '../support/atDesk.ts'
import { sample } from '../support/sample.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** Afterwards: the boards as a page that needs nobody, taken home or shared under a link. */
let stack: Stack
let desk: string
test.beforeAll(async () => {
	stack = await startStack()
	const body = JSON.stringify({ title: 'Streets', template: 'sample' })
	const opened = await fetch(`${stack.url}/api/workshops`, { method: 'POST', body, headers })
	desk = ((await opened.json()) as { links: { facilitator: string } }).links.facilitator
})
test.afterAll(() => stack.stop())

const headers = { 'Content-Type': 'application/json' }
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Somebody opens a page from their disk, off-line; nothing is fetched, and nothing goes wrong. */
async function openFromDisk(browser: Browser, file: string, how: BrowserContextOptions = {}): Promise<Page> {
	const context = await browser.newContext({ reducedMotion: 'reduce', offline: true, bypassCSP: true, ...how })
	const page = await context.newPage()
	page.on('request', (request) => expect(request.url()).toMatch(/^(file|data):/))
	page.on('pageerror', (error) => expect(error.message).toBe(''))
	await page.goto(pathToFileURL(file).href)
	return page
}

const transformOf = (page: Page) =>
	page.locator('.holder').evaluate((holder) => {
		const { a, e, f } = new DOMMatrix(getComputedStyle(holder).transform)
		return { zoom: a, x: e, y: f }
	})
const lit = (page: Page) => page.locator('.card:not([data-dimmed])')

test('[VIEW1] a board is taken home as a page: off-line it is looked at, searched, filtered and read as a list', async ({
	browser,
}, info) => {
	const facilitator = await DeskActor.atDesk(browser, desk)
	await facilitator.choose('More: Plenary', 'Export')
	const coming = facilitator.page.waitForEvent('download')
	await facilitator.dialog.getByText('HTML', { exact: true }).click()
	await facilitator.dialog.getByRole('button', { name: 'Export as HTML' }).click()
	const download = await coming
	expect(download.suggestedFilename()).toMatch(/^.+ - Plenary - \d{4}-\d\d-\d\d\.html$/)
	const file = info.outputPath('plenary.html')
	await download.saveAs(file)
	await facilitator.page.context().close()
	const page = await openFromDisk(browser, file)
	const stage = page.locator('.stage')

	await test.step('every card, link and cluster is there, with its words', async () => {
		await expect(page.locator('.card')).toHaveCount(sample.cards.length)
		await expect(page.locator('.lines g')).toHaveCount(42)
		const texts = await page.locator('.card .text').allTextContents()
		expect(texts.sort()).toEqual(sample.cards.map(({ text }) => text).sort())
	})
	await test.step('one pans with the pointer and the keys, and zooms with the wheel and the buttons', async () => {
		const start = await transformOf(page)
		await page.mouse.move(600, 500)
		await page.mouse.down()
		await page.mouse.move(700, 540, { steps: 3 })
		await page.mouse.up()
		await expect.poll(() => transformOf(page)).toEqual({ zoom: start.zoom, x: start.x + 100, y: start.y + 40 })
		await stage.press('ArrowRight')
		await expect.poll(async () => (await transformOf(page)).x).toBe(start.x + 20)
		await page.keyboard.down('Control')
		await page.mouse.wheel(0, -100)
		await page.keyboard.up('Control')
		await expect.poll(async () => (await transformOf(page)).zoom).toBeGreaterThan(start.zoom)
		await page.getByRole('button', { name: 'Zoom to fit' }).click()
		await expect.poll(() => transformOf(page)).toEqual(start)
		await page.getByRole('button', { name: 'Zoom in' }).click()
		await expect.poll(async () => (await transformOf(page)).zoom).toBeCloseTo(start.zoom * 1.25)
	})
	await test.step('what is searched, in Chinese too, comes into sight', async () => {
		const search = page.getByRole('searchbox', { name: 'Search cards' })
		const found = sample.cards.filter(({ text }) => text.includes('公交'))
		await search.fill('公交')
		await expect(page.locator('.count')).toHaveText(`1 of ${found.length}`)
		await expect(lit(page)).toHaveCount(found.length)
		await expect(page.locator('[data-ringed]')).toBeInViewport({ ratio: 1 })
		const first = await page.locator('[data-ringed]').textContent()
		await search.press('Enter')
		await expect(page.locator('.count')).toHaveText(`2 of ${found.length}`)
		await expect(page.locator('[data-ringed]')).not.toHaveText(first ?? '')
		await search.press('Escape')
		await expect(lit(page)).toHaveCount(sample.cards.length)
	})
	await test.step('what is not asked for steps back', async () => {
		const solutions = sample.cards.filter(({ kind }) => kind === 'solution')
		await page.getByRole('button', { name: 'Filter cards' }).click()
		await page.getByRole('button', { name: /^Solution/ }).click()
		await expect(lit(page)).toHaveCount(solutions.length)
		await expect(page.getByText(`${solutions.length} of ${sample.cards.length} cards shown`)).toBeVisible()
		await new AxeBuilder({ page })
			.withTags(RULES)
			.analyze()
			.then(({ violations }) => expect(violations).toEqual([]))
		await page.getByRole('button', { name: 'Clear filter' }).click()
		await page.getByRole('button', { name: /^Open obstacles/ }).click()
		await expect(lit(page)).toHaveCount(2)
		await page.getByRole('button', { name: 'Clear filter' }).click()
		await page.keyboard.press('Escape')
	})
	await test.step('the list has every card and its links, and leads back to the board', async () => {
		await page.getByRole('button', { name: 'List', exact: true }).click()
		const rows = page.locator('.row')
		await expect(rows).toHaveCount(sample.cards.length)
		const permits = rows.filter({ has: page.locator('.text', { hasText: /^Permits for bus lanes take nine months$/ }) })
		await permits.getByRole('link', { name: /One-stop permit desk/ }).click()
		await expect(page.locator('.row:focus .text')).toHaveText(/One-stop permit desk/)
		await permits.getByRole('button', { name: /^Show on the board/ }).click()
		await expect(page.locator('[data-ringed]')).toBeInViewport({ ratio: 1 })
	})
	await test.step('it speaks four languages, in light and dark, and begins with the list on a phone', async () => {
		await page.getByRole('combobox', { name: 'Language' }).selectOption('zh-CN')
		await expect(page.getByRole('button', { name: '列表' })).toBeVisible()
		await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
		await page.getByRole('button', { name: '深色外观' }).click()
		await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
		const how = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, colorScheme: 'dark' } as const
		const phone = await openFromDisk(browser, file, how)
		await expect(phone.locator('.row').first()).toBeVisible()
		await new AxeBuilder({ page: phone })
			.withTags(RULES)
			.analyze()
			.then(({ violations }) => expect(violations).toEqual([]))
		await phone.context().close()
	})
	// The policy holds where nothing waives it: the page's own script runs, and no other.
	const strict = await openFromDisk(browser, file, { bypassCSP: false })
	await expect(strict.locator('.card')).toHaveCount(sample.cards.length)
	expect(
		(await readFile(file, 'utf8')).match(/https?:\/\/[^"\s<]+/g)?.filter((url) => !url.includes('w3.org')) ?? [],
	).toEqual([])
	await Promise.all([page.context().close(), strict.context().close()])
})

test('[SHARE1] a session is shared to read: whoever has the link sees its boards, until the facilitator ends it', async ({
	browser,
}) => {
	const facilitator = await DeskActor.atDesk(browser, desk)
	await facilitator.button('Invite').click()
	const { dialog } = facilitator
	await dialog.getByLabel('Expires after').selectOption({ label: '1 week' })
	await dialog.getByRole('button', { name: 'Create link' }).click()
	const links = dialog.getByRole('textbox', { name: /^Link to “/ })
	await expect(links).toHaveValue(/\/s\/[\w-]{32}$/)
	const link = await links.inputValue()
	await dialog.getByText('Include author names').click()
	await dialog.getByRole('button', { name: 'Create link' }).click()
	await expect(links).toHaveCount(2)
	// None is lost that was not copied, also when the dialog is closed.
	await facilitator.page.keyboard.press('Escape')
	await expect(dialog).toHaveCount(0)
	await facilitator.button('Invite').click()
	await expect(dialog.getByRole('listitem').filter({ hasText: /created .* · until .* · with names/ })).toHaveCount(1)
	const first = dialog.getByRole('listitem').filter({ hasText: 'without names' })
	await expect(first.getByRole('textbox')).toHaveValue(link)
	const scan = await new AxeBuilder({ page: facilitator.page }).withTags(RULES).analyze()
	expect(scan.violations).toEqual([])

	const context = await browser.newContext({ locale: 'es', reducedMotion: 'reduce' })
	const visitor = await context.newPage()
	await visitor.goto(`${stack.url}${new URL(link).pathname}`)
	// In the visitor's own language.
	const boards = visitor.getByRole('combobox', { name: 'Tableros' })
	await expect(boards.getByRole('option')).toHaveCount(7)
	// What is looked for is found on other boards, too.
	await boards.selectOption({ label: 'Group 1' })
	await visitor.getByRole('searchbox').fill('公交')
	await visitor.getByRole('button', { name: /más en otros tableros: ir a «Group 2»/ }).click()
	await expect(boards.locator('option:checked')).toHaveText('Group 2')
	await expect(visitor.locator('.count')).toHaveText(/^1 de /)
	await boards.selectOption({ label: 'Plenary' })
	await expect(visitor.locator('.card')).toHaveCount(sample.cards.length)

	const sure = facilitator.page.getByRole('dialog', { name: /^Stop sharing/ })
	await first.getByRole('button', { name: /^Stop sharing/ }).click()
	await expect(sure.getByText('The link stops working for everyone who has it.')).toBeVisible()
	await facilitator.page.keyboard.press('Escape')
	await expect(sure).toHaveCount(0)
	await first.getByRole('button', { name: /^Stop sharing/ }).click()
	await sure.getByRole('button', { name: 'Stop sharing' }).click()
	await expect(first).toHaveCount(0)
	await expect(links).toHaveCount(1)
	// At a board, that board is what one shares.
	await facilitator.page.getByRole('button', { name: 'Close' }).click()
	await facilitator.page.getByRole('link', { name: /^Open Plenary/ }).click()
	await facilitator.page.getByRole('button', { name: 'Invite', exact: true }).click()
	await dialog.getByRole('button', { name: 'Create link' }).click()
	await expect(dialog.getByRole('textbox', { name: 'Link to “Plenary”' })).toHaveValue(/\/s\//)
	await visitor.reload()
	await expect(visitor.getByRole('heading', { name: 'Esta página ya no se comparte' })).toBeVisible()
	await Promise.all([context.close(), facilitator.page.context().close()])
})
