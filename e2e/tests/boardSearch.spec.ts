import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import * as Y from 'yjs'
import { Actor } from '../support/Actor.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { closeFullBoard, fillBoard, openFullBoard, sample } from '../support/sampleBoard.ts'
import type { Stack } from '../support/startStack.ts'
import { openBoardAsStock } from '../support/stockClient.ts'

/** Search, filter and coverage on a board with eighty cards. */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

/** The ids of the cards that are not dimmed, sorted. */
function undimmedCards(page: Page): Promise<(string | null)[]> {
	return page
		.locator('[data-shape-type="card"]:not(:has([data-dimmed]))')
		.evaluateAll((cards) => cards.map((card) => card.getAttribute('data-shape-id')).sort())
}

test('[COVER1][COVER2] coverage and filter show the counts of the content API', async ({ browser }) => {
	const scene = await openFullBoard(browser, stack)
	const { ana, workshop, ids } = scene
	const { page } = ana
	const { cards, links, coverage } = await workshop.contentOf(workshop.board)
	expect(coverage.open).toBeGreaterThan(0)
	await page.locator('summary', { hasText: `${coverage.answered} of ${coverage.obstacles} answered` }).click()

	const answered = new Set(links.filter((link) => link.meaning === 'addresses').map((link) => link.to))
	const open = cards.filter((card) => card.kind === 'obstacle' && !answered.has(card.id)).map((card) => card.id)
	await test.step('one click filters the open obstacles', async () => {
		await page.getByRole('button', { name: `${coverage.open} open` }).click()
		await expect.poll(() => undimmedCards(page)).toEqual(open.sort())
		for (const id of open) await expect(page.locator(`[data-shape-id="${id}"]`)).toBeInViewport({ ratio: 0.99 })
		await expect(page.getByText(`${coverage.open} obstacles nobody has answered`)).toBeVisible()
	})

	await test.step('filter by kind and city', async () => {
		await page.getByRole('button', { name: 'Filter cards' }).click()
		await page.getByRole('button', { name: 'Clear filter' }).click()
		expect(await undimmedCards(page)).toHaveLength(ids.length)
		const city = cards.find((card) => card.kind === 'solution')?.city ?? ''
		for (const kind of ['obstacle', 'solution', 'case'])
			await expect(
				page.getByRole('button', {
					name: new RegExp(`^${kind} ${cards.filter((card) => card.kind === kind).length}$`, 'i'),
				}),
			).toBeVisible()
		await page.getByRole('button', { name: /^Solution \d+$/ }).click()
		await page.getByRole('button', { name: new RegExp(`^${city} \\d+$`) }).click()
		const expected = cards.filter((card) => card.kind === 'solution' && card.city === city).map((card) => card.id)
		await expect.poll(() => undimmedCards(page)).toEqual(expected.sort())
		await expect(page.getByText(`${expected.length} of ${ids.length} cards shown`)).toBeVisible()
	})

	await test.step('the filter does not affect other participants', async () => {
		const li = await Actor.open(browser, 'Li')
		await li.join(stack.url, workshop.code, 'Bogotá')
		await expect(li.cards).toHaveCount(ids.length)
		expect(await undimmedCards(li.page)).toHaveLength(ids.length)
		await li.page.context().close()
	})

	await test.step('an open obstacle that another city has too shows the number of cities; by keyboard', async () => {
		const { text = '', city } = cards.find(({ id }) => id === open[0]) ?? {}
		const twin = { type: 'card', 'props.kind': 'obstacle', 'props.city': `Not ${city}`, xy: [0, -400] }
		scene.board.write('shape:twin', { ...twin, text: new Y.Text(text) })
		// The view moves to the obstacles that are on this page by then.
		await expect(page.locator('[data-shape-id="shape:twin"]')).toBeAttached()
		await page.keyboard.press('Control+k')
		await expect(page.getByRole('combobox', { name: 'Type a command' })).toBeFocused()
		await page.keyboard.type('Show open')
		await expect(page.getByRole('option', { selected: true })).toHaveText('Show open obstacles')
		await page.keyboard.press('Enter')
		await expect(page.getByText('2 cities', { exact: true })).toHaveCount(2)
		await expect(page.getByText(`${coverage.open} obstacles nobody has answered`)).toBeVisible()
	})
	await closeFullBoard(scene)
})

