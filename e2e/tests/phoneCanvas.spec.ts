import type { Browser } from '@playwright/test'
import { expect } from '@playwright/test'
import * as Y from 'yjs'
import type { Point } from '../support/Actor.ts'
import { boardAsStock, type StockBoard } from '../support/boardAsStock.ts'
import { faultsOfControls } from '../support/controls.ts'
import { openByApi } from '../support/openByApi.ts'
import { PhoneActor } from '../support/PhoneActor.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** People at the canvas with a phone: fingers for a pointer, and a keyboard that takes half the screen. */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

/** Somebody on a phone, at a board with an obstacle and, under it, a solution. */
async function openScene(browser: Browser): Promise<{ ana: PhoneActor; board: StockBoard }> {
	const workshop = await openByApi(stack.url)
	const board = await boardAsStock(stack.url, workshop.code)
	const write = (id: string, fields: { xy: number[]; index: string; 'props.kind': string }, text: string) =>
		board.write(id, { type: 'card', ...fields, text: new Y.Text(text) })
	write('shape:one', { xy: [0, 0], index: 'a1', 'props.kind': 'obstacle' }, 'Permits')
	write('shape:two', { xy: [60, 240], index: 'a2', 'props.kind': 'solution' }, 'One desk')
	const ana = await PhoneActor.onPhone(browser, 'Ana')
	await ana.join(stack.url, workshop.code, 'Dakar')
	await expect(ana.cards).toHaveCount(2)
	return { ana, board }
}

async function boxOf(person: PhoneActor, text: string) {
	const box = await person.card(text).boundingBox()
	if (!box) throw new Error('the card is not on the screen')
	return { ...box, middle: { x: box.x + box.width / 2, y: box.y + box.height / 2 } }
}

const plus = ({ x, y }: Point, by: Point): Point => ({ x: x + by.x, y: y + by.y })
/** An empty place between the bars. */
const PAPER = { x: 200, y: 640 }

test('two fingers move the board and bring it nearer, one moves a card or selects', async ({ browser }) => {
	const { ana, board } = await openScene(browser)
	const before = await boxOf(ana, 'Permits')
	const [left, right] = [
		{ x: 120, y: 600 },
		{ x: 260, y: 600 },
	]
	await test.step('two fingers side by side move it', async () => {
		const by = { x: 60, y: -90 }
		await ana.swipe([left, plus(left, by)], [right, plus(right, by)])
		await expect.poll(async () => (await boxOf(ana, 'Permits')).y).toBeLessThan(before.y - 40)
		const after = await boxOf(ana, 'Permits')
		expect(after.x).toBeGreaterThan(before.x + 25)
		expect(after.width).toBeCloseTo(before.width, 0)
	})

	await test.step('two fingers apart bring it nearer, and the page stays as it is', async () => {
		const { middle } = await boxOf(ana, 'Permits')
		const beside = (x: number) => plus(middle, { x, y: 0 })
		await ana.swipe([beside(-60), beside(-110)], [beside(60), beside(110)])
		await expect.poll(async () => (await boxOf(ana, 'Permits')).width).toBeGreaterThan(before.width * 1.3)
		expect(await ana.page.evaluate(() => window.visualViewport?.scale)).toBe(1)
		await ana.page.getByRole('button', { name: 'Zoom to fit' }).tap()
		await expect.poll(async () => (await boxOf(ana, 'Permits')).width).toBeCloseTo(before.width, 0)
	})

	await test.step('one finger moves a card', async () => {
		const [permits, desk] = [await boxOf(ana, 'Permits'), await boxOf(ana, 'One desk')]
		await ana.swipe([permits.middle, plus(permits.middle, { x: 80, y: 60 })])
		await expect.poll(async () => (await boxOf(ana, 'Permits')).x).toBeGreaterThan(permits.x + 60)
		expect(await boxOf(ana, 'One desk')).toEqual(desk)
		await ana.badgeSays('Saved')
		await expect.poll(() => board.record('shape:one')?.['xy']).not.toEqual([0, 0])
	})

	await test.step('one finger on the paper selects what it passes', async () => {
		const desk = await boxOf(ana, 'One desk')
		await ana.swipe([PAPER, { x: 20, y: 100 }])
		await expect(ana.page.getByRole('button', { name: 'Kind: Obstacle' })).toHaveAttribute('aria-pressed', 'mixed')
		expect(await boxOf(ana, 'One desk')).toEqual(desk)
	})
	board.leave()
})

