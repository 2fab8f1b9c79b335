import { expect } from '@playwright/test'
import { test } from '../support/fixtures.ts'
import {
	closeGestureScene,
	cornerOf,
	DRAGGED,
	errorsOf,
	linkCards,
	OTHER,
	openGestureScene,
	plus,
	waitForCorner,
} from '../support/gestures.ts'
import type { Stack } from '../support/startStack.ts'

/**
 * Gestures that do not complete (DOC3): the dragging person leaves, or the dragged shape is
 * deleted.
 */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

test('[DOC3] when the person who drags a card leaves, the card returns to its position in the document', async ({
	browser,
}) => {
	const scene = await openGestureScene(browser, stack)
	const { ana, li, board } = scene
	const from = await cornerOf(li, 'dragged')
	const by = { x: 100, y: 180 }
	const before = board.updates()
	await ana.drag('dragged', by, { release: false })
	await waitForCorner(li, 'dragged', plus(from, by))
	await ana.page.close()
	await waitForCorner(li, 'dragged', from)
	expect(board.updates()).toBe(before)
	await closeGestureScene(scene)
})

test('[DOC3] a card that is deleted during a drag stays deleted', async ({ browser }) => {
	const scene = await openGestureScene(browser, stack)
	const { ana, li, board } = scene
	const errors = errorsOf(ana.page)
	await ana.drag('dragged', { x: 100, y: 180 }, { release: false })
	board.remove(DRAGGED)
	await expect(ana.card('dragged')).toHaveCount(0)
	await ana.page.mouse.move(700, 500, { steps: 3 })
	await ana.page.mouse.up()
	await ana.waitForSaveStatus('Saved')

	await ana.drag('other', { x: -80, y: 100 }, { release: false })
	board.remove(OTHER)
	await expect(ana.card('other')).toHaveCount(0)
	await ana.page.keyboard.press('Escape')
	await ana.page.mouse.up()
	await ana.waitForSaveStatus('Saved')
	for (const person of [ana, li]) await expect(person.cards).toHaveCount(0)
	expect(board.ids()).toEqual([])
	expect(errors).toEqual([])
	await ana.writeCard('Question', 'still editable', { x: 640, y: 430 })
	await expect(li.card('still editable')).toHaveCount(1)
	await closeGestureScene(scene)
})

test('[DOC3] a link that is deleted during a drag stays deleted, and its cards remain', async ({ browser }) => {
	const scene = await openGestureScene(browser, stack)
	const { ana, board } = scene
	const errors = errorsOf(ana.page)
	linkCards(board)
	const link = ana.page.locator('[data-shape-type="arrow"]')
	await expect(link).toHaveCount(1)
	const [from, to] = [await cornerOf(ana, 'dragged'), await cornerOf(ana, 'other')]
	const { mouse } = ana.page
	// A point beside the label, which is in the middle of the link.
	const grip = { x: from.x * 0.4 + to.x * 0.6, y: from.y * 0.4 + to.y * 0.6 }
	const box = await ana.card('dragged').boundingBox()
	const middle = { x: grip.x + (box?.width ?? 0) / 2, y: grip.y + (box?.height ?? 0) / 2 }
	await mouse.click(middle.x, middle.y)
	await mouse.move(middle.x, middle.y)
	await mouse.down()
	await mouse.move(middle.x + 60, middle.y + 90, { steps: 6 })
	await ana.waitForSaveStatus('Saving')
	for (const id of ['binding:start', 'binding:end', 'shape:link']) board.remove(id)
	await expect(link).toHaveCount(0)
	await mouse.move(middle.x + 90, middle.y + 120, { steps: 4 })
	await mouse.up()
	await ana.waitForSaveStatus('Saved')
	await expect(ana.cards).toHaveCount(2)
	expect(errors).toEqual([])
	expect(board.ids()).toHaveLength(2)
	await closeGestureScene(scene)
})
