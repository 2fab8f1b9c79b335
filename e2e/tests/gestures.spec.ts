import { expect } from '@playwright/test'
import type { Actor } from '../support/Actor.ts'
import { test } from '../support/fixtures.ts'
import {
	closeGestureScene,
	cornerOf,
	DRAGGED,
	kindOf,
	linkCards,
	openGestureScene,
	plus,
	waitForCorner,
} from '../support/gestures.ts'
import type { Stack } from '../support/startStack.ts'

/**
 * Gestures in progress (DOC3): other members see them through presence, and the document changes
 * when they are committed. A stock client at the same board shows the content of the document.
 */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

test('[DOC3] others see a drag in progress; it is committed as one update when it ends', async ({ browser }) => {
	const scene = await openGestureScene(browser, stack)
	const { ana, li, board } = scene
	const [fromAna, fromLi] = [await cornerOf(ana, 'dragged'), await cornerOf(li, 'dragged')]
	const by = { x: 120, y: 160 }
	const before = board.updates()

	await ana.drag('dragged', by, { release: false })
	await waitForCorner(li, 'dragged', plus(fromLi, by))
	expect(board.record(DRAGGED)?.['xy']).toEqual([100, 100])
	expect(board.updates()).toBe(before)
	await ana.waitForSaveStatus('Saving')

	await ana.page.mouse.up()
	await expect.poll(() => board.record(DRAGGED)?.['xy']).not.toEqual([100, 100])
	await ana.waitForSaveStatus('Saved')
	expect(board.updates()).toBe(before + 1)
	await waitForCorner(ana, 'dragged', plus(fromAna, by))
	await waitForCorner(li, 'dragged', plus(fromLi, by))
	await closeGestureScene(scene)
})

test('[DOC3] a cancelled drag changes nothing', async ({ browser }) => {
	const scene = await openGestureScene(browser, stack)
	const { ana, li, board } = scene
	const [fromAna, fromLi] = [await cornerOf(ana, 'dragged'), await cornerOf(li, 'dragged')]
	const by = { x: 140, y: 120 }
	const before = board.updates()
	await ana.drag('dragged', by, { release: false })
	await waitForCorner(li, 'dragged', plus(fromLi, by))
	board.write(DRAGGED, { 'props.kind': 'solution' })
	await expect(kindOf(ana, 'dragged')).toHaveAttribute('data-kind', 'solution')

	await ana.page.keyboard.press('Escape')
	await waitForCorner(ana, 'dragged', fromAna)
	await waitForCorner(li, 'dragged', fromLi)
	await ana.page.mouse.up()
	await ana.page.keyboard.press('Control+z')
	await expect(ana.page.getByRole('button', { name: 'Undo' })).toBeDisabled()
	await ana.waitForSaveStatus('Saved')
	for (const person of [ana, li]) await expect(kindOf(person, 'dragged')).toHaveAttribute('data-kind', 'solution')
	expect(board.updates()).toBe(before)
	expect(board.record(DRAGGED)).toMatchObject({ xy: [100, 100], 'props.kind': 'solution' })
	await closeGestureScene(scene)
})

test('[DOC3] changes by others to a dragged card are kept, and undo reverts the drag only', async ({ browser }) => {
	const scene = await openGestureScene(browser, stack)
	const { ana, li, board } = scene
	const [fromAna, fromLi] = [await cornerOf(ana, 'dragged'), await cornerOf(li, 'dragged')]
	const by = { x: 60, y: 200 }
	await ana.drag('dragged', by, { release: false })
	await waitForCorner(li, 'dragged', plus(fromLi, by))

	await changeKind(li, 'dragged', 'Solution')
	await expect.poll(() => board.record(DRAGGED)?.['props.kind']).toBe('solution')
	expect(board.record(DRAGGED)?.['xy']).toEqual([100, 100])
	await expect(kindOf(ana, 'dragged')).toHaveAttribute('data-kind', 'solution')
	await waitForCorner(ana, 'dragged', plus(fromAna, by))

	await ana.page.mouse.up()
	await expect.poll(() => board.record(DRAGGED)?.['xy']).not.toEqual([100, 100])
	expect(board.record(DRAGGED)?.['props.kind']).toBe('solution')
	await waitForCorner(li, 'dragged', plus(fromLi, by))

	await ana.page.keyboard.press('Control+z')
	await expect.poll(() => board.record(DRAGGED)?.['xy']).toEqual([100, 100, null])
	expect(board.record(DRAGGED)?.['props.kind']).toBe('solution')
	await expect(kindOf(ana, 'dragged')).toHaveAttribute('data-kind', 'solution')
	await closeGestureScene(scene)
})

