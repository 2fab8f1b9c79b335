import { expect, type Locator } from '@playwright/test'
import * as Y from 'yjs'
import { Actor, type Point } from '../support/Actor.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { joinWithClipboard, joinWithTwoCards, linksOf, sentencesOf } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'
import { openBoardAsStock } from '../support/stockClient.ts'

/** Linking cards by mouse and touch, and the meaning of links. */
let stack: Stack
let workshop: CreatedWorkshop
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})
test.beforeEach(async () => {
	workshop = await createWorkshop(stack.url)
})

/** Returns the centre of a card's connection point, once the card shows its connection points. */
async function connectionPointOf(person: Actor, { card, side }: { card: string; side: string }): Promise<Point> {
	const element = person.page.getByTestId(`link-dot-${side}`)
	const point = { x: 0, y: 0 }
	await expect(async () => {
		const [around, own] = [await person.card(card).boundingBox(), await element.boundingBox()]
		if (!around || !own) throw new Error('the card shows no connection points')
		Object.assign(point, { x: own.x + own.width / 2, y: own.y + own.height / 2 })
		const isAtCard =
			Math.abs(point.x - around.x - around.width / 2) <= around.width / 2 + 2 &&
			Math.abs(point.y - around.y - around.height / 2) <= around.height / 2 + 2
		expect(isAtCard).toBe(true)
	}).toPass()
	return point
}

/** Drags from a connection point of a card to a point of the window. */
async function dragConnection(person: Actor, from: { card: string; side: string }, to: Point): Promise<void> {
	const { mouse } = person.page
	const { x, y } = await person.centreOf(from.card)
	await mouse.move(x, y)
	const dot = await connectionPointOf(person, from)
	await mouse.move(dot.x, dot.y)
	await mouse.down()
	await mouse.move((dot.x + to.x) / 2, (dot.y + to.y) / 2, { steps: 4 })
	await mouse.move(to.x, to.y, { steps: 4 })
	await mouse.up()
}

test('a drag from a connection point links to a card, or to a new one on empty canvas; each is one undo step', async ({
	browser,
}) => {
	const ana = await joinWithTwoCards(browser, workshop)
	await dragConnection(ana, { card: 'One office', side: 'left' }, await ana.centreOf('Permits'))
	await expect(linksOf(ana)).toHaveCount(1)
	await ana.waitForSaveStatus('Saved')
	expect(sentencesOf(await workshop.contentOf(workshop.board))).toEqual(['One office addresses Permits'])
	await ana.page.keyboard.press('Control+z')
	await expect(linksOf(ana)).toHaveCount(0)
	await expect(ana.cards).toHaveCount(2)

	await dragConnection(ana, { card: 'Permits', side: 'below' }, { x: 360, y: 620 })
	await ana.editor.waitFor()
	await ana.page.keyboard.type('A clock')
	await ana.page.keyboard.press('Escape')
	await expect(linksOf(ana)).toHaveCount(1)
	await ana.waitForSaveStatus('Saved')
	expect(sentencesOf(await workshop.contentOf(workshop.board))).toEqual(['A clock addresses Permits'])
	await ana.page.keyboard.press('Control+z')
	await ana.page.keyboard.press('Control+z')
	await expect(ana.cards).toHaveCount(2)
	await expect(linksOf(ana)).toHaveCount(0)
})

test('a connection point can be dragged by touch', async ({ browser }) => {
	const ana = await joinWithTwoCards(browser, workshop)
	await ana.waitForSaveStatus('Saved')
	const context = await browser.newContext({ locale: 'en', hasTouch: true, reducedMotion: 'reduce' })
	const li = new Actor(await context.newPage(), 'Li')
	await li.join(stack.url, workshop.code, 'Wuhan')
	await expect(li.cards).toHaveCount(2)
	const from = await li.centreOf('One office')
	const to = await li.centreOf('Permits')
	await li.page.touchscreen.tap(from.x, from.y)
	const dot = await connectionPointOf(li, { card: 'One office', side: 'left' })
	const input = await context.newCDPSession(li.page)
	const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: Point[]) =>
		input.send('Input.dispatchTouchEvent', { type, touchPoints: points })
	await touch('touchStart', [dot])
	for (let step = 1; step <= 6; step++)
		await touch('touchMove', [{ x: dot.x + ((to.x - dot.x) * step) / 6, y: dot.y + ((to.y - dot.y) * step) / 6 }])
	await touch('touchEnd', [])
	await expect(linksOf(li)).toHaveCount(1)
	await li.waitForSaveStatus('Saved')
	expect(sentencesOf(await workshop.contentOf(workshop.board))).toEqual(['One office addresses Permits'])
	await context.close()
})

