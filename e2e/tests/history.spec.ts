import type { Locator } from '@playwright/test'
import { expect } from '@playwright/test'
import { DeskActor } from '../support/atDesk.ts'
import { joinOnPhone } from '../support/joining.ts'
import { type OpenedWorkshop, openByApi } from '../support/openByApi.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** A board's past: a moment is kept, looked at, and brought back. */
let stack: Stack
let workshop: OpenedWorkshop
test.beforeEach(async () => {
	stack = await startStack()
	workshop = await openByApi(stack.url)
})
test.afterEach(() => stack.stop())

test('[HIST5][REST3] a facilitator keeps a moment, looks back at it, brings one card back, then all of it, and takes that back; the desk has a removed board back', async ({
	browser,
}) => {
	const facilitator = await DeskActor.atDesk(browser, workshop.desk)
	const { page } = facilitator
	await page.goto(page.url().replace(/desk.*/, `desk/b/${workshop.board}`))
	await facilitator.seesBoard()
	await facilitator.hearsKeys()
	await facilitator.writeCard('Obstacle', 'Permits', { x: 400, y: 300 })
	await facilitator.writeCard('Solution', 'One desk', { x: 800, y: 300 })
	await facilitator.link('One desk', 'Permits')
	await facilitator.badgeSays('Saved')

	const lookBack = () => facilitator.button('Version history').click()
	const moment = (name: string | RegExp): Locator => page.getByRole('listitem').getByRole('button', { name })
	const says = (words: string) => expect(page.getByRole('status').filter({ hasText: words })).toBeVisible()
	const texts = () => workshop.textsOn(workshop.board)

	await test.step('keeps the moment, and goes on', async () => {
		await lookBack()
		await expect(page.getByText('No versions yet')).toBeVisible()
		await facilitator.button('Save version').click()
		await page.getByLabel('Version name').fill('Noon')
		await page.keyboard.press('Enter')
		await expect(moment(/Noon.*2 cards · 1 link/)).toBeVisible()
		await facilitator.button('Back to the board').first().click()
		await facilitator.hearsKeys()
		await facilitator.card('One desk').click()
		await page.keyboard.press('Delete')
		await expect(facilitator.card('One desk')).toHaveCount(0)
		await facilitator.writeCard('Case', 'Later', { x: 900, y: 500 })
		await facilitator.badgeSays('Saved')
	})
	await test.step('looks at the board as it was, where nothing can be changed', async () => {
		await lookBack()
		await expect(page.getByText(/Version of/).first()).toBeVisible()
		await expect(facilitator.card('One desk')).toHaveCount(1)
		await expect(facilitator.card('Later')).toHaveCount(0)
		await facilitator.card('One desk').click()
		await page.keyboard.press('Delete')
		await expect(facilitator.button('Restore 1 card')).toBeVisible()
		await expect(facilitator.card('One desk')).toHaveCount(1)
		await page.keyboard.press('Escape')
		await expect(facilitator.button('Restore')).toBeVisible()
		expect(await texts()).toEqual(['Later', 'Permits'])
	})
	await test.step('brings one card back, with its link', async () => {
		await facilitator.button('Since this version').click()
		await page.getByRole('checkbox', { name: /One desk.*Deleted by the facilitator/ }).check()
		// That a newer moment is kept meanwhile changes nothing under one's hands.
		await facilitator.button('Save version').click()
		await page.getByLabel('Version name').fill('Meanwhile')
		await page.keyboard.press('Enter')
		await expect(moment(/Meanwhile/)).toBeVisible()
		await expect(page.getByRole('checkbox', { name: /One desk/ })).toBeChecked()
		await facilitator.button('Restore 1 card').click()
		await says('1 card restored.')
		await expect.poll(texts).toEqual(['Later', 'One desk', 'Permits'])
		expect((await workshop.contentOf(workshop.board)).links).toHaveLength(1)
		await expect(page.getByRole('checkbox')).toHaveCount(0)
	})
	await test.step('brings all of it back, and takes that back', async () => {
		await moment(/M Noon/).click()
		await facilitator.button('Restore').click()
		await says('The board was restored to the version of')
		await expect(facilitator.card('Later')).toHaveCount(0)
		await expect(facilitator.cards).toHaveCount(2)
		// The document of now was open all the while, with one's own steps.
		await expect(facilitator.button('Undo').first()).toBeEnabled()
		await page.getByRole('status').getByRole('button', { name: 'Undo' }).last().click()
		await expect(facilitator.card('Later')).toHaveCount(1)
		await expect.poll(texts).toEqual(['Later', 'One desk', 'Permits'])
		await lookBack()
		for (const name of [
			/Before the return of “Noon” was undone/,
			/Before “Noon” was restored/,
			/Before 1 card of “Noon” came back/,
		])
			await expect(moment(name)).toBeVisible()
		await facilitator.button('Back to the board').first().click()
	})
	await test.step('participants look at it on their phones, and bring nothing back', async () => {
		const ana = await joinOnPhone(browser, { url: stack.url, code: workshop.code }, 'Ana')
		await ana.page.getByRole('button', { name: 'More' }).tap()
		await ana.page.getByRole('menuitem', { name: 'Version history' }).tap()
		await ana.page.getByRole('button', { name: /M Noon/ }).tap()
		await ana.page.getByRole('button', { name: 'Since this version' }).tap()
		await expect(ana.page.getByRole('heading', { name: /^New/ })).toBeVisible()
		await expect(ana.page.getByText('Later')).toBeVisible()
		await expect(ana.page.getByRole('button', { name: /Restore|Save|Replace/ })).toHaveCount(0)
		await ana.findsNoFault()
		await ana.neverFetchedTheCanvas()
		await ana.page.goBack()
		await ana.seesBoard()
	})
	await test.step('the desk leads there too, by keys alone', async () => {
		await page.goto(page.url().replace(/desk.*/, 'desk'))
		await facilitator.button('More: Group 1').press('Enter')
		await page.keyboard.press('Enter')
		await expect(moment(/M Noon/)).toBeVisible()
		await page.goBack()
		await expect(facilitator.runSheet).toBeVisible()
	})
	await test.step('[HIST6] a board that was taken out by mistake is had back', async () => {
		await workshop.copyOf(await workshop.takeSnapshot(), 'Spare')
		const spare = page.getByRole('heading', { name: 'Spare', exact: true })
		await expect(facilitator.button('Removed boards')).toHaveCount(0)
		await facilitator.choose('More: Spare', 'Remove board')
		await facilitator.dialog.getByRole('button', { name: 'Remove board' }).click()
		await expect(spare).toHaveCount(0)
		await facilitator.button('Removed boards').click()
		await expect(facilitator.dialog.getByText('3 cards')).toBeVisible()
		await facilitator.findsNoFault()
		await facilitator.dialog.getByRole('button', { name: 'Restore as a copy: Spare' }).click()
		await expect(spare).toBeVisible()
		await page.getByRole('status').getByRole('button', { name: 'Open' }).click()
		await facilitator.seesBoard()
		await expect(facilitator.card('One desk')).toHaveCount(1)
	})
})
