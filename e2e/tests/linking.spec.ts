import { expect, type Locator } from '@playwright/test'
import * as Y from 'yjs'
import { Actor, type Point } from '../support/Actor.ts'
import { boardAsStock } from '../support/boardAsStock.ts'
import { type OpenedWorkshop, openByApi } from '../support/openByApi.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'
import { join, links, middleOf, select, sentencesOf, twoCards } from '../support/writers.ts'

/** People who link cards, with the mouse and a finger, and choose what a link says. */
let stack: Stack
let workshop: OpenedWorkshop
const place = () => ({ url: stack.url, code: workshop.code })
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())
test.beforeEach(async () => {
	workshop = await openByApi(stack.url)
})

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
	const ana = await twoCards(browser, place())
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
	const ana = await twoCards(browser, place())
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
	const ana = await twoCards(browser, place())
	const li = await join(browser, place(), 'Li')
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

test('a link to a card that somebody deleted meanwhile is not seen, and comes back with its card', async ({
	browser,
}) => {
	const board = await boardAsStock(stack.url, workshop.code)
	const write = (id: string, at: { xy: number[]; index: string }, text: string) =>
		board.write(id, { type: 'card', ...at, 'props.kind': 'obstacle', text: new Y.Text(text) })
	write('shape:one', { xy: [100, 100], index: 'a1' }, 'Permits')
	// As if its other card had been deleted while the link was on its way.
	board.write('shape:link', { type: 'arrow', index: 'a9' })
	for (const [terminal, toId] of [
		['start', 'shape:one'],
		['end', 'shape:two'],
	])
		board.write(`binding:${terminal}`, { type: 'arrow', fromId: 'shape:link', toId, 'props.terminal': terminal })
	const ana = await join(browser, place(), 'Ana')
	await expect(ana.cards).toHaveCount(1)
	await expect(links(ana)).toHaveCount(0)

	write('shape:two', { xy: [600, 300], index: 'a2' }, 'No budget')
	await expect(links(ana)).toHaveCount(1)
	board.remove('shape:two')
	await expect(links(ana)).toHaveCount(0)
	expect(board.ids()).toContain('shape:link')
	board.leave()
})

test('a link runs under the card that lies in its way, over its cluster, and leaves the click to the card', async ({
	browser,
}) => {
	const board = await boardAsStock(stack.url, workshop.code)
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
	const ana = await join(browser, place(), 'Ana')
	await expect(links(ana)).toHaveCount(1)
	const [sheet, link, amid] = ['sheet', 'link', 'Amid'].map((id) =>
		ana.page.locator(`[data-shape-id="shape:${id}"]`),
	) as [Locator, Locator, Locator]
	const heightOf = (shape: Locator) => shape.evaluate((element) => Number(getComputedStyle(element).zIndex))
	expect(await heightOf(link)).toBeLessThan(await heightOf(amid))
	expect(await heightOf(link)).toBeGreaterThan(await heightOf(sheet))

	await select(ana, 'Amid')
	await ana.page.keyboard.press('Delete')
	await expect(amid).toHaveCount(0)
	await expect(links(ana)).toHaveCount(1)
	board.leave()
})
