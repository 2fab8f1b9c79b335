import type { Locator } from '@playwright/test'
import { expect } from '@playwright/test'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { joinOnPhone } from '../support/participants.ts'
import { type Stack, startStack } from '../support/startStack.ts'

/** Version history: saving, viewing and restoring versions. */
let stack: Stack
let workshop: CreatedWorkshop
test.beforeEach(async () => {
	stack = await startStack()
	workshop = await createWorkshop(stack.url)
})
test.afterEach(() => stack.stop())

test('[HIST5][REST3] a facilitator saves a version, views it, restores one card, then the whole board, undoes that, and restores a removed board', async ({
	browser,
}) => {
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const { page } = facilitator
	await page.goto(page.url().replace(/dashboard.*/, `dashboard/b/${workshop.board}`))
	await facilitator.waitForBoard()
	await facilitator.waitForKeyboard()
	await facilitator.writeCard('Obstacle', 'Permits', { x: 400, y: 300 })
	await facilitator.writeCard('Solution', 'One office', { x: 800, y: 300 })
	await facilitator.link('One office', 'Permits')
	await facilitator.waitForSaveStatus('Saved')

	const openHistory = () => facilitator.button('Version history').click()
	const version = (name: string | RegExp): Locator => page.getByRole('listitem').getByRole('button', { name })
	const waitForToast = (text: string) => expect(page.getByRole('status').filter({ hasText: text })).toBeVisible()
	const texts = () => workshop.textsOn(workshop.board)

	await test.step('save a version and continue', async () => {
		await openHistory()
		await expect(page.getByText('No versions yet')).toBeVisible()
		await facilitator.button('Save version').click()
		await page.getByLabel('Version name').fill('Noon')
		await page.keyboard.press('Enter')
		await expect(version(/Noon.*2 cards · 1 link/)).toBeVisible()
		await facilitator.button('Back to the board').first().click()
		await facilitator.waitForKeyboard()
		await facilitator.card('One office').click()
		await page.keyboard.press('Delete')
		await expect(facilitator.card('One office')).toHaveCount(0)
		await facilitator.writeCard('Case', 'Later', { x: 900, y: 500 })
		await facilitator.waitForSaveStatus('Saved')
	})
	await test.step('view the version, which is read-only', async () => {
		await openHistory()
		await expect(page.getByText(/Version of/).first()).toBeVisible()
		await expect(facilitator.card('One office')).toHaveCount(1)
		await expect(facilitator.card('Later')).toHaveCount(0)
		await facilitator.card('One office').click()
		await page.keyboard.press('Delete')
		await expect(facilitator.button('Restore 1 card')).toBeVisible()
		await expect(facilitator.card('One office')).toHaveCount(1)
		await page.keyboard.press('Escape')
		await expect(facilitator.button('Restore')).toBeVisible()
		expect(await texts()).toEqual(['Later', 'Permits'])
	})
	await test.step('restore one card with its link', async () => {
		await facilitator.button('Since this version').click()
		await page.getByRole('checkbox', { name: /One office.*Deleted by the facilitator/ }).check()
		// Saving another version keeps the selection.
		await facilitator.button('Save version').click()
		await page.getByLabel('Version name').fill('Meanwhile')
		await page.keyboard.press('Enter')
		await expect(version(/Meanwhile/)).toBeVisible()
		await expect(page.getByRole('checkbox', { name: /One office/ })).toBeChecked()
		await facilitator.button('Restore 1 card').click()
		await waitForToast('1 card restored.')
		await expect.poll(texts).toEqual(['Later', 'One office', 'Permits'])
		expect((await workshop.contentOf(workshop.board)).links).toHaveLength(1)
		await expect(page.getByRole('checkbox')).toHaveCount(0)
	})
	await test.step('restore the whole board, then undo that', async () => {
		await version(/M Noon/).click()
		await facilitator.button('Restore').click()
		await waitForToast('The board was restored to the version of')
		await expect(facilitator.card('Later')).toHaveCount(0)
		await expect(facilitator.cards).toHaveCount(2)
		// The current document was open meanwhile and has its undo history.
		await expect(facilitator.button('Undo').first()).toBeEnabled()
		await page.getByRole('status').getByRole('button', { name: 'Undo' }).last().click()
		await expect(facilitator.card('Later')).toHaveCount(1)
		await expect.poll(texts).toEqual(['Later', 'One office', 'Permits'])
		await openHistory()
		for (const name of [
			/Before undoing the restore of “Noon”/,
			/Before restoring “Noon”/,
			/Before restoring 1 card of “Noon”/,
		])
			await expect(version(name)).toBeVisible()
		await facilitator.button('Back to the board').first().click()
	})
	await test.step('participants view the version on a phone and cannot restore it', async () => {
		const ana = await joinOnPhone(browser, workshop, 'Ana')
		await ana.page.getByRole('button', { name: 'More' }).tap()
		await ana.page.getByRole('menuitem', { name: 'Version history' }).tap()
		await ana.page.getByRole('button', { name: /M Noon/ }).tap()
		await ana.page.getByRole('button', { name: 'Since this version' }).tap()
		await expect(ana.page.getByRole('heading', { name: /^New/ })).toBeVisible()
		await expect(ana.page.getByText('Later')).toBeVisible()
		await expect(ana.page.getByRole('button', { name: /Restore|Save|Replace/ })).toHaveCount(0)
		await ana.expectNoViolations()
		await ana.expectNoCanvasCode()
		await ana.page.goBack()
		await ana.waitForBoard()

		await test.step('[REST1h] a restore under a participant asks, and informs them', async () => {
			await openHistory()
			await version(/M Noon/).click()
			await facilitator.button('Restore').press('Enter')
			await expect(facilitator.dialog).toContainText('1 participant is at this board.')
			await facilitator.dialog.getByRole('button', { name: 'Restore' }).press('Enter')
			await waitForToast('The board was restored to the version of')
			const notice = ana.page.getByRole('status').filter({ hasText: 'The facilitator restored this board' })
			await expect(notice).toBeVisible()
			await expect(ana.card('Later')).toHaveCount(0)
			await page.getByRole('status').getByRole('button', { name: 'Undo' }).last().click()
			await expect(ana.card('Later')).toHaveCount(1)
		})
	})
	await test.step('the dashboard opens the history by keyboard', async () => {
		await page.goto(page.url().replace(/dashboard.*/, 'dashboard'))
		await facilitator.button('More: Group 1').press('Enter')
		await expect(page.getByRole('menuitem').first()).toBeFocused()
		await page.keyboard.press('Enter')
		await expect(version(/M Noon/)).toBeVisible()
		await page.goBack()
		await expect(facilitator.runSheet).toBeVisible()
	})
	await test.step('[HIST6] a removed board is restored', async () => {
		await workshop.copySnapshot(await workshop.saveSnapshot(), 'Spare')
		const spare = page.getByRole('heading', { name: 'Spare', exact: true })
		await expect(facilitator.button('Removed boards')).toHaveCount(0)
		await facilitator.choose('More: Spare', 'Remove board')
		await facilitator.dialog.getByRole('button', { name: 'Remove board' }).click()
		await expect(spare).toHaveCount(0)
		await facilitator.button('Removed boards').click()
		await expect(facilitator.dialog.getByText('3 cards')).toBeVisible()
		await facilitator.expectNoViolations()
		await facilitator.dialog.getByRole('button', { name: 'Restore as a copy: Spare' }).click()
		await expect(spare).toBeVisible()
		await page.getByRole('status').getByRole('button', { name: 'Open' }).click()
		await facilitator.waitForBoard()
		await expect(facilitator.card('One office')).toHaveCount(1)
	})
})
