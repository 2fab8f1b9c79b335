import { expect } from '@playwright/test'
import {
	CARD,
	close,
	drag,
	errorsOf,
	linkCards,
	OTHER,
	openScene,
	placeOf,
	plus,
	sees,
} from '../support/gestureScene.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** Gestures that come to nothing (DOC3): who drags goes, or what is dragged. */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

test('[DOC3] when the one who drags is gone, the card is where the document has it', async ({ browser }) => {
	const scene = await openScene(browser, stack)
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
	const scene = await openScene(browser, stack)
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
	const scene = await openScene(browser, stack)
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
