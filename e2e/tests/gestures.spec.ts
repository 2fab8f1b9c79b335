import type { Browser, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import * as Y from 'yjs'
import type { Point } from '../support/Actor.ts'
import { Actor } from '../support/Actor.ts'
import type { StockBoard } from '../support/boardAsStock.ts'
import { boardAsStock } from '../support/boardAsStock.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'

/**
 * Gestures in flight (DOC3): two people at one board, and the document as the server has it beside them. What one has
 * in the hand the other sees, and the document hears of it when the hand opens.
 */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

const CARD = 'shape:held'
const OTHER = 'shape:other'
const HELD = { type: 'card', xy: [100, 100], index: 'a1', 'props.kind': 'obstacle', 'props.city': 'Dakar' }
const NOT_FAR = 3

interface Scene {
	ana: Actor
	li: Actor
	board: StockBoard
}

/** Two people at a board with two cards. */
async function openScene(browser: Browser): Promise<Scene> {
	const code = await openWorkshop()
	const board = await boardAsStock(stack.url, code)
	board.write(CARD, { ...HELD, text: new Y.Text('held') })
	board.write(OTHER, { ...HELD, xy: [600, 300], index: 'a2', text: new Y.Text('other') })
	const [ana, li] = await Promise.all([Actor.enter(browser, 'Ana'), Actor.enter(browser, 'Li')])
	await Promise.all([ana.join(stack.url, code, 'Dakar'), li.join(stack.url, code, 'Wuhan')])
	for (const person of [ana, li]) await expect(person.cards).toHaveCount(2)
	return { ana, li, board }
}

async function openWorkshop(): Promise<string> {
	const answer = await fetch(`${stack.url}/api/workshops`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ title: 'Gestures', cities: ['Dakar', 'Wuhan'], groups: 1 }),
	})
	return ((await answer.json()) as { joinCode: string }).joinCode
}

async function close({ ana, li, board }: Scene): Promise<void> {
	board.leave()
	await Promise.all([ana, li].map((person) => person.page.context().close()))
}

async function placeOf(person: Actor, text: string): Promise<Point> {
	const box = await person.card(text).boundingBox()
	if (!box) throw new Error('the card is not on the screen')
	return { x: box.x, y: box.y }
}

/** Takes a card by its middle and moves it; the hand stays closed. */
async function drag(person: Actor, text: string, by: Point): Promise<void> {
	const box = await person.card(text).boundingBox()
	if (!box) throw new Error('the card is not on the screen')
	const { mouse } = person.page
	const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
	await mouse.move(middle.x, middle.y)
	await mouse.down()
	await mouse.move(middle.x + by.x / 2, middle.y + by.y / 2, { steps: 4 })
	await mouse.move(middle.x + by.x, middle.y + by.y, { steps: 4 })
}

async function sees(person: Actor, text: string, at: Point): Promise<void> {
	await expect(async () => {
		const { x, y } = await placeOf(person, text)
		expect([Math.abs(x - at.x) < NOT_FAR, Math.abs(y - at.y) < NOT_FAR], `${x}, ${y}`).toEqual([true, true])
	}).toPass()
}

const plus = (at: Point, by: Point): Point => ({ x: at.x + by.x, y: at.y + by.y })
const kindOf = (person: Actor, text: string) => person.card(text).locator('[data-kind]').first()

/** Errors of a page; a crashed editor says so, too. */
function errorsOf(page: Page): string[] {
	const errors: string[] = []
	page.on('pageerror', (error) => errors.push(error.message))
	return errors
}

test('[DOC3] a drag is seen while it runs, and written once when it ends', async ({ browser }) => {
	const scene = await openScene(browser)
	const { ana, li, board } = scene
	const [fromAna, fromLi] = [await placeOf(ana, 'held'), await placeOf(li, 'held')]
	const by = { x: 120, y: 160 }
	const before = board.updates()

	await drag(ana, 'held', by)
	await sees(li, 'held', plus(fromLi, by))
	expect(board.record(CARD)?.['xy']).toEqual([100, 100])
	expect(board.updates()).toBe(before)
	await ana.badgeSays('Saving')

	await ana.page.mouse.up()
	await expect.poll(() => board.record(CARD)?.['xy']).not.toEqual([100, 100])
	await ana.badgeSays('Saved')
	expect(board.updates()).toBe(before + 1)
	await sees(ana, 'held', plus(fromAna, by))
	await sees(li, 'held', plus(fromLi, by))
	await close(scene)
})

