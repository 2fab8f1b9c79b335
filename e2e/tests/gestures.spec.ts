import { expect } from '@playwright/test'
import type { Actor } from '../support/Actor.ts'
import { CARD, close, drag, kindOf, linkCards, openScene, placeOf, plus, sees } from '../support/gestureScene.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/**
 * Gestures in flight (DOC3): two people at one board, and the document as the server has it beside them. What one has
 * in the hand the other sees, and the document hears of it when the hand opens.
 */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

test('[DOC3] a drag is seen while it runs, and written once when it ends', async ({ browser }) => {
	const scene = await openScene(browser, stack)
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
	const scene = await openScene(browser, stack)
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
	const scene = await openScene(browser, stack)
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
	const scene = await openScene(browser, stack)
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
	const scene = await openScene(browser, stack)
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

test('[DOC3] a stroke is seen while it is drawn, and one that is cancelled never was', async ({ browser }) => {
	const scene = await openScene(browser, stack)
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
	const scene = await openScene(browser, stack)
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
