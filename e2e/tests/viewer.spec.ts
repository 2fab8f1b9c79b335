import { readFile, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import * as Y from 'yjs'
import { violationsOf } from '../support/axe.ts'
import { readCardTexts } from '../support/cardTexts.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { sample } from '../support/sampleBoard.ts'
import type { Stack } from '../support/startStack.ts'
import { openBoard } from '../support/stockClient.ts'

/** The read-only viewer: as an exported HTML file and as a shared link. */
let stack: Stack
let workshop: CreatedWorkshop
test.beforeAll(async ({ sharedStack }) => {
	stack = sharedStack
	workshop = await createWorkshop(stack.url, { template: 'sample' })
})

/** Opens a file without a network, and expects no requests and no errors. */
async function openFromDisk(browser: Browser, file: string, options: BrowserContextOptions = {}): Promise<Page> {
	const context = await browser.newContext({ reducedMotion: 'reduce', offline: true, bypassCSP: true, ...options })
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
const undimmed = (page: Page) => page.locator('.card:not([data-dimmed])')

test('[VIEW1] an exported HTML file works offline: pan and zoom, search, filter and list', async ({
	browser,
}, info) => {
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await facilitator.choose('More: Plenary', 'Export')
	const pending = facilitator.page.waitForEvent('download')
	await facilitator.dialog.getByText('HTML', { exact: true }).click()
	await facilitator.dialog.getByRole('button', { name: 'Export as HTML' }).click()
	const download = await pending
	expect(download.suggestedFilename()).toMatch(/^.+ - Plenary - \d{4}-\d\d-\d\d\.html$/)
	const file = info.outputPath('plenary.html')
	await download.saveAs(file)
	await facilitator.page.context().close()
	const page = await openFromDisk(browser, file)
	const viewport = page.locator('.viewport')

	await test.step('all cards, links and clusters are shown', async () => {
		await expect(page.locator('.card')).toHaveCount(sample.cards.length)
		await expect(page.locator('.lines g')).toHaveCount(42)
		const texts = await page.locator('.card .text').allTextContents()
		expect(texts.sort()).toEqual(sample.cards.map(({ text }) => text).sort())
	})
	await test.step('pan by pointer and keyboard, zoom by wheel and buttons', async () => {
		const start = await transformOf(page)
		await page.mouse.move(600, 500)
		await page.mouse.down()
		await page.mouse.move(700, 540, { steps: 3 })
		await page.mouse.up()
		await expect.poll(() => transformOf(page)).toEqual({ zoom: start.zoom, x: start.x + 100, y: start.y + 40 })
		await viewport.press('ArrowRight')
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
	await test.step('[LEVEL1] the words on all cards are readable while the whole board is shown', async () => {
		const shown = await readCardTexts(page, '.card')
		expect(shown).toHaveLength(sample.cards.length)
		expect(Math.min(...shown.map(({ px }) => px))).toBeGreaterThanOrEqual(11)
		expect(Math.min(...shown.map(({ lines }) => lines))).toBeGreaterThanOrEqual(1)
	})
	await test.step('search, also in Chinese, moves the view to the results', async () => {
		const search = page.getByRole('searchbox', { name: 'Search cards' })
		const results = sample.cards.filter(({ text }) => text.includes('公交'))
		await search.fill('公交')
		await expect(page.locator('.count')).toHaveText(`1 of ${results.length}`)
		await expect(undimmed(page)).toHaveCount(results.length)
		await expect(page.locator('[data-ringed]')).toBeInViewport({ ratio: 1 })
		const first = await page.locator('[data-ringed]').textContent()
		await search.press('Enter')
		await expect(page.locator('.count')).toHaveText(`2 of ${results.length}`)
		await expect(page.locator('[data-ringed]')).not.toHaveText(first ?? '')
		await search.press('Escape')
		await expect(undimmed(page)).toHaveCount(sample.cards.length)
	})
	await test.step('the filter dims other cards', async () => {
		const solutions = sample.cards.filter(({ kind }) => kind === 'solution')
		await page.getByRole('button', { name: 'Filter cards' }).click()
		await page.getByRole('button', { name: /^Solution/ }).click()
		await expect(undimmed(page)).toHaveCount(solutions.length)
		await expect(page.getByText(`${solutions.length} of ${sample.cards.length} cards shown`)).toBeVisible()
		expect(await violationsOf(page, 'wcag')).toEqual([])
		await page.getByRole('button', { name: 'Clear filter' }).click()
		await page.getByRole('button', { name: /^Open obstacles/ }).click()
		await expect(undimmed(page)).toHaveCount(2)
		await page.getByRole('button', { name: 'Clear filter' }).click()
		await page.keyboard.press('Escape')
	})
	await test.step('the list contains all cards with their links, and leads back to the board', async () => {
		await page.getByRole('button', { name: 'List', exact: true }).click()
		const rows = page.locator('.row')
		await expect(rows).toHaveCount(sample.cards.length)
		const permits = rows.filter({ has: page.locator('.text', { hasText: /^Permits for bus lanes take nine months$/ }) })
		await permits.getByRole('link', { name: /One-stop permit desk/ }).click()
		await expect(page.locator('.row:focus .text')).toHaveText(/One-stop permit desk/)
		await permits.getByRole('button', { name: /^Show on board/ }).click()
		await expect(page.locator('[data-ringed]')).toBeInViewport({ ratio: 1 })
	})
	await test.step('language and theme can be changed, and a phone starts with the list', async () => {
		await page.getByRole('combobox', { name: 'Language' }).selectOption('zh-CN')
		await expect(page.getByRole('button', { name: '列表' })).toBeVisible()
		await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
		await page.getByRole('button', { name: '深色外观' }).click()
		await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
		const device = {
			viewport: { width: 390, height: 844 },
			isMobile: true,
			hasTouch: true,
			colorScheme: 'dark',
		} as const
		const phone = await openFromDisk(browser, file, device)
		await expect(phone.locator('.row').first()).toBeVisible()
		expect(await violationsOf(phone, 'wcag')).toEqual([])
		await phone.context().close()
	})
	// The script of the page also runs with its content security policy in force.
	const strict = await openFromDisk(browser, file, { bypassCSP: false })
	await expect(strict.locator('.card')).toHaveCount(sample.cards.length)
	expect(
		(await readFile(file, 'utf8')).match(/https?:\/\/[^"\s<$][^"\s<]*/g)?.filter((url) => !url.includes('w3.org')) ??
			[],
	).toEqual([])
	await Promise.all([page.context().close(), strict.context().close()])
})

test('[SHARED1] tile, panel and viewer of a board count obstacles that say the same once', async ({
	browser,
}, info) => {
	const { url, token, board, dashboard } = await createWorkshop(stack.url)
	const stock = await openBoard(url, { token, board: { id: board, title: '' } })
	stock.transact(() => {
		for (const [at, text] of ['No permits', 'no permits!', 'Nobody signs', 'One office'].entries()) {
			const kind = text === 'One office' ? 'solution' : 'obstacle'
			const fields = { 'props.kind': kind, index: `a${at}`, xy: [0, 300 * at], text: new Y.Text(text) }
			stock.write(`shape:${at}`, { type: 'card', ...fields })
		}
		stock.write('shape:link', { type: 'arrow', xy: [0, 0] })
		for (const [terminal, toId] of Object.entries({ start: 'shape:3', end: 'shape:1' }))
			stock.write(`binding:${terminal}`, { type: 'arrow', fromId: 'shape:link', toId, 'props.terminal': terminal })
	})
	const facilitator = await FacilitatorActor.openDashboard(browser, dashboard)
	await expect(facilitator.page.getByText('1 of 2 obstacles answered').first()).toBeAttached()
	await facilitator.page.getByRole('link', { name: 'Open Group 1' }).first().click()
	await facilitator.page.locator('summary', { hasText: '1 of 2 answered' }).click()
	await facilitator.page.getByRole('button', { name: '1 open' }).click()
	await expect(facilitator.page.getByText('1 obstacle nobody has answered')).toBeVisible()
	const response = await fetch(`${url}/api/boards/${board}/export?format=html`, {
		headers: { Authorization: `Bearer ${token}` },
	})
	const file = info.outputPath('board.html')
	await writeFile(file, await response.text())
	const page = await openFromDisk(browser, file)
	await expect(page.getByText('Obstacles: 2, answered: 1, open: 1').first()).toBeAttached()
	await page.getByRole('button', { name: 'Filter cards' }).click()
	await page.getByRole('button', { name: /^Open obstacles/ }).click()
	await expect(undimmed(page).locator('.text')).toHaveText(['Nobody signs'])
	await page.context().close()
})

test('[SHARE1] a shared link shows the boards of a session until the facilitator stops sharing', async ({
	browser,
}) => {
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
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
	// The reopened dialog shows the same links.
	await facilitator.page.keyboard.press('Escape')
	await expect(dialog).toHaveCount(0)
	await facilitator.button('Invite').click()
	await expect(dialog.getByRole('listitem').filter({ hasText: /created .* · until .* · with names/ })).toHaveCount(1)
	const first = dialog.getByRole('listitem').filter({ hasText: 'without names' })
	await expect(first.getByRole('textbox')).toHaveValue(link)
	expect(await violationsOf(facilitator.page, 'wcag')).toEqual([])

	const context = await browser.newContext({ locale: 'es', reducedMotion: 'reduce' })
	const visitor = await context.newPage()
	await visitor.goto(`${stack.url}${new URL(link).pathname}`)
	// The viewer uses the language of the visitor's browser.
	const boards = visitor.getByRole('combobox', { name: 'Tableros' })
	await expect(boards.getByRole('option')).toHaveCount(7)
	// The search also finds cards on other boards.
	await boards.selectOption({ label: 'Group 1' })
	await visitor.getByRole('searchbox').fill('公交')
	await visitor.getByRole('button', { name: /más en otros tableros: ir a «Group 2»/ }).click()
	await expect(boards.locator('option:checked')).toHaveText('Group 2')
	await expect(visitor.locator('.count')).toHaveText(/^1 de /)
	await boards.selectOption({ label: 'Plenary' })
	await expect(visitor.locator('.card')).toHaveCount(sample.cards.length)

	const confirmation = facilitator.page.getByRole('dialog', { name: /^Stop sharing/ })
	await first.getByRole('button', { name: /^Stop sharing/ }).click()
	await expect(confirmation.getByText('The link stops working for everyone who has it.')).toBeVisible()
	await facilitator.page.keyboard.press('Escape')
	await expect(confirmation).toHaveCount(0)
	await first.getByRole('button', { name: /^Stop sharing/ }).click()
	await confirmation.getByRole('button', { name: 'Stop sharing' }).click()
	await expect(first).toHaveCount(0)
	await expect(links).toHaveCount(1)
	// On the page of a board, the dialog shares that board.
	await facilitator.page.getByRole('button', { name: 'Close' }).click()
	await facilitator.page.getByRole('link', { name: /^Open Plenary/ }).click()
	await facilitator.page.getByRole('button', { name: 'Invite', exact: true }).click()
	await dialog.getByRole('button', { name: 'Create link' }).click()
	await expect(dialog.getByRole('textbox', { name: 'Link to “Plenary”' })).toHaveValue(/\/s\//)
	await visitor.reload()
	await expect(visitor.getByRole('heading', { name: 'Esta página ya no se comparte' })).toBeVisible()
	await Promise.all([context.close(), facilitator.page.context().close()])
})