test('[DOC3] a drag that is cancelled never was', async ({ browser }) => {
	const scene = await openScene(browser)
	const { ana, li, board } = scene
	const [fromAna, fromLi] = [await placeOf(ana, 'held'), await placeOf(li, 'held')]
	const by = { x: 140, y: 120 }
	const before = board.updates()
	await drag(ana, 'held', by)
	await sees(li, 'held', plus(fromLi, by))
	board.write(CARD, { 'props.kind': 'solution' })
	await expect(kindOf(ana, 'held')).toHaveAttribute('data-kind', 'solution')

	await ana.page.keyboard.press('Escape')
	await sees(ana, 'held', fromAna)
	await sees(li, 'held', fromLi)
	await ana.page.mouse.up()
	await ana.page.keyboard.press('Control+z')
	await expect(ana.page.getByRole('button', { name: 'Undo' })).toBeDisabled()
	await ana.badgeSays('Saved')
	for (const person of [ana, li]) await expect(kindOf(person, 'held')).toHaveAttribute('data-kind', 'solution')
	expect(board.updates()).toBe(before)
	expect(board.record(CARD)).toMatchObject({ xy: [100, 100], 'props.kind': 'solution' })
	await close(scene)
})

test('[DOC3] a card keeps what others change while it is in the hand, and undo takes back the drag alone', async ({
	browser,
}) => {
	const scene = await openScene(browser)
	const { ana, li, board } = scene
	const [fromAna, fromLi] = [await placeOf(ana, 'held'), await placeOf(li, 'held')]
	const by = { x: 60, y: 200 }
	await drag(ana, 'held', by)
	await sees(li, 'held', plus(fromLi, by))

	await recolour(li, 'held', 'Solution')
	await expect.poll(() => board.record(CARD)?.['props.kind']).toBe('solution')
	expect(board.record(CARD)?.['xy']).toEqual([100, 100])
	await expect(kindOf(ana, 'held')).toHaveAttribute('data-kind', 'solution')
	await sees(ana, 'held', plus(fromAna, by))

	await ana.page.mouse.up()
	await expect.poll(() => board.record(CARD)?.['xy']).not.toEqual([100, 100])
	expect(board.record(CARD)?.['props.kind']).toBe('solution')
	await sees(li, 'held', plus(fromLi, by))

	await ana.page.keyboard.press('Control+z')
	await expect.poll(() => board.record(CARD)?.['xy']).toEqual([100, 100])
	expect(board.record(CARD)?.['props.kind']).toBe('solution')
	await expect(kindOf(ana, 'held')).toHaveAttribute('data-kind', 'solution')
	await close(scene)
})

async function recolour(person: Actor, text: string, kind: string): Promise<void> {
	const box = await person.card(text).boundingBox()
	if (!box) throw new Error('the card is not on the screen')
	await person.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
	await person.page.getByRole('button', { name: `Kind: ${kind}` }).click()
}

test('[DOC3] two who drag one card each keep it in the hand, and the last to let go places it', async ({ browser }) => {
	const scene = await openScene(browser)
	const { ana, li, board } = scene
	const [fromAna, fromLi] = [await placeOf(ana, 'held'), await placeOf(li, 'held')]
	const anaBy = { x: 0, y: 150 }
	const liBy = { x: 160, y: 0 }
	await drag(ana, 'held', anaBy)
	await sees(li, 'held', plus(fromLi, anaBy))
	await drag(li, 'held', liBy)
	await sees(ana, 'held', plus(fromAna, anaBy))
	await sees(li, 'held', plus(plus(fromLi, anaBy), liBy))

	await ana.page.mouse.up()
	await expect.poll(() => board.record(CARD)?.['xy']).not.toEqual([100, 100])
	await sees(li, 'held', plus(plus(fromLi, anaBy), liBy))
	await li.page.mouse.up()
	for (const [person, from] of [
		[ana, fromAna],
		[li, fromLi],
	] as const)
		await sees(person, 'held', plus(plus(from, anaBy), liBy))
	await close(scene)
})

test('[DOC3] a link follows the card that somebody drags', async ({ browser }) => {
	const scene = await openScene(browser)
	const { ana, li, board } = scene
	linkCards(board)
	const line = li.page.locator('[data-shape-type="arrow"] path').first()
	await expect(line).toBeAttached()
	const course = await line.getAttribute('d')
	await drag(ana, 'held', { x: 40, y: 220 })
	await expect.poll(() => line.getAttribute('d')).not.toBe(course)
	expect(board.record(CARD)?.['xy']).toEqual([100, 100])
	await ana.page.keyboard.press('Escape')
	await expect.poll(() => line.getAttribute('d')).toBe(course)
	await close(scene)
})

function linkCards(board: StockBoard): void {
	board.write('shape:link', { type: 'arrow', index: 'a3' })
	for (const [terminal, card] of [
		['start', CARD],
		['end', OTHER],
	] as const)
		board.write(`binding:${terminal}`, { type: 'arrow', fromId: 'shape:link', toId: card, 'props.terminal': terminal })
}

