import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import * as Y from 'yjs'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { joinWithClipboard, joinWithTwoCards } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'
import { openBoardAsStock } from '../support/stockClient.ts'

/** Writing cards with the keyboard, the clipboard and an input method. */
let stack: Stack
let workshop: CreatedWorkshop
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})
test.beforeEach(async () => {
	workshop = await createWorkshop(stack.url)
})

test('twenty cards with links are written by keyboard only', async ({ browser }) => {
	const ana = await joinWithClipboard(browser, workshop, 'Ana')
	const { keyboard } = ana.page
	const write = async (key: string, text: string) => {
		await keyboard.press(key)
		await expect(ana.editor).toHaveValue('')
		await keyboard.type(text)
	}
	const keys = ['Control+ArrowRight', 'Tab', 'Control+Enter', 'Control+ArrowDown', 'Shift+Tab']
	await write('1', 'idea 1')
	for (let n = 2; n < 20; n++) await write(keys[n % keys.length] ?? 'Tab', `idea ${n}`)
	await keyboard.press('Escape')
	await expect(ana.editor).toHaveCount(0)
	await write('Control+ArrowLeft', 'idea 20')
	await keyboard.press('Escape')

	await expect(ana.cards).toHaveCount(20)
	await ana.waitForSaveStatus('Saved')
	const content = await workshop.contentOf(workshop.board)
	expect(content.cards.map(({ text }) => text).sort()).toEqual(
		Array.from({ length: 20 }, (_, index) => `idea ${index + 1}`).sort(),
	)
	const numberOf = (id: string) => Number(content.cards.find((card) => card.id === id)?.text.split(' ')[1])
	const pairs = content.links.map(({ from, to }) => [numberOf(from), numberOf(to)].sort((a, b) => a - b))
	expect(pairs.sort(([a = 0], [b = 0]) => a - b)).toEqual(
		[2, 4, 7, 9, 12, 14, 17, 19].map((first) => [first, first + 1]),
	)
})

const lines = (count: number) => Array.from({ length: count }, (_, index) => `- line ${index + 1}`).join('\n')

/** Writes a text, and optionally HTML, to the clipboard and presses the paste shortcut. */
async function paste(page: Page, content: { text: string; html?: string }, keys = 'Control+v'): Promise<void> {
	await page.evaluate(({ text, html }) => {
		const part = (type: string, value: string) => ({ [type]: new Blob([value], { type }) })
		const item = { ...part('text/plain', text), ...(html ? part('text/html', html) : {}) }
		return navigator.clipboard.write([new ClipboardItem(item)])
	}, content)
	await page.keyboard.press(keys)
}

test('pasting 25 lines adds 25 cards in one undo step; 35 lines ask first', async ({ browser }) => {
	const ana = await joinWithClipboard(browser, workshop, 'Ana')
	const { page } = ana
	await paste(page, { text: lines(25) })
	await expect(ana.cards).toHaveCount(25)
	await expect(ana.card('line 25')).toHaveText(/Obstacle.*line 25.*Dakar.*Ana/i)
	await page.keyboard.press('Control+z')
	await expect(ana.cards).toHaveCount(0)

	await paste(page, { text: lines(35) })
	await expect(page.getByRole('dialog')).toContainText('35 lines')
	await page.getByRole('button', { name: 'Cancel' }).click()
	await expect(ana.cards).toHaveCount(0)
	await paste(page, { text: lines(35) })
	await page.getByRole('button', { name: '35 cards' }).click()
	await expect(ana.cards).toHaveCount(35)
	await page.keyboard.press('Control+z')
	await expect(ana.cards).toHaveCount(0)
	await paste(page, { text: lines(35) })
	await page.getByRole('button', { name: 'One card' }).click()
	await expect(ana.cards).toHaveCount(1)
	await expect(ana.card('line 35')).toContainText('line 1')
})

test('[PASTE1] pasting with Shift adds one card; the columns of a table without headings are chosen', async ({
	browser,
}) => {
	const ana = await joinWithClipboard(browser, workshop, 'Ana')
	await paste(ana.page, { text: 'one\ntwo\nthree' }, 'Control+Shift+v')
	await expect(ana.cards).toHaveCount(1)
	const table = 'What hinders\tWhere\tWeight\nPermits take long\tBogotá\t3\nNo budget at all\tDakar\t2\n'
	await paste(ana.page, { text: table })
	const dialog = ana.page.getByRole('dialog', { name: 'Import' })
	await expect(dialog).toContainText('Pasted table')
	await dialog.getByText('Kind, city and cluster').click()
	await dialog.getByLabel('City', { exact: true }).selectOption({ label: 'Where – Bogotá' })
	await dialog.getByRole('button', { name: 'Import', exact: true }).click()
	await dialog.getByRole('button', { name: 'Close' }).first().click()
	await expect(ana.cards).toHaveCount(3)
	await expect(ana.card('Permits take long')).toContainText('Bogotá')
	await expect(ana.card('What hinders')).toHaveCount(0)
	const html = '<table><tr><td>许可<br>九个月</td></tr><tr><td></td></tr><tr><td>Who pays?</td></tr></table>'
	await paste(ana.page, { text: '许可\n九个月\n\nWho pays?', html })
	await expect(ana.cards).toHaveCount(5)
	await ana.waitForSaveStatus('Saved')
	expect(await workshop.textsOn(workshop.board)).toContain('许可\n九个月')
})