test('search in Chinese and English steps from result to result', async ({ browser }) => {
	const scene = await openFullBoard(browser, stack)
	const { page } = scene.ana
	const field = page.getByRole('combobox', { name: 'Text, city or name' })
	const ring = page.getByTestId('search-ring')

	await page.keyboard.press('Control+f')
	await expect(field).toBeFocused()
	await page.keyboard.type('PERMIT')
	const results = sample.cards.filter((card) => /permit/i.test(card.text))
	expect(results.length).toBeGreaterThan(1)
	await expect(page.getByText(`1 of ${results.length}`)).toBeVisible()
	const first = await ring.boundingBox()
	await page.keyboard.press('Enter')
	await expect(page.getByText(`2 of ${results.length}`)).toBeVisible()
	await expect.poll(() => ring.boundingBox()).not.toEqual(first)
	await page.keyboard.press('Shift+Enter')
	await expect(page.getByText(`1 of ${results.length}`)).toBeVisible()

	await test.step('keys of an input method do not close the search', async () => {
		await field.fill('')
		const keys = await page.context().newCDPSession(page)
		await keys.send('Input.imeSetComposition', { text: 'ditie', selectionStart: 5, selectionEnd: 5 })
		await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Escape', windowsVirtualKeyCode: 229 })
		await expect(field).toHaveValue('ditie')
		await expect(field).toBeFocused()
		await keys.send('Input.insertText', { text: '地铁' })
		const metro = sample.cards.filter((card) => card.text.includes('地铁'))
		await expect(page.getByText(`1 of ${metro.length}`)).toBeVisible()
		await expect(ring).toBeInViewport({ ratio: 0.99 })
	})

	await test.step('a search without results says so', async () => {
		await field.fill('nowhere to be found')
		await expect(page.getByText('No results')).toBeVisible()
		await expect(ring).toHaveCount(0)
	})

	await test.step('Escape closes the search and keeps its result selected', async () => {
		await field.fill('地铁')
		await expect(ring).toBeInViewport({ ratio: 0.99 })
		await page.keyboard.press('Escape')
		await expect(field).toHaveCount(0)
		await page.keyboard.press('Enter')
		await expect(scene.ana.editor).toHaveValue(/地铁/)
	})
	await closeFullBoard(scene)
})

test('on a frozen board participants can search and filter, but not tidy up', async ({ browser }) => {
	const scene = await openFullBoard(browser, stack)
	const { page } = scene.ana
	await scene.workshop.freeze(true)
	await expect(page.getByRole('button', { name: 'Tidy up' })).toHaveCount(0)
	await page.getByRole('button', { name: 'Search the board' }).click()
	await page.keyboard.type('Permit')
	await expect(page.getByTestId('search-ring')).toBeVisible()
	await closeFullBoard(scene)
})

test('all labels are in Chinese in the Chinese interface', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url)
	const board = await openBoardAsStock(stack.url, workshop.code)
	fillBoard(board)
	const li = await Actor.open(browser, '李伟', { locale: 'zh-CN' })
	const { page } = li
	await page.goto(`${stack.url}/join#${workshop.code}`)
	await page.getByRole('textbox', { name: '您的姓名' }).fill('李伟')
	await page.getByRole('combobox', { name: '您的城市' }).fill('武汉')
	await page.getByRole('button', { name: '加入', exact: true }).click()
	await li.waitForBoard()
	await page.getByRole('button', { name: '筛选卡片' }).click()
	await page.getByRole('button', { name: '待解决的障碍 2' }).click()
	await expect(page.getByText('2 个障碍尚无对策')).toBeVisible()
	await page.getByRole('button', { name: '关闭筛选' }).click()
	await page.getByRole('button', { name: '搜索白板' }).click()
	await page.getByRole('combobox', { name: '文字、城市或姓名' }).fill('地铁')
	await expect(page.getByText(/第 1 个，共 \d+ 个/)).toBeVisible()
	await page.getByRole('button', { name: '关闭搜索' }).click()
	await page.getByRole('button', { name: '整理' }).click()
	const arrangements = ['网格', '按类型', '按城市', '按类别', '障碍—对策图', '建议分组框…']
	await expect(page.getByRole('menuitem')).toHaveText(arrangements)
	const names = await page
		.locator('button, input, [role=toolbar], [role=menu]')
		.evaluateAll((parts) => parts.map((part) => part.getAttribute('aria-label') ?? part.textContent ?? ''))
	expect(names.filter((name) => /^[A-Za-z]{3}/.test(name))).toEqual([])
	board.leave()
	await page.context().close()
})

test('zoomed out, cards show their colour only, and their text when zooming in or editing', async ({ browser }) => {
	const fill: typeof fillBoard = (board) =>
		['Here', 'There'].map((text, at) => {
			const id = `shape:${text}`
			board.write(id, {
				type: 'card',
				xy: [at * 9000, 0],
				index: `a${at + 1}`,
				'props.kind': 'case',
				text: new Y.Text(text),
			})
			return id
		})
	const scene = await openFullBoard(browser, stack, fill)
	const { page } = scene.ana
	const textOf = (text: string) => page.locator('.tl-shapes').getByText(text, { exact: true })
	const [here, there] = scene.ids.map((id) => page.locator(`[data-shape-id="${id}"]`)) as [Locator, Locator]

	await expect(textOf('Here')).toBeVisible()
	await page.keyboard.press('Shift+1')
	for (const card of [here, there]) await expect(card).toBeInViewport({ ratio: 0.99 })
	for (const text of ['Here', 'There']) await expect(textOf(text)).toBeHidden()

	await test.step('a card can be edited at this zoom level', async () => {
		await there.dblclick({ force: true })
		await expect(scene.ana.editor).toHaveValue('There')
		await page.keyboard.press('End')
		await page.keyboard.type(' it is')
		await page.keyboard.press('Escape')
		await expect(scene.ana.editor).toBeHidden()
	})
	await test.step('a card that was never in the viewport shows its text when it is zoomed in on', async () => {
		await page.keyboard.press('Control+f')
		await page.keyboard.type('there it')
		await expect(textOf('There it is')).toBeInViewport({ ratio: 0.99 })
	})
	await closeFullBoard(scene)
})