test('[DOC3] a stroke is seen while it is drawn, and one that is cancelled never was', async ({ browser }) => {
	const scene = await openScene(browser)
	const { ana, li, board } = scene
	const stroke = li.page.locator('[data-shape-type="draw"]')
	const before = board.updates()
	await draw(ana)
	await expect(stroke).toHaveCount(1)
	expect(board.ids()).toHaveLength(2)
	await ana.page.keyboard.press('Escape')
	await expect(stroke).toHaveCount(0)
	await expect(ana.page.locator('[data-shape-type="draw"]')).toHaveCount(0)
	await ana.page.mouse.up()
	expect(board.updates()).toBe(before)

	await draw(ana)
	await expect(stroke).toHaveCount(1)
	await ana.page.mouse.up()
	await expect.poll(() => board.ids().length).toBe(3)
	await expect(stroke).toHaveCount(1)
	expect(board.updates()).toBe(before + 1)
	await close(scene)
})

async function draw({ page }: Actor): Promise<void> {
	await page.keyboard.press('d')
	await page.mouse.move(500, 600)
	await page.mouse.down()
	for (let step = 1; step <= 30; step++) await page.mouse.move(500 + step * 8, 600 + 40 * Math.sin(step / 3))
}

test('[DOC3] a link that is drawn is seen, and written whole or not at all', async ({ browser }) => {
	const scene = await openScene(browser)
	const { ana, li, board } = scene
	const arrow = li.page.locator('[data-shape-type="arrow"]')
	const before = board.updates()
	await ana.link('held', 'other')
	await expect.poll(() => board.ids().length).toBe(5)
	await expect(arrow).toHaveCount(1)
	expect(board.updates()).toBe(before + 1)
	await ana.page.keyboard.press('Control+z')
	await expect.poll(() => board.ids().length).toBe(2)
	await expect(arrow).toHaveCount(0)
	await close(scene)
})

test('[DOC3] when the one who drags is gone, the card is where the document has it', async ({ browser }) => {
	const scene = await openScene(browser)
	const { ana, li, board } = scene
	const from = await placeOf(li, 'held')
	const by = { x: 100, y: 180 }
	const before = board.updates()
	await drag(ana, 'held', by)
	await sees(li, 'held', plus(from, by))
	await ana.page.close()
	await sees(li, 'held', from)
	expect(board.updates()).toBe(before)
	await close(scene)
})

test('[DOC3] a card that is deleted while somebody drags it goes, and stays gone', async ({ browser }) => {
	const scene = await openScene(browser)
	const { ana, li, board } = scene
	const errors = errorsOf(ana.page)
	await drag(ana, 'held', { x: 100, y: 180 })
	board.remove(CARD)
	await expect(ana.card('held')).toHaveCount(0)
	await ana.page.mouse.move(700, 500, { steps: 3 })
	await ana.page.mouse.up()
	await ana.badgeSays('Saved')

	await drag(ana, 'other', { x: -80, y: 100 })
	board.remove(OTHER)
	await expect(ana.card('other')).toHaveCount(0)
	await ana.page.keyboard.press('Escape')
	await ana.page.mouse.up()
	await ana.badgeSays('Saved')
	for (const person of [ana, li]) await expect(person.cards).toHaveCount(0)
	expect(board.ids()).toEqual([])
	expect(errors).toEqual([])
	await ana.writeCard('Question', 'goes on', { x: 640, y: 430 })
	await expect(li.card('goes on')).toHaveCount(1)
	await close(scene)
})

test('[DOC3] a link that is deleted while somebody drags it goes, and takes nothing with it', async ({ browser }) => {
	const scene = await openScene(browser)
	const { ana, board } = scene
	const errors = errorsOf(ana.page)
	linkCards(board)
	const link = ana.page.locator('[data-shape-type="arrow"]')
	await expect(link).toHaveCount(1)
	const [from, to] = [await placeOf(ana, 'held'), await placeOf(ana, 'other')]
	const { mouse } = ana.page
	// Beside the word in the middle of the line.
	const grip = { x: from.x * 0.4 + to.x * 0.6, y: from.y * 0.4 + to.y * 0.6 }
	const box = await ana.card('held').boundingBox()
	const middle = { x: grip.x + (box?.width ?? 0) / 2, y: grip.y + (box?.height ?? 0) / 2 }
	await mouse.click(middle.x, middle.y)
	await mouse.move(middle.x, middle.y)
	await mouse.down()
	await mouse.move(middle.x + 60, middle.y + 90, { steps: 6 })
	await ana.badgeSays('Saving')
	for (const id of ['binding:start', 'binding:end', 'shape:link']) board.remove(id)
	await expect(link).toHaveCount(0)
	await mouse.move(middle.x + 90, middle.y + 120, { steps: 4 })
	await mouse.up()
	await ana.badgeSays('Saved')
	await expect(ana.cards).toHaveCount(2)
	expect(errors).toEqual([])
	expect(board.ids()).toHaveLength(2)
	await close(scene)
})