test('[TEXT1a] a pasted text that is too long for one card continues on another, and a notice says so', async ({
	browser,
}) => {
	const ana = await joinWithClipboard(browser, workshop, 'Ana')
	const long = `${'Permits take long. '.repeat(600)}the end`
	for (const keys of ['Control+v', 'Control+Shift+v']) {
		await paste(ana.page, { text: long }, keys)
		await expect(ana.page.getByText('Longer text continues on the next card.')).toBeVisible()
	}
	await ana.waitForSaveStatus('Saved')
	const texts = await workshop.textsOn(workshop.board)
	expect(texts.map(({ length }) => length).sort()).toEqual([1407, 1407, 10_000, 10_000].sort())
})

test('[PASTE1] a pasted table is read by its headings, covers nothing, and C puts the selection in a cluster', async ({
	browser,
}) => {
	const ana = await joinWithClipboard(browser, workshop, 'Ana')
	const { page } = ana
	await ana.writeCard('Question', 'Who pays?', { x: 640, y: 430 })
	await page.mouse.move(640, 430)
	await paste(page, { text: 'City\tType\tText\nWuhan\tObstacle\tPermits\nSeoul\tSolutions\tOne office\n' })
	await expect(ana.cards).toHaveCount(3)
	await expect(ana.card('Permits')).toHaveText(/Obstacle.*Wuhan/is)
	await expect(ana.card('One office')).toHaveText(/Solution.*Seoul/is)
	const boxes = await Promise.all(['Who pays?', 'Permits', 'One office'].map((text) => ana.boxOf(text)))
	for (const [at, one] of boxes.entries())
		for (const other of boxes.slice(at + 1))
			expect(
				one.x + one.width <= other.x ||
					other.x + other.width <= one.x ||
					one.y + one.height <= other.y ||
					other.y + other.height <= one.y,
			).toBe(true)
	await page.keyboard.press('c')
	await page.getByLabel('Cluster title').fill('Permits')
	await page.keyboard.press('Enter')
	await ana.waitForSaveStatus('Saved')
	const { clusters } = await workshop.contentOf(workshop.board)
	expect(clusters.map(({ title, cards }) => [title, cards.length])).toEqual([['Permits', 2]])
})

test('input method composition is not disturbed by another person who types in the same card', async ({ browser }) => {
	const [ana, li] = await Promise.all([
		joinWithClipboard(browser, workshop, 'Ana'),
		joinWithClipboard(browser, workshop, 'Li'),
	])
	await ana.writeCard('Obstacle', 'Permits', { x: 500, y: 400 })
	await Promise.all([ana.startEditing('Permits'), li.startEditing('Permits')])
	const input = await ana.page.context().newCDPSession(ana.page)
	const compose = (text: string) =>
		input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
	await compose('xu')
	await compose("xu'ke")
	await li.page.keyboard.press('Control+Home')
	await li.page.keyboard.type('Slow: ')
	// Keys of an input method are not shortcuts of the board.
	for (const key of ['Escape', '1'])
		await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode: 229 })
	await expect(ana.cards).toHaveCount(1)
	await expect(ana.editor).toBeFocused()
	await input.send('Input.insertText', { text: '许可' })
	for (const person of [ana, li]) await expect(person.editor).toHaveValue('Slow: Permits许可')
	await ana.page.keyboard.type('!')
	for (const person of [ana, li]) await expect(person.editor).toHaveValue('Slow: Permits许可!')
})

test('[DOC3] a shortcut during a drag takes effect after the drag', async ({ browser }) => {
	const board = await openBoardAsStock(stack.url, workshop.code)
	board.write('shape:dragged', { type: 'card', xy: [100, 100], 'props.kind': 'obstacle', text: new Y.Text('dragged') })
	const ana = await joinWithClipboard(browser, workshop, 'Ana')
	const { mouse, keyboard } = ana.page
	const at = await ana.centreOf('dragged')
	const before = board.updates()
	await mouse.move(at.x, at.y)
	await mouse.down()
	await mouse.move(at.x + 60, at.y + 160, { steps: 6 })
	await keyboard.press('Control+d')
	await ana.waitForSaveStatus('Saving')
	expect([board.updates(), board.ids().length]).toEqual([before, 1])
	await mouse.up()
	await expect(ana.cards).toHaveCount(2)
	await expect.poll(() => board.ids().length).toBe(2)
	await keyboard.press('Control+z')
	await expect(ana.cards).toHaveCount(1)
	const dropped = await ana.centreOf('dragged')
	expect([Math.round(dropped.x - at.x), Math.round(dropped.y - at.y)]).toEqual([60, 160])

	await mouse.move(dropped.x, dropped.y)
	await mouse.down()
	await mouse.move(dropped.x, dropped.y - 90, { steps: 6 })
	await keyboard.press('Delete')
	await keyboard.press('Escape')
	await mouse.up()
	await ana.waitForSaveStatus('Saved')
	await expect(ana.cards).toHaveCount(1)
	board.leave()
})