test('the meaning of a link is changed at its label for everyone, and reset to the default', async ({ browser }) => {
	const ana = await joinWithTwoCards(browser, workshop)
	const li = await joinWithClipboard(browser, workshop, 'Li')
	await ana.link('One office', 'Permits')
	await expect(li.page.getByRole('button', { name: 'addresses' })).toBeVisible()
	await li.page.getByRole('button', { name: 'addresses' }).click()
	await li.page.getByRole('menuitemradio', { name: 'causes' }).click()
	await expect(ana.page.getByRole('button', { name: 'causes' })).toBeVisible()
	await li.waitForSaveStatus('Saved')
	expect(sentencesOf(await workshop.contentOf(workshop.board))).toEqual(['One office causes Permits'])
	const csv = await ana.exportBoard(/CSV/)
	expect(csv.bytes.toString()).toContain('causes → Permits')

	await li.page.getByRole('button', { name: 'causes' }).click()
	await expect(li.page.getByRole('menuitemradio', { name: 'causes' })).toBeFocused()
	await li.page.keyboard.press('Home')
	await expect(li.page.getByRole('menuitemradio', { name: 'Automatic' })).toBeFocused()
	await li.page.keyboard.press('Enter')
	await expect(ana.page.getByRole('button', { name: 'addresses' })).toBeVisible()
	await li.page.keyboard.press('Control+z')
	await expect(ana.page.getByRole('button', { name: 'causes' })).toBeVisible()
})

test('a link to a deleted card is hidden, and shown when the card is restored; corners of another client are not drawn', async ({
	browser,
}) => {
	const board = await openBoardAsStock(stack.url, workshop.code)
	const write = (id: string, at: { xy: number[]; index: string }, text: string) =>
		board.write(id, { type: 'card', ...at, 'props.kind': 'obstacle', text: new Y.Text(text) })
	write('shape:one', { xy: [100, 100], index: 'a1' }, 'Permits')
	// Creates the state in which another person deletes a card while the link to it is sent.
	board.write('shape:link', { type: 'arrow', index: 'a9', 'props.kind': 'elbow' })
	for (const [terminal, toId] of [
		['start', 'shape:one'],
		['end', 'shape:two'],
	])
		board.write(`binding:${terminal}`, { type: 'arrow', fromId: 'shape:link', toId, 'props.terminal': terminal })
	const ana = await joinWithClipboard(browser, workshop, 'Ana')
	await expect(ana.cards).toHaveCount(1)
	await expect(linksOf(ana)).toHaveCount(0)

	write('shape:two', { xy: [600, 300], index: 'a2' }, 'No budget')
	await expect(linksOf(ana)).toHaveCount(1)
	board.remove('shape:two')
	await expect(linksOf(ana)).toHaveCount(0)
	expect(board.ids()).toContain('shape:link')
	board.leave()
})

test('a link is drawn below cards and above clusters, and does not intercept clicks on cards', async ({ browser }) => {
	const board = await openBoardAsStock(stack.url, workshop.code)
	const put = (id: string, at: number, fields: Record<string, unknown>) =>
		board.write(`shape:${id}`, { index: `a${at}`, ...fields })
	put('sheet', 1, { type: 'frame', xy: [150, 0], wh: [400, 300], 'props.name': 'Between' })
	for (const [at, text] of ['First', 'Amid', 'Last'].entries())
		put(text, at + 2, { type: 'card', xy: [at * 300 - 50, 80], 'props.kind': 'case', text: new Y.Text(text) })
	put('link', 6, { type: 'arrow' })
	for (const [terminal, card] of [
		['start', 'First'],
		['end', 'Last'],
	]) {
		const end = { type: 'arrow', fromId: 'shape:link', toId: `shape:${card}`, 'props.terminal': terminal }
		board.write(`binding:${terminal}`, end)
	}
	const ana = await joinWithClipboard(browser, workshop, 'Ana')
	await expect(linksOf(ana)).toHaveCount(1)
	const [sheet, link, amid] = ['sheet', 'link', 'Amid'].map((id) =>
		ana.page.locator(`[data-shape-id="shape:${id}"]`),
	) as [Locator, Locator, Locator]
	const zIndexOf = (shape: Locator) => shape.evaluate((element) => Number(getComputedStyle(element).zIndex))
	expect(await zIndexOf(link)).toBeLessThan(await zIndexOf(amid))
	expect(await zIndexOf(link)).toBeGreaterThan(await zIndexOf(sheet))

	await ana.select('Amid')
	await ana.page.keyboard.press('Delete')
	await expect(amid).toHaveCount(0)
	await expect(linksOf(ana)).toHaveCount(1)
	board.leave()
})
