import { expect, type Page } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { test } from '../support/fixtures.ts'
import { copyDatabases, storeAsFormerRelease, storedCopies } from '../support/storedDatabases.ts'

/** The copies of boards on a device: removed with the workshop, taken over from former releases. */

const LEFT = { x: 300, y: 300 }
const RIGHT = { x: 760, y: 300 }

async function chooseForStreets(page: Page, action: string): Promise<void> {
	await page.getByRole('button', { name: 'More for Streets' }).click()
	await page.getByRole('menuitem', { name: action }).click()
}

test('[OFFLINE6] a forgotten workshop leaves nothing on the device, in an open tab neither', async ({
	browser,
	workshop,
}) => {
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(workshop.url, workshop.code, 'Dakar')
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.waitForSaveStatus('Saved')
	await expect.poll(() => storedCopies(ana.page)).toMatchObject({})
	expect(await copyDatabases(ana.page)).toEqual([`charrette:${workshop.id}`])

	const home = await ana.page.context().newPage()
	await home.goto(workshop.url)
	await chooseForStreets(home, 'Archive')
	await home.getByText('Archived (1)').click()
	await chooseForStreets(home, 'Forget on this device…')
	await expect(home.getByText('not been sent yet')).toHaveCount(0)
	await home.getByRole('dialog').getByRole('button', { name: 'Forget' }).click()
	await expect.poll(() => copyDatabases(home)).toEqual([])
	await ana.writeCard('Case', 'Nine months', RIGHT)
	await ana.waitForSaveStatus('Saved')
	expect(await copyDatabases(home)).toEqual([])
	expect(await home.evaluate(() => JSON.stringify({ ...localStorage }))).not.toMatch(/Streets|Permits/)
})

test('[OFFLINE6] forgetting a workshop with unsent edits says that they will be deleted', async ({
	browser,
	workshop,
}) => {
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(workshop.url, workshop.code, 'Dakar')
	const home = await ana.page.context().newPage()
	await home.goto(workshop.url)
	// The menus have arrived, which come after the page.
	await home.getByRole('button', { name: 'More for Streets' }).click()
	await expect(home.getByRole('menuitem', { name: 'Archive' })).toBeVisible()
	await home.keyboard.press('Escape')
	await ana.page.context().setOffline(true)
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.waitForSaveStatus(/Offline: 1 /)
	await ana.waitUntilSafeToClose()
	await ana.page.close()
	await chooseForStreets(home, 'Archive')
	await home.getByText('Archived (1)').click()
	await chooseForStreets(home, 'Forget on this device…')
	await expect(home.getByRole('dialog').getByText('have not been sent yet')).toBeVisible()
	await home.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
	expect(await copyDatabases(home)).toHaveLength(1)
})

test('[OFFLINE6] a deleted workshop leaves nothing on the devices of the people in it', async ({
	browser,
	workshop,
}) => {
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(workshop.url, workshop.code, 'Dakar')
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.waitForSaveStatus('Saved')
	expect(await copyDatabases(ana.page)).toHaveLength(1)
	await workshop.request(`workshops/${workshop.id}`, undefined, 'DELETE')
	await expect(ana.page.getByRole('heading', { name: 'This workshop was deleted' })).toBeVisible()
	await expect.poll(() => copyDatabases(ana.page)).toEqual([])
})

test('[ACK5e] unsent edits that a former release has stored are taken over, and sent', async ({
	browser,
	workshop,
}) => {
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(workshop.url, workshop.code, 'Dakar')
	await ana.waitForSaveStatus('Saved')
	const path = ana.page.url()
	await ana.page.context().setOffline(true)
	await ana.writeCard('Case', 'Written in the train', RIGHT)
	await ana.waitForSaveStatus(/Offline: 1 /)
	await ana.waitUntilSafeToClose()
	const other = await ana.page.context().newPage()
	await ana.page.close()
	await other.context().setOffline(false)
	await other.goto(`${workshop.url}/legal`)
	await storeAsFormerRelease(other)
	expect(await workshop.textsOn(workshop.board)).toEqual([])

	const later = new Actor(other, 'Ana')
	await later.page.goto(path)
	await later.waitForBoard()
	await expect(later.card('Written in the train')).toHaveCount(1)
	await later.waitForSaveStatus('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual(['Written in the train'])
	expect(await copyDatabases(other)).toEqual([`charrette:${workshop.id}`])
})