test('kind and category of several cards are changed at once, and mixed values are shown', async ({ browser }) => {
	const ana = await joinWithTwoCards(browser, workshop)
	await ana.writeCard('Obstacle', 'No budget', { x: 300, y: 620 })
	const { page } = ana
	const category = page.getByRole('combobox', { name: 'Category' })
	await ana.select('Permits')
	await category.selectOption('law')
	await page.mouse.click(640, 560)
	await page.keyboard.press('Control+a')
	const kind = (name: string) => page.getByRole('button', { name: `Kind: ${name}` })
	await expect(kind('Obstacle')).toHaveAttribute('aria-pressed', 'mixed')
	await expect(kind('Solution')).toHaveAttribute('aria-pressed', 'mixed')
	await expect(kind('Case')).toHaveAttribute('aria-pressed', 'false')
	await expect(category).toHaveValue('mixed')
	await category.selectOption('money')
	await expect(category).toHaveValue('money')
	await kind('Obstacle').click()
	await expect(kind('Obstacle')).toHaveAttribute('aria-pressed', 'true')
	await ana.waitForSaveStatus('Saved')
	const { cards } = await workshop.contentOf(workshop.board)
	expect(cards.map(({ kind, category }) => `${kind} ${category ?? '-'}`).sort()).toEqual([
		'obstacle -',
		'obstacle money',
		'obstacle money',
	])
})

test('[AUTHOR1] a copy of a card names the person who copied it; a hint warns about a long text', async ({
	browser,
}) => {
	const ana = await joinWithClipboard(browser, workshop, 'Ana')
	await ana.writeCard('Obstacle', 'Permits', { x: 400, y: 400 })
	const li = await joinWithClipboard(browser, workshop, 'Li')
	await li.select('Permits')
	await li.page.keyboard.press('Control+d')
	await expect(ana.cards).toHaveCount(2)
	await li.waitForSaveStatus('Saved')
	const { cards } = await workshop.contentOf(workshop.board)
	expect(cards.map(({ author }) => author).sort()).toEqual(['Ana', 'Li'])

	await li.page.keyboard.press('1')
	await li.editor.waitFor()
	const hint = li.page.getByText('hard to read on the projector')
	await li.page.keyboard.insertText('字'.repeat(60))
	await expect(li.editor).toHaveValue(/字{60}/)
	await expect(hint).toHaveCount(0)
	await li.page.keyboard.insertText('字'.repeat(15))
	await expect(hint).toBeVisible()
	await li.page.keyboard.press('Escape')
	await expect(hint).toHaveCount(0)
})

test('? opens the help, but not while a card is edited', async ({ browser }) => {
	const ana = await joinWithClipboard(browser, workshop, 'Ana')
	const help = ana.page.getByRole('dialog', { name: 'Shortcuts and gestures' })
	await ana.page.keyboard.press('?')
	await expect(help).toBeVisible()
	await ana.page.keyboard.press('Escape')
	await expect(help).toHaveCount(0)
	await ana.page.keyboard.press('1')
	await ana.editor.waitFor()
	await ana.page.keyboard.type('Why?')
	await expect(ana.editor).toHaveValue('Why?')
	await expect(help).toHaveCount(0)
})

test('[STAGE6e] the camera that zoomed for editing waits: a click right after hits a card, and a double click edits it', async ({
	browser,
}) => {
	const ana = await joinWithClipboard(browser, workshop, 'Ana')
	const { mouse, keyboard } = ana.page
	await ana.writeCard('Obstacle', 'Permits', { x: 500, y: 350 })
	await ana.writeCard('Obstacle', 'Taxes', { x: 620, y: 520 })
	await keyboard.press('Escape')
	const widthOf = async (text: string) => (await ana.boxOf(text)).width
	const [large, small] = [await widthOf('Permits'), (await widthOf('Permits')) / 2]
	for (const width of [large * 0.75, small]) {
		await ana.page.getByRole('button', { name: 'Zoom out' }).click()
		await expect.poll(() => widthOf('Permits')).toBeCloseTo(width, 0)
	}

	await test.step('a click hits the card before the camera has moved back', async () => {
		await ana.startEditing('Permits')
		await expect.poll(() => widthOf('Taxes')).toBeGreaterThan(small)
		const { x, y } = await ana.centreOf('Taxes')
		await keyboard.press('Escape')
		await mouse.dblclick(x, y)
		await expect(ana.editor).toHaveValue('Taxes')
	})
	await test.step('the camera moves back after a pause', async () => {
		await keyboard.press('Escape')
		await expect.poll(() => widthOf('Permits')).toBeCloseTo(small, 0)
	})
})