async function changeKind(person: Actor, text: string, kind: string): Promise<void> {
	await person.select(text)
	await person.page.getByRole('button', { name: `Kind: ${kind}` }).click()
}

test('[DOC3] two people drag one card at once, and the last to release it decides its position', async ({
	browser,
}) => {
	const scene = await openGestureScene(browser, stack)
	const { ana, li, board } = scene
	const [fromAna, fromLi] = [await cornerOf(ana, 'dragged'), await cornerOf(li, 'dragged')]
	const anaBy = { x: 0, y: 150 }
	const liBy = { x: 160, y: 0 }
	await ana.drag('dragged', anaBy, { release: false })
	await waitForCorner(li, 'dragged', plus(fromLi, anaBy))
	await li.drag('dragged', liBy, { release: false })
	await waitForCorner(ana, 'dragged', plus(fromAna, anaBy))
	await waitForCorner(li, 'dragged', plus(plus(fromLi, anaBy), liBy))

	await ana.page.mouse.up()
	await expect.poll(() => board.record(DRAGGED)?.['xy']).not.toEqual([100, 100])
	await waitForCorner(li, 'dragged', plus(plus(fromLi, anaBy), liBy))
	await li.page.mouse.up()
	for (const [person, from] of [
		[ana, fromAna],
		[li, fromLi],
	] as const)
		await waitForCorner(person, 'dragged', plus(plus(from, anaBy), liBy))
	await closeGestureScene(scene)
})

test('[DOC3] a link follows a card that another person drags', async ({ browser }) => {
	const scene = await openGestureScene(browser, stack)
	const { ana, li, board } = scene
	linkCards(board)
	const line = li.page.locator('[data-shape-type="arrow"] path').first()
	await expect(line).toBeAttached()
	const path = await line.getAttribute('d')
	await ana.drag('dragged', { x: 40, y: 220 }, { release: false })
	await expect.poll(() => line.getAttribute('d')).not.toBe(path)
	expect(board.record(DRAGGED)?.['xy']).toEqual([100, 100])
	await ana.page.keyboard.press('Escape')
	await expect.poll(() => line.getAttribute('d')).toBe(path)
	await closeGestureScene(scene)
})

test('[DOC3] others see a stroke while it is drawn; a cancelled one changes nothing', async ({ browser }) => {
	const scene = await openGestureScene(browser, stack)
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
	await closeGestureScene(scene)
})

async function draw({ page }: Actor): Promise<void> {
	await page.keyboard.press('d')
	await page.mouse.move(500, 600)
	await page.mouse.down()
	for (let step = 1; step <= 30; step++) await page.mouse.move(500 + step * 8, 600 + 40 * Math.sin(step / 3))
}

test('[DOC3] a new link is committed as one update, and undo removes it completely', async ({ browser }) => {
	const scene = await openGestureScene(browser, stack)
	const { ana, li, board } = scene
	const arrow = li.page.locator('[data-shape-type="arrow"]')
	const before = board.updates()
	await ana.link('dragged', 'other')
	await expect.poll(() => board.ids().length).toBe(5)
	await expect(arrow).toHaveCount(1)
	expect(board.updates()).toBe(before + 1)
	await ana.page.keyboard.press('Control+z')
	await expect.poll(() => board.ids().length).toBe(2)
	await expect(arrow).toHaveCount(0)
	await closeGestureScene(scene)
})
