import { expect } from '@playwright/test'
import { test } from '../support/fixtures.ts'
import { png } from '../support/imageFiles.ts'
import type { ListActor } from '../support/ListActor.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import { Fingers } from '../support/touch.ts'

/** The list for a participant with only a phone. */

/** Opens the menu of a card by a long press. */
async function pressLong(person: ListActor, text: string) {
	const { page } = person
	const menu = page.getByRole('menu', { name: 'Card options' })
	await person.card(text).locator('[data-main]').scrollIntoViewIfNeeded()
	await new Fingers(page).longPress(await person.centreOf(text), () => expect(menu).toBeVisible())
	await expect(menu).toBeVisible()
	return menu
}

test('[PHONE6] in the list on a phone: clusters, photos, reactions, people, and the menu of a card', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	const ben = await joinOnCanvas(browser, workshop, 'Ben', 'Bogotá')
	const { page } = ana
	const headings = page.getByRole('heading', { level: 2 })
	await ana.addCards('Obstacle', ['Permits', 'Fees'])

	await test.step('clusters are made, ordered and named, and cards moved into them', async () => {
		await page.getByRole('button', { name: 'New cluster…' }).tap()
		await page.getByRole('textbox', { name: 'Cluster title' }).fill('Law')
		await page.getByRole('button', { name: 'Add cluster' }).tap()
		await expect(headings).toHaveText(['Law · 0', 'Not in a cluster · 2'])
		await (await pressLong(ana, 'Permits')).getByRole('menuitem', { name: 'Law' }).tap()
		await expect(headings).toHaveText(['Law · 1', 'Not in a cluster · 1'])
		await (await pressLong(ana, 'Fees')).getByRole('menuitem', { name: 'New cluster…' }).tap()
		await page.getByRole('textbox', { name: 'Cluster title' }).fill('Money')
		await page.keyboard.press('Enter')
		await expect(headings).toHaveText(['Law · 1', 'Money · 1'])
		await page.getByRole('button', { name: 'Actions for Money' }).tap()
		await page.getByRole('menuitem', { name: 'Move up' }).tap()
		await expect(headings).toHaveText(['Money · 1', 'Law · 1'])
		await page.getByRole('button', { name: 'Actions for Law' }).tap()
		await page.getByRole('menuitem', { name: 'Rename…' }).tap()
		await page.getByRole('textbox', { name: 'Cluster title' }).fill('The law')
		await page.getByRole('button', { name: 'Save' }).tap()
		await expect(headings).toHaveText(['Money · 1', 'The law · 1'])
		await expect(ben.page.locator('[data-shape-type="frame"]').filter({ hasText: 'The law' })).toHaveCount(1)
		await ana.expectNoViolations()
	})

	await test.step('the menu of a card edits and links it', async () => {
		await (await pressLong(ana, 'Permits')).getByRole('menuitem', { name: 'Edit' }).tap()
		await expect(ana.editor).toBeFocused()
		await page.keyboard.press('Escape')
		await (await pressLong(ana, 'Permits')).getByRole('menuitem', { name: 'Link…' }).tap()
		await page.getByRole('option', { name: 'Fees' }).tap()
		await expect(ana.linksOf('Permits')).toHaveText('causes: Fees')
	})

	await test.step('a photo of the camera is added', async () => {
		await page.locator('input[capture]').setInputFiles(png('photo.png', 300, 200))
		await expect(page.getByRole('list', { name: 'Images' }).getByRole('img')).toHaveCount(1)
		await expect(ben.page.locator('[data-shape-type="image"]')).toHaveCount(1)
	})

	await test.step('people and reactions', async () => {
		await page.getByRole('button', { name: 'People here' }).tap()
		await expect(page.getByText('Bogotá', { exact: true })).toBeVisible()
		await page.getByRole('button', { name: 'Send 👏' }).tap()
		await expect(ben.page.getByTestId('reaction')).toHaveText('👏')
		await expect(page.getByTestId('reaction')).toHaveText('👏')
		await page.keyboard.press('Escape')
	})

	await test.step('clusters without cards are folded into one line', async () => {
		await page.getByRole('button', { name: 'Actions for Money' }).tap()
		await page.getByRole('menuitem', { name: 'Remove cluster, keep cards' }).tap()
		await expect(headings).toHaveText(['The law · 1', 'Not in a cluster · 1'])
		await ana.startEditing('Permits')
		await page.getByLabel('Cluster', { exact: true }).selectOption('Not in a cluster')
		await ana.waitForSaveStatus('Saved')
		await page.reload()
		await expect(headings).toHaveText(['Not in a cluster · 2'])
		await page.getByRole('button', { name: '1 empty area' }).tap()
		await expect(headings).toHaveText(['Not in a cluster · 2', 'The law · 0'])
	})
	await ana.expectNoCanvasCode()
})

test('[PHONE7] a participant who is moved to another group while typing keeps typing there', async ({
	browser,
	workshop,
}) => {
	const li = await joinOnPhone(browser, workshop, 'Li')
	await li.composer.tap()
	await expect(li.composer).toBeFocused()
	const group = await workshop.command({ type: 'groups.add', name: 'Harbour' })
	const text = 'Half a thought that takes a while to be written'
	const typing = li.page.keyboard.type(text, { delay: 40 })
	await expect(li.composer).toHaveValue(/^Half a t/)
	await workshop.command({
		type: 'participant.move',
		participant: await workshop.participantId('Li'),
		group,
	})
	await expect(li.page.getByRole('heading', { level: 1, name: 'Harbour' })).toBeVisible()
	await typing
	await expect(li.composer).toBeFocused()
	await expect(li.composer).toHaveValue(text)
})
