import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { test } from '../support/fixtures.ts'
import { closeGestureScene, DRAGGED, openGestureScene } from '../support/gestures.ts'
import type { Stack } from '../support/startStack.ts'

/** Undo with other people at the same board (DOC6). */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

/** Presses Ctrl with a key of a Russian layout, as a browser without a Latin layout reports it. */
async function pressRussian(page: Page, key: 'я' | 'Я' | 'н', code: 'KeyZ' | 'KeyY'): Promise<void> {
	const session = await page.context().newCDPSession(page)
	const CONTROL = 2
	const SHIFT = 8
	const modifiers = key === 'Я' ? CONTROL + SHIFT : CONTROL
	for (const type of ['rawKeyDown', 'keyUp'] as const)
		await session.send('Input.dispatchKeyEvent', { type, modifiers, key, code })
	await session.detach()
}

test('[DOC6] a step that others have changed since says so, and the step before it stays', async ({ browser }) => {
	const scene = await openGestureScene(browser, stack)
	const { ana, li, board } = scene
	const text = () => board.record(DRAGGED)?.['text']?.toString()
	const xy = () => board.record(DRAGGED)?.['xy']
	await ana.startEditing('dragged')
	await ana.page.keyboard.press('End')
	await ana.page.keyboard.type(' by Ana')
	await ana.page.keyboard.press('Escape')
	await expect.poll(text).toBe('dragged by Ana')
	await ana.drag('dragged by Ana', { x: 80, y: 120 })
	await expect.poll(xy).not.toEqual([100, 100])
	const movedByAna = xy()
	await li.drag('dragged by Ana', { x: 90, y: 60 })
	await expect.poll(xy).not.toEqual(movedByAna)
	const movedByLi = xy()
	await ana.waitForSaveStatus('Saved')

	await ana.page.keyboard.press('Control+z')
	await expect(ana.page.getByRole('status').filter({ hasText: 'There is nothing to undo' })).toBeVisible()
	expect([text(), xy()]).toEqual(['dragged by Ana', movedByLi])
	await pressRussian(ana.page, 'я', 'KeyZ')
	await expect.poll(text).toBe('dragged')
	expect(xy()).toEqual(movedByLi)
	await pressRussian(ana.page, 'Я', 'KeyZ')
	await expect.poll(text).toBe('dragged by Ana')
	await pressRussian(ana.page, 'я', 'KeyZ')
	await expect.poll(text).toBe('dragged')
	await pressRussian(ana.page, 'н', 'KeyY')
	await expect.poll(text).toBe('dragged by Ana')

	await test.step('the keys work in a text field and in the list', async () => {
		await ana.startEditing('dragged by Ana')
		await pressRussian(ana.page, 'я', 'KeyZ')
		await expect.poll(text).toBe('dragged')
		await pressRussian(ana.page, 'н', 'KeyY')
		await expect.poll(text).toBe('dragged by Ana')
		await ana.page.keyboard.press('Escape')
		await ana.page.getByRole('button', { name: 'List', exact: true }).click()
		await expect(ana.page.locator('[data-main]', { hasText: 'dragged by Ana' })).toBeFocused()
		await pressRussian(ana.page, 'я', 'KeyZ')
		await expect.poll(text).toBe('dragged')
	})
	await closeGestureScene(scene)
})

test('[DOC6a] a card in which others have written stays when its creation is undone, with a notice for both', async ({
	browser,
}) => {
	const scene = await openGestureScene(browser, stack)
	const { ana, li, board } = scene
	const textOf = (card: string) => board.record(card)?.['text']?.toString()
	await ana.writeCard('Solution', 'Ana wrote', { x: 500, y: 500 })
	await expect(li.card('Ana wrote')).toBeVisible()
	const created = board.ids().find((id) => textOf(id) === 'Ana wrote') ?? ''
	await li.startEditing('Ana wrote')
	await li.page.keyboard.press('End')
	await li.page.keyboard.type(' and Li')
	await li.page.keyboard.press('Escape')
	await expect(ana.card('Ana wrote and Li')).toBeVisible()

	await ana.page.keyboard.press('Control+z')
	await expect.poll(() => textOf(created)).toBe(' and Li')
	await ana.page.keyboard.press('Control+z')
	await expect(ana.page.getByRole('status').filter({ hasText: 'stays, without your text' })).toBeVisible()
	await expect(li.page.getByRole('status').filter({ hasText: 'Ana undid adding something' })).toBeVisible()
	expect(textOf(created)).toBe(' and Li')
	await ana.page.keyboard.press('Control+Shift+z')
	await expect.poll(() => textOf(created)).toBe('Ana wrote and Li')
	await closeGestureScene(scene)
})
