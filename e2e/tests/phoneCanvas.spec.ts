import type { Browser } from '@playwright/test'
import { expect } from '@playwright/test'
import * as Y from 'yjs'
import type { Point } from '../support/Actor.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { layoutProblemsOf } from '../support/layoutProblems.ts'
import { PhoneActor } from '../support/PhoneActor.ts'
import type { Stack } from '../support/startStack.ts'
import { openBoardAsStock, type StockBoard } from '../support/stockClient.ts'

/** The canvas on a phone: touch, and a keyboard that covers half the screen. */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

/** Opens a board for Ana on a phone, with an obstacle and a solution below it. */
async function openScene(browser: Browser): Promise<{ ana: PhoneActor; board: StockBoard }> {
	const workshop = await createWorkshop(stack.url)
	const board = await openBoardAsStock(stack.url, workshop.code)
	const write = (id: string, fields: { xy: number[]; index: string; 'props.kind': string }, text: string) =>
		board.write(id, { type: 'card', ...fields, text: new Y.Text(text) })
	write('shape:one', { xy: [0, 0], index: 'a1', 'props.kind': 'obstacle' }, 'Permits')
	write('shape:two', { xy: [60, 240], index: 'a2', 'props.kind': 'solution' }, 'One office')
	const ana = await PhoneActor.onPhone(browser, 'Ana')
	await ana.join(stack.url, workshop.code, 'Dakar')
	await expect(ana.cards).toHaveCount(2)
	return { ana, board }
}

const plus = ({ x, y }: Point, by: Point): Point => ({ x: x + by.x, y: y + by.y })
/** A point of empty canvas between the toolbars. */
const EMPTY = { x: 200, y: 640 }

test('two fingers pan and zoom the board, one finger moves a card or selects', async ({ browser }) => {
	const { ana, board } = await openScene(browser)
	const before = await ana.boxOf('Permits')
	const [left, right] = [
		{ x: 120, y: 600 },
		{ x: 260, y: 600 },
	]
	await test.step('two fingers in parallel pan', async () => {
		const by = { x: 60, y: -90 }
		await ana.swipe([left, plus(left, by)], [right, plus(right, by)])
		await expect.poll(async () => (await ana.boxOf('Permits')).y).toBeLessThan(before.y - 40)
		const after = await ana.boxOf('Permits')
		expect(after.x).toBeGreaterThan(before.x + 25)
		expect(after.width).toBeCloseTo(before.width, 0)
	})

	await test.step('a pinch zooms the board, not the page', async () => {
		const centre = await ana.centreOf('Permits')
		const beside = (x: number) => plus(centre, { x, y: 0 })
		await ana.swipe([beside(-60), beside(-110)], [beside(60), beside(110)])
		await expect.poll(async () => (await ana.boxOf('Permits')).width).toBeGreaterThan(before.width * 1.3)
		expect(await ana.page.evaluate(() => window.visualViewport?.scale)).toBe(1)
		await ana.page.getByRole('button', { name: 'Zoom to fit' }).tap()
		await expect.poll(async () => (await ana.boxOf('Permits')).width).toBeCloseTo(before.width, 0)
	})

	await test.step('one finger drags a card', async () => {
		const [permits, solution] = [await ana.boxOf('Permits'), await ana.boxOf('One office')]
		const from = await ana.centreOf('Permits')
		await ana.swipe([from, plus(from, { x: 80, y: 60 })])
		await expect.poll(async () => (await ana.boxOf('Permits')).x).toBeGreaterThan(permits.x + 60)
		expect(await ana.boxOf('One office')).toEqual(solution)
		await ana.waitForSaveStatus('Saved')
		await expect.poll(() => board.record('shape:one')?.['xy']).not.toEqual([0, 0])
	})

	await test.step('one finger on empty canvas selects cards', async () => {
		const solution = await ana.boxOf('One office')
		await ana.swipe([EMPTY, { x: 20, y: 100 }])
		await expect(ana.page.getByRole('button', { name: 'Kind: Obstacle' })).toHaveAttribute('aria-pressed', 'mixed')
		expect(await ana.boxOf('One office')).toEqual(solution)
	})
	board.leave()
})

