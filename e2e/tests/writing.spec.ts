import { type Browser, expect, type Page } from '@playwright/test'
import * as Y from 'yjs'
import { Actor, type Point } from '../support/Actor.ts'
import { boardAsStock } from '../support/boardAsStock.ts'
import { type Content, type OpenedWorkshop, openByApi } from '../support/openByApi.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** People who write and link, with the keyboard, the clipboard, an input method, the mouse and a finger. */
let stack: Stack
let workshop: OpenedWorkshop
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())
test.beforeEach(async () => {
	workshop = await openByApi(stack.url)
})

async function join(browser: Browser, name: string, city = 'Dakar'): Promise<Actor> {
	const person = await Actor.enter(browser, name)
	await person.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
	await person.join(stack.url, workshop.code, city)
	return person
}

const links = (person: Actor) => person.page.locator('[data-shape-type="arrow"]')

/** Every link as "text meaning text", by the server's word. */
function sentencesOf({ cards, links: found }: Content): string[] {
	const textOf = new Map(cards.map((card) => [card.id, card.text]))
	return found.map((link) => `${textOf.get(link.from)} ${link.meaning} ${textOf.get(link.to)}`).sort()
}

async function middleOf(person: Actor, text: string): Promise<Point> {
	const box = await person.card(text).boundingBox()
	if (!box) throw new Error('the card is not on the screen')
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function select(person: Actor, text: string): Promise<void> {
	const { x, y } = await middleOf(person, text)
	await person.page.mouse.click(x, y)
}

test('a brainstorm of 20 cards by keyboard alone, links and all', async ({ browser }) => {
	const ana = await join(browser, 'Ana')
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
	await ana.badgeSays('Saved')
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

/** Puts a text, and its markup if there is some, on the clipboard, and presses the keys. */
async function paste(page: Page, what: { text: string; html?: string }, keys = 'Control+v'): Promise<void> {
	await page.evaluate(({ text, html }) => {
		const part = (type: string, value: string) => ({ [type]: new Blob([value], { type }) })
		const item = { ...part('text/plain', text), ...(html ? part('text/html', html) : {}) }
		return navigator.clipboard.write([new ClipboardItem(item)])
	}, what)
	await page.keyboard.press(keys)
}

test('a paste of 25 lines is 25 cards and one step; one of 35 asks first', async ({ browser }) => {
	const ana = await join(browser, 'Ana')
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

test('Shift makes one card of a paste, and a table a card a row', async ({ browser }) => {
	const ana = await join(browser, 'Ana')
	await paste(ana.page, { text: 'one\ntwo\nthree' }, 'Control+Shift+v')
	await expect(ana.cards).toHaveCount(1)
	await paste(ana.page, { text: 'Permits\tBogotá\nBudget\tDakar\n' })
	await expect(ana.cards).toHaveCount(3)
	await expect(ana.card('Permits · Bogotá')).toHaveCount(1)
	const html = '<table><tr><td>许可<br>九个月</td></tr><tr><td></td></tr><tr><td>Who pays?</td></tr></table>'
	await paste(ana.page, { text: '许可\n九个月\n\nWho pays?', html })
	await expect(ana.cards).toHaveCount(5)
	await ana.badgeSays('Saved')
	expect(await workshop.textsOn(workshop.board)).toContain('许可\n九个月')
})

test('an input method composes undisturbed while another types in the same card', async ({ browser }) => {
	const [ana, li] = await Promise.all([join(browser, 'Ana'), join(browser, 'Li', 'Wuhan')])
	await ana.writeCard('Obstacle', 'Permits', { x: 500, y: 400 })
	await Promise.all([ana.startEditing('Permits'), li.startEditing('Permits')])
	const input = await ana.page.context().newCDPSession(ana.page)
	const compose = (text: string) =>
		input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
	await compose('xu')
	await compose("xu'ke")
	await li.page.keyboard.press('Control+Home')
	await li.page.keyboard.type('Slow: ')
	// The keys of an input method are not the board's.
	for (const key of ['Escape', '1'])
		await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode: 229 })
	await expect(ana.cards).toHaveCount(1)
	await expect(ana.editor).toBeFocused()
	await input.send('Input.insertText', { text: '许可' })
	for (const person of [ana, li]) await expect(person.editor).toHaveValue('Slow: Permits许可')
	await ana.page.keyboard.type('!')
	for (const person of [ana, li]) await expect(person.editor).toHaveValue('Slow: Permits许可!')
})

async function twoCards(browser: Browser): Promise<Actor> {
	const ana = await join(browser, 'Ana')
	await ana.writeCard('Obstacle', 'Permits', { x: 300, y: 400 })
	await ana.writeCard('Solution', 'One desk', { x: 800, y: 400 })
	return ana
}

/** Where the dot on this side of a card is, once the card shows its dots and no other does. */
async function dotOf(person: Actor, { card, side }: { card: string; side: string }): Promise<Point> {
	const dot = person.page.getByTestId(`link-dot-${side}`)
	const place = { x: 0, y: 0 }
	await expect(async () => {
		const [around, own] = [await person.card(card).boundingBox(), await dot.boundingBox()]
		if (!around || !own) throw new Error('the card shows no dots')
		Object.assign(place, { x: own.x + own.width / 2, y: own.y + own.height / 2 })
		const isAtCard =
			Math.abs(place.x - around.x - around.width / 2) <= around.width / 2 + 2 &&
			Math.abs(place.y - around.y - around.height / 2) <= around.height / 2 + 2
		expect(isAtCard).toBe(true)
	}).toPass()
	return place
}

/** Drags from the dot on this side of a card to a place; the card is the one under the pointer. */
async function dragDot(person: Actor, from: { card: string; side: string }, to: Point): Promise<void> {
	const { mouse } = person.page
	const { x, y } = await middleOf(person, from.card)
	await mouse.move(x, y)
	const dot = await dotOf(person, from)
	await mouse.move(dot.x, dot.y)
	await mouse.down()
	await mouse.move((dot.x + to.x) / 2, (dot.y + to.y) / 2, { steps: 4 })
	await mouse.move(to.x, to.y, { steps: 4 })
	await mouse.up()
}

test('a dot is dragged to a card, or to nowhere for a new one; each is one step to undo', async ({ browser }) => {
	const ana = await twoCards(browser)
	await dragDot(ana, { card: 'One desk', side: 'left' }, await middleOf(ana, 'Permits'))
	await expect(links(ana)).toHaveCount(1)
	await ana.badgeSays('Saved')
	expect(sentencesOf(await workshop.contentOf(workshop.board))).toEqual(['One desk addresses Permits'])
	await ana.page.keyboard.press('Control+z')
	await expect(links(ana)).toHaveCount(0)
	await expect(ana.cards).toHaveCount(2)

	await dragDot(ana, { card: 'Permits', side: 'below' }, { x: 360, y: 620 })
	await ana.editor.waitFor()
	await ana.page.keyboard.type('A clock')
	await ana.page.keyboard.press('Escape')
	await expect(links(ana)).toHaveCount(1)
	await ana.badgeSays('Saved')
	expect(sentencesOf(await workshop.contentOf(workshop.board))).toEqual(['A clock addresses Permits'])
	await ana.page.keyboard.press('Control+z')
	await ana.page.keyboard.press('Control+z')
	await expect(ana.cards).toHaveCount(2)
	await expect(links(ana)).toHaveCount(0)
})

test('a finger drags a dot, too', async ({ browser }) => {
	const ana = await twoCards(browser)
	await ana.badgeSays('Saved')
	const context = await browser.newContext({ locale: 'en', hasTouch: true, reducedMotion: 'reduce' })
	const li = new Actor(await context.newPage(), 'Li')
	await li.join(stack.url, workshop.code, 'Wuhan')
	await expect(li.cards).toHaveCount(2)
	const from = await middleOf(li, 'One desk')
	const to = await middleOf(li, 'Permits')
	await li.page.touchscreen.tap(from.x, from.y)
	const dot = await dotOf(li, { card: 'One desk', side: 'left' })
	const input = await context.newCDPSession(li.page)
	const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: Point[]) =>
		input.send('Input.dispatchTouchEvent', { type, touchPoints: points })
	await touch('touchStart', [dot])
	for (let step = 1; step <= 6; step++)
		await touch('touchMove', [{ x: dot.x + ((to.x - dot.x) * step) / 6, y: dot.y + ((to.y - dot.y) * step) / 6 }])
	await touch('touchEnd', [])
	await expect(links(li)).toHaveCount(1)
	await li.badgeSays('Saved')
	expect(sentencesOf(await workshop.contentOf(workshop.board))).toEqual(['One desk addresses Permits'])
	await context.close()
})

test('what a link says is chosen at its word, told to everybody, and left to its cards again', async ({ browser }) => {
	const ana = await twoCards(browser)
	const li = await join(browser, 'Li', 'Wuhan')
	await ana.link('One desk', 'Permits')
	await expect(li.page.getByRole('button', { name: 'addresses' })).toBeVisible()
	await li.page.getByRole('button', { name: 'addresses' }).click()
	await li.page.getByRole('menuitemradio', { name: 'causes' }).click()
	await expect(ana.page.getByRole('button', { name: 'causes' })).toBeVisible()
	await li.badgeSays('Saved')
	expect(sentencesOf(await workshop.contentOf(workshop.board))).toEqual(['One desk causes Permits'])
	const csv = await ana.takeHome(/CSV/)
	expect(csv.bytes.toString()).toContain('causes → Permits')

	await li.page.getByRole('button', { name: 'causes' }).click()
	await expect(li.page.getByRole('menuitemradio', { name: 'causes' })).toBeFocused()
	await li.page.keyboard.press('Home')
	await li.page.keyboard.press('Enter')
	await expect(ana.page.getByRole('button', { name: 'addresses' })).toBeVisible()
	await li.page.keyboard.press('Control+z')
	await expect(ana.page.getByRole('button', { name: 'causes' })).toBeVisible()
})

test('[DOC3] a key that is pressed while one drags waits until the hand opens', async ({ browser }) => {
	const board = await boardAsStock(stack.url, workshop.code)
	board.write('shape:held', { type: 'card', xy: [100, 100], 'props.kind': 'obstacle', text: new Y.Text('held') })
	const ana = await join(browser, 'Ana')
	const { mouse, keyboard } = ana.page
	const at = await middleOf(ana, 'held')
	const before = board.updates()
	await mouse.move(at.x, at.y)
	await mouse.down()
	await mouse.move(at.x + 60, at.y + 160, { steps: 6 })
	await keyboard.press('Control+d')
	await ana.badgeSays('Saving')
	expect([board.updates(), board.ids().length]).toEqual([before, 1])
	await mouse.up()
	await expect(ana.cards).toHaveCount(2)
	await expect.poll(() => board.ids().length).toBe(2)
	await keyboard.press('Control+z')
	await expect(ana.cards).toHaveCount(1)
	const dropped = await middleOf(ana, 'held')
	expect([Math.round(dropped.x - at.x), Math.round(dropped.y - at.y)]).toEqual([60, 160])

	await mouse.move(dropped.x, dropped.y)
	await mouse.down()
	await mouse.move(dropped.x, dropped.y - 90, { steps: 6 })
	await keyboard.press('Delete')
	await keyboard.press('Escape')
	await mouse.up()
	await ana.badgeSays('Saved')
	await expect(ana.cards).toHaveCount(1)
	board.leave()
})

test('kind and category of many cards change at once, and what differs is shown', async ({ browser }) => {
	const ana = await twoCards(browser)
	await ana.writeCard('Obstacle', 'No budget', { x: 300, y: 620 })
	const { page } = ana
	const category = page.getByRole('combobox', { name: 'About' })
	await select(ana, 'Permits')
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
	await ana.badgeSays('Saved')
	const { cards } = await workshop.contentOf(workshop.board)
	expect(cards.map(({ kind, category }) => `${kind} ${category ?? '-'}`).sort()).toEqual([
		'obstacle -',
		'obstacle money',
		'obstacle money',
	])
})

test('a copy of a card keeps who wrote it, and a long text is told about while one writes', async ({ browser }) => {
	const ana = await join(browser, 'Ana')
	await ana.writeCard('Obstacle', 'Permits', { x: 400, y: 400 })
	const li = await join(browser, 'Li', 'Wuhan')
	await select(li, 'Permits')
	await li.page.keyboard.press('Control+d')
	await expect(ana.cards).toHaveCount(2)
	await li.badgeSays('Saved')
	const { cards } = await workshop.contentOf(workshop.board)
	expect(cards.map(({ author }) => author)).toEqual(['Ana', 'Ana'])

	await li.page.keyboard.press('1')
	await li.editor.waitFor()
	const hint = li.page.getByText('readable from the back row')
	await li.page.keyboard.insertText('字'.repeat(60))
	await expect(li.editor).toHaveValue(/字{60}/)
	await expect(hint).toHaveCount(0)
	await li.page.keyboard.insertText('字'.repeat(15))
	await expect(hint).toBeVisible()
	await li.page.keyboard.press('Escape')
	await expect(hint).toHaveCount(0)
})

test('the help comes with its key, and not while one writes', async ({ browser }) => {
	const ana = await join(browser, 'Ana')
	const help = ana.page.getByRole('dialog', { name: 'Keys and gestures' })
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
