import { expect } from '@playwright/test'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { png } from '../support/imageFiles.ts'
import { PhoneActor } from '../support/PhoneActor.ts'
import type { Stack } from '../support/startStack.ts'

/** A photo of notes on paper (IMP8). */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

test('[IMP8] a photo of notes on paper is cropped, placed behind the cards and written over', async ({ browser }) => {
	const { code } = await createWorkshop(stack.url)
	const ana = await PhoneActor.onPhone(browser, 'Ana')
	await ana.join(stack.url, code, 'Dakar')
	const { page } = ana
	await page.getByRole('button', { name: 'More', exact: true }).first().tap()
	await page.getByRole('menuitem', { name: 'Import' }).tap()
	const pending = page.waitForEvent('filechooser')
	await page.getByRole('button', { name: /^Photo of the/ }).tap()
	await (await pending).setFiles(png('notes.png', 800, 600, 0x60))
	const corner = page.getByRole('button', { name: 'Lower right corner' })
	await corner.focus()
	for (let step = 0; step < 5; step++) await page.keyboard.press('Shift+ArrowLeft')
	await page.getByRole('button', { name: 'Upper right corner' }).focus()
	for (let step = 0; step < 5; step++) await page.keyboard.press('Shift+ArrowLeft')
	await page.getByRole('button', { name: 'Put on the board' }).tap()
	const photo = page.locator('[data-shape-type="image"]')
	await expect(photo).toHaveCount(1)
	// The crop removes a quarter, so the 4:3 photo becomes a square.
	const box = await photo.boundingBox()
	if (!box) throw new Error('the photo is not in the window')
	expect(box.width / box.height).toBeCloseTo(1, 1)

	for (const [at, text] of ['Rain', 'Roads'].entries()) {
		await page.getByRole('button', { name: 'New card: Obstacle' }).tap()
		// After editing, the camera moves back to its former position.
		await expect.poll(() => photo.boundingBox()).toEqual(box)
		await page.touchscreen.tap(box.x + box.width * 0.5, box.y + box.height * (0.3 + at * 0.4))
		await ana.editor.waitFor()
		await page.keyboard.type(text)
		await page.keyboard.press('Escape')
		await expect(ana.cards).toHaveCount(at + 1)
	}
	await page.getByRole('button', { name: 'List', exact: true }).tap()
	await expect(page.getByRole('list', { name: 'Images' }).getByRole('img', { name: /^Photo of the/ })).toBeVisible()
	for (const text of ['Rain', 'Roads'])
		await expect(page.locator('[data-card]').filter({ hasText: text })).toHaveCount(1)
	await page.context().close()
})