test('a long press opens what can be done with a card, large enough for a fingertip', async ({ browser }) => {
	const { ana, board } = await openScene(browser)
	const menu = ana.page.getByRole('menu')
	const desk = await boxOf(ana, 'One desk')
	await ana.press(desk.middle, () => expect(menu).toBeVisible())
	await expect(menu).toBeVisible()
	const heights = await menu
		.getByRole('menuitem')
		.evaluateAll((entries) => entries.map((entry) => entry.getBoundingClientRect().height))
	expect(heights.length).toBeGreaterThan(3)
	expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
	expect(await boxOf(ana, 'One desk')).toEqual(desk)
	await menu.getByRole('menuitem', { name: 'Delete' }).tap()
	await expect(ana.card('One desk')).toHaveCount(0)
	await expect.poll(() => board.ids()).toEqual(['shape:one'])
	board.leave()
})

test('a double tap writes a card, and the keyboard never covers it, upright or on its side', async ({ browser }) => {
	const { ana, board } = await openScene(browser)
	const { page } = ana
	const tools = page.getByRole('toolbar', { name: 'Tools' })
	const writing = async () => {
		const box = await ana.cards.filter({ has: page.locator('textarea') }).boundingBox()
		return box ? { top: box.y, bottom: box.y + box.height } : null
	}
	/** Waits until the card is seen whole: over the keyboard, and under what lies at the top. */
	const isSeen = (keyboard: number, bar: string) =>
		expect(async () => {
			const [card, top] = [await writing(), await page.getByRole('toolbar', { name: bar }).boundingBox()]
			if (!card || !top) throw new Error('nobody writes')
			expect(card.bottom).toBeLessThanOrEqual((page.viewportSize()?.height ?? 0) - keyboard)
			expect(card.top).toBeGreaterThanOrEqual(top.y + top.height)
		}).toPass()

	await ana.doubleTap(PAPER)
	await expect(ana.editor).toBeFocused()
	const before = await writing()
	await ana.keyboardCovers(336)
	await isSeen(336, 'Card options')
	expect((await writing())?.top).toBeLessThan(before?.top ?? 0)
	await expect(tools).toBeHidden()

	await test.step('it grows upwards as one writes', async () => {
		await page.keyboard.type(
			'Nine months for a permit, three more for the police, and by then the year is over. '.repeat(2),
		)
		await isSeen(336, 'Card options')
		await expect(page.getByText('hard to read on the projector')).toBeInViewport({ ratio: 1 })
	})

	await test.step('nothing jumps when the keyboard goes', async () => {
		const seen = await writing()
		await ana.keyboardCovers(0)
		await expect(tools).toBeVisible()
		expect(await writing()).toEqual(seen)
	})

	await test.step('on its side there is room for the card and its panel alone', async () => {
		await page.keyboard.press('Control+a')
		await page.keyboard.type('No budget')
		await ana.turn()
		await ana.keyboardCovers(190)
		await isSeen(190, 'Card options')
		await expect(page.getByRole('banner')).toBeHidden()
		await page.keyboard.press('Escape')
		await expect(ana.card('No budget')).toHaveCount(1)
	})
	board.leave()
})

const SCREENS = [
	{ width: 360, height: 640 },
	{ width: 667, height: 375 },
	{ width: 932, height: 430 },
	{ width: 768, height: 1024 },
	{ width: 1024, height: 768 },
]

test('a phone that is turned keeps the middle of the board, and every control its place', async ({ browser }) => {
	const { ana, board } = await openScene(browser)
	const faults = () => faultsOfControls(ana.page)
	expect(await faults()).toEqual([])
	const fromMiddle = async () => {
		const { middle } = await boxOf(ana, 'Permits')
		const { width = 0, height = 0 } = ana.page.viewportSize() ?? {}
		return [Math.round(middle.x - width / 2), Math.round(middle.y - height / 2)]
	}
	const upright = await fromMiddle()
	await ana.turn()
	await expect.poll(fromMiddle).toEqual(upright)
	expect(await faults()).toEqual([])
	await ana.turn()
	await expect.poll(fromMiddle).toEqual(upright)
	for (const screen of SCREENS)
		await test.step(`${screen.width} × ${screen.height}`, async () => {
			await ana.page.setViewportSize(screen)
			await expect.poll(faults).toEqual([])
		})
	board.leave()
})

test('the help is found on a phone, and tells of fingers', async ({ browser }) => {
	const { ana, board } = await openScene(browser)
	await ana.page.getByRole('button', { name: 'Language and appearance' }).tap()
	await ana.page.getByRole('button', { name: 'Shortcuts and gestures' }).tap()
	const help = ana.page.getByRole('dialog', { name: 'Shortcuts and gestures' })
	await expect(help).toContainText('Double-tap')
	await expect(help).not.toContainText('Ctrl')
	board.leave()
})