test('a long press opens a context menu with items large enough for touch', async ({ browser }) => {
	const { ana, board } = await openScene(browser)
	const menu = ana.page.getByRole('menu')
	const solution = await ana.boxOf('One office')
	await ana.longPress(await ana.centreOf('One office'), () => expect(menu).toBeVisible())
	await expect(menu).toBeVisible()
	const heights = await menu
		.getByRole('menuitem')
		.evaluateAll((entries) => entries.map((entry) => entry.getBoundingClientRect().height))
	expect(heights.length).toBeGreaterThan(3)
	expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
	expect(await ana.boxOf('One office')).toEqual(solution)
	await menu.getByRole('menuitem', { name: 'Delete' }).tap()
	await expect(ana.card('One office')).toHaveCount(0)
	await expect.poll(() => board.ids()).toEqual(['shape:one'])
	board.leave()
})

test('a double tap adds a card, which the keyboard never covers, in portrait or landscape', async ({ browser }) => {
	const { ana, board } = await openScene(browser)
	const { page } = ana
	const tools = page.getByRole('toolbar', { name: 'Tools' })
	const editedCard = async () => {
		const box = await ana.cards.filter({ has: page.locator('textarea') }).boundingBox()
		return box ? { top: box.y, bottom: box.y + box.height } : null
	}
	/** Waits until the whole card is visible, above the keyboard and below a toolbar. */
	const waitUntilVisible = (keyboard: number, bar: string) =>
		expect(async () => {
			const [card, top] = [await editedCard(), await page.getByRole('toolbar', { name: bar }).boundingBox()]
			if (!card || !top) throw new Error('no card is edited')
			expect(card.bottom).toBeLessThanOrEqual((page.viewportSize()?.height ?? 0) - keyboard)
			expect(card.top).toBeGreaterThanOrEqual(top.y + top.height)
		}).toPass()

	await ana.doubleTap(EMPTY)
	await expect(ana.editor).toBeFocused()
	const before = await editedCard()
	await ana.setKeyboardHeight(336)
	await waitUntilVisible(336, 'Card options')
	expect((await editedCard())?.top).toBeLessThan(before?.top ?? 0)
	await expect(tools).toBeHidden()

	await test.step('the card stays visible as it grows', async () => {
		await page.keyboard.type(
			'Nine months for a permit, three more for the police, and by then the year is over. '.repeat(2),
		)
		await waitUntilVisible(336, 'Card options')
		await expect(page.getByText('hard to read on the projector')).toBeInViewport({ ratio: 1 })
	})

	await test.step('the card does not move when the keyboard closes', async () => {
		const before = await editedCard()
		await ana.setKeyboardHeight(0)
		await expect(tools).toBeVisible()
		expect(await editedCard()).toEqual(before)
	})

	await test.step('in landscape only the card and its panel are shown', async () => {
		await page.keyboard.press('Control+a')
		await page.keyboard.type('No budget')
		await ana.rotate()
		await ana.setKeyboardHeight(190)
		await waitUntilVisible(190, 'Card options')
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

test('rotating a phone keeps the centre of the board, and no controls overlap', async ({ browser }) => {
	const { ana, board } = await openScene(browser)
	const problems = () => layoutProblemsOf(ana.page)
	expect(await problems()).toEqual([])
	const offsetFromCentre = async () => {
		const centre = await ana.centreOf('Permits')
		const { width = 0, height = 0 } = ana.page.viewportSize() ?? {}
		return [Math.round(centre.x - width / 2), Math.round(centre.y - height / 2)]
	}
	const inPortrait = await offsetFromCentre()
	await ana.rotate()
	await expect.poll(offsetFromCentre).toEqual(inPortrait)
	expect(await problems()).toEqual([])
	await ana.rotate()
	await expect.poll(offsetFromCentre).toEqual(inPortrait)
	for (const screen of SCREENS)
		await test.step(`${screen.width} × ${screen.height}`, async () => {
			await ana.page.setViewportSize(screen)
			await expect.poll(problems).toEqual([])
		})
	board.leave()
})

test('the help on a phone describes touch gestures', async ({ browser }) => {
	const { ana, board } = await openScene(browser)
	await ana.page.getByRole('banner').getByRole('button', { name: 'More' }).tap()
	await ana.page.getByRole('menuitem', { name: 'Shortcuts and gestures' }).tap()
	const help = ana.page.getByRole('dialog', { name: 'Shortcuts and gestures' })
	await expect(help).toContainText('Double-tap')
	await expect(help).not.toContainText('Ctrl')
	board.leave()
})
